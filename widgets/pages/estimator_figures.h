// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/ids.h"

#include <string>
#include <utility>
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
    /// They are handed down by the pipeline, or what else the estimator is a part of.
    bool named_by_pipeline = false;
    /// Values of the attributes that are arrays of few numbers.
    std::vector<std::pair<TensorId, std::vector<double>>> short_arrays;
};

} // namespace strata
