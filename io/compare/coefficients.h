// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/open_document.h"

namespace strata {

/// A coefficient of two linear models that differs.
struct CoefficientDifference {
    std::uint64_t feature = 0;
    std::uint64_t output = 0; ///< row of `coef_`; 0 where it has one axis
    double left = 0;
    double right = 0;
};

/// What a feature and an output of the left file's root estimator are called: by name, class or
/// number; an output has no name where there is one only.
[[nodiscard]] std::string coefficient_feature(const Document& left, std::uint64_t feature);
[[nodiscard]] std::string coefficient_output(const Document& left, std::uint64_t output);

/// Of the root estimators, where both have real coefficients (`coef_`) of one shape; those that
/// differ by more than `tolerance`, the most first. None where there are more than a table is read
/// for. Errors as of read_slice(), and Cancelled.
Result<std::vector<CoefficientDifference>> compare_coefficients(const OpenDocument& left,
                                                                const OpenDocument& right,
                                                                double tolerance,
                                                                const JobContext& job);

} // namespace strata
