// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/open_document.h"

namespace strata {

/// A coefficient of two linear models that differs.
struct CoefficientDifference {
    std::string feature; ///< by its name, or its number
    std::string output;  ///< class or number of the target; empty where there is one only
    double left = 0;
    double right = 0;
};

/// Of the root estimators, where both have real coefficients (`coef_`) of one shape; those that
/// differ by more than `tolerance`, the most first. None where there are more than a table is read
/// for. Errors as of read_slice(), and Cancelled.
Result<std::vector<CoefficientDifference>> compare_coefficients(const OpenDocument& left,
                                                                const OpenDocument& right,
                                                                double tolerance,
                                                                const JobContext& job);

} // namespace strata
