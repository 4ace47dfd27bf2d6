// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/optimizer_step.h"
#include "tensor_case.h"

#include <array>

/// One weight of float32 values and the Adam that trains it.
class Trained {
public:
    Trained(std::vector<float> weight, std::vector<float> momentum, std::vector<float> velocity)
    {
        optimizer.class_name = "Adam";
        optimizer.iterations = 5;
        optimizer.hyperparameters = {{"learning_rate", strata::Value::real(0.001)},
                                     {"beta_1", strata::Value::real(0.9)},
                                     {"beta_2", strata::Value::real(0.999)},
                                     {"epsilon", strata::Value::real(1e-7)},
                                     {"amsgrad", strata::Value::boolean(false)}};
        const strata::TensorId of = add(std::move(weight));
        optimizer.slots = {{"m", add(std::move(momentum)), of},
                           {"v", add(std::move(velocity)), of}};
    }

    strata::Result<std::vector<strata::WeightStep>> steps() const
    {
        const std::array weights = {strata::TensorId{0}};
        return strata::compute_steps(document, optimizer, weights, sources, strata::JobContext());
    }
    std::optional<double> share() const
    {
        const auto made = steps();
        return made && made->size() == 1 ? made->front().share : std::nullopt;
    }

    strata::Document document;
    strata::OptimizerState optimizer;
    strata::SourceSet sources;

private:
    strata::TensorId add(std::vector<float> values)
    {
        TensorCase made =
            dense_case(strata::DType::of(strata::ScalarType::Float32), {values.size()},
                       bytes_of<float>(values.size(), [&](std::uint64_t i) {
                           return values[static_cast<std::size_t>(i)];
                       }));
        const auto id = static_cast<std::uint32_t>(document.tensors.size());
        std::get<strata::DenseStorage>(made.tensor.storage).extent.source = strata::SourceId{id};
        document.tensors.push_back(made.tensor);
        sources.push_back(made.sources.front());
        return strata::TensorId{id};
    }
};
