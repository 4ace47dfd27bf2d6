// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/pipeline_names.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace strata {

namespace {

/// Transformers of scikit-learn whose outputs are their inputs, one by one and in their order.
bool keeps_features(const Estimator& estimator)
{
    constexpr std::array<std::string_view, 8> one_to_one = {
        "StandardScaler", "MinMaxScaler", "MaxAbsScaler",        "RobustScaler",
        "Normalizer",     "Binarizer",    "QuantileTransformer", "PowerTransformer"};
    return estimator.class_name.starts_with("sklearn.") &&
           std::find(one_to_one.begin(), one_to_one.end(), estimator.name) != one_to_one.end();
}

/// Of the input of the step `until`; none: of any step.
const std::vector<std::string>* names_before(const Document& document, const Estimator& pipeline,
                                             EstimatorId until)
{
    const std::vector<std::string>* names = &pipeline.feature_names;
    for (const EstimatorStep& step : pipeline.steps) {
        if (step.passes)
            continue;
        if (step.estimator == EstimatorId::none)
            break; // another library's: nobody knows what it does
        if (step.estimator == until)
            return names;
        const Estimator& before = document.estimators[index(step.estimator)];
        if (names->empty())
            names = &before.feature_names;
        if (!keeps_features(before))
            break;
    }
    return until == EstimatorId::none ? names : nullptr;
}

} // namespace

const std::vector<std::string>& pipeline_names(const Document& document, EstimatorId step)
{
    static const std::vector<std::string> none;
    for (const Estimator& pipeline : document.estimators) {
        if (const auto* const names = names_before(document, pipeline, step))
            return *names;
    }
    return none;
}

const std::vector<std::string>& input_names(const Document& document, const Estimator& estimator)
{
    return *names_before(document, estimator, EstimatorId::none);
}

} // namespace strata
