// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace strata {

/// What must be read from the file to show an estimator: made by a job.
struct EstimatorFigures {
    /// One list of coefficients for each target (one for a single output).
    std::vector<std::vector<double>> coefficients;
    std::vector<double> intercepts; ///< as many as targets, one for all of them, or none
    std::vector<double> importances;
    /// The file's names, or x0, x1 … as scikit-learn itself names them; as many as features.
    std::vector<std::string> feature_names;
    bool named = false; ///< the file holds the names
};

} // namespace strata
