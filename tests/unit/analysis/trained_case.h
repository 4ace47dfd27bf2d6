// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/optimizer_step.h"
#include "io/model/document_builder.h"
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

    /// The same as PyTorch writes it: in the second of two groups, which learn at different rates,
    /// and after so many steps of its own.
    void toTorch(float steps)
    {
        using strata::Value;
        optimizer.hyperparameters.clear();
        for (const auto& [group, rate] :
             {std::pair("group 0 ", 0.001), std::pair("group 1 ", 0.01)})
            optimizer.hyperparameters.insert(
                optimizer.hyperparameters.end(),
                {{std::string(group) + "lr", Value::real(rate)},
                 {std::string(group) + "betas",
                  Value::sequence(Value::Kind::Tuple, {Value::real(0.9), Value::real(0.999)})},
                 {std::string(group) + "eps", Value::real(1e-3)},
                 {std::string(group) + "amsgrad", Value::boolean(false)}});
        optimizer.slots[0].name = "exp_avg";
        optimizer.slots[1].name = "exp_avg_sq";
        const strata::TensorId count = add({steps});
        document.tensors.back().shape = {};
        optimizer.slots.push_back({"step", count, strata::TensorId{0}});
        strata::DocumentBuilder builder;
        const auto row = [&builder](strata::NodeId above, std::string_view name,
                                    std::string_view detail = {}) {
            return builder.file.add(above, {.name = name, .detail = detail});
        };
        const auto root = row(strata::Tree::root, "optimizer");
        const auto weight = row(row(root, "state"), "7");
        for (const strata::OptimizerSlot& slot : optimizer.slots)
            row(weight, slot.name);
        const auto groups = row(root, "param_groups");
        const auto first = row(groups, "0");
        const auto second = row(groups, "1");
        row(row(first, "params"), "0", "6");
        row(row(second, "params"), "0", "7");
        document.file = std::move(builder).finish()->file;
        for (const strata::OptimizerSlot& slot : optimizer.slots)
            document.tensors[strata::index(slot.tensor)].file_node =
                *document.file.find("optimizer/state/7/" + slot.name);
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
