// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/comparison.h"
#include "io/model/document_builder.h"

#include <QString>

#include <cstring>
#include <functional>
#include <string>
#include <vector>

namespace strata {

/// A tensor of a model that a test makes; its values stand in the index.
struct SmallTensor {
    std::string name;
    Shape shape;
    std::vector<float> values; ///< as many as the shape says
};

struct SmallLayer {
    std::string name;
    std::string class_name;
    std::vector<SmallTensor> tensors;
};

/// Values that are all different, the same for the same seed.
inline SmallTensor small_tensor(std::string name, Shape shape, unsigned seed)
{
    SmallTensor tensor{std::move(name), std::move(shape), {}};
    std::uint64_t count = 1;
    for (const std::uint64_t length : tensor.shape)
        count *= length;
    std::uint32_t state = seed * 2654435761U + 12345;
    for (std::uint64_t i = 0; i < count; ++i) {
        state = state * 1664525U + 1013904223U;
        tensor.values.push_back(static_cast<float>(state >> 8) / 16777216.0F - 0.5F);
    }
    return tensor;
}

/// A layer with a kernel and a bias of zeros, as a framework makes it.
inline SmallLayer dense_layer(std::string name, std::uint64_t inputs, std::uint64_t outputs,
                              unsigned seed)
{
    return {std::move(name),
            "Dense",
            {small_tensor("kernel", {inputs, outputs}, seed),
             {"bias", {outputs}, std::vector<float>(outputs, 0.0F)}}};
}

/// "layers" with a row for each layer, as a Keras file has them.
inline OpenDocument small_model(const std::vector<SmallLayer>& layers)
{
    DocumentBuilder builder;
    builder.document.format.framework = "keras";
    const NodeId model =
        builder.model.add(Tree::root, {.kind = NodeKind::Model, .name = "m", .key = "layers"});
    for (const SmallLayer& layer : layers) {
        const NodeId row = builder.model.add(
            model, {.kind = NodeKind::Layer, .name = layer.name, .type = layer.class_name});
        Layer described;
        described.node = row;
        described.name = layer.name;
        described.class_name = layer.class_name;
        builder.model.at(row).layer =
            LayerId{static_cast<std::uint32_t>(builder.document.layers.size())};
        for (const SmallTensor& each : layer.tensors) {
            Tensor tensor;
            tensor.dtype = DType::of(ScalarType::Float32);
            tensor.shape = each.shape;
            tensor.role = TensorRole::Weight;
            auto bytes = std::make_shared<std::vector<std::byte>>(each.values.size() * 4);
            std::memcpy(bytes->data(), each.values.data(), bytes->size());
            tensor.storage = InlineStorage{bytes};
            tensor.model_node =
                builder.model.add(row, {.kind = NodeKind::Tensor, .name = each.name});
            described.weights.push_back(builder.add_tensor(std::move(tensor)));
        }
        builder.document.layers.push_back(std::move(described));
    }
    return {std::move(builder).finish(), {nullptr}};
}

/// The pairs of layers as "left > right reason" lines, "-" for none, in the order of the rows.
inline QString layer_lines(const OpenDocument& left, const OpenDocument& right,
                           const ModelPairs& pairs)
{
    std::string lines;
    const std::function<void(PairId)> add = [&](PairId id) {
        const PairRow& row = pairs.row(id);
        const auto name = [](const OpenDocument& opened, NodeId node) {
            return node == NodeId::none ? std::string("-")
                                        : std::string(opened.document->main_tree().name(node));
        };
        const Tree& tree = (row.left != NodeId::none ? left : right).document->main_tree();
        const NodeId node = row.left != NodeId::none ? row.left : row.right;
        if (tree.node(node).kind == NodeKind::Layer) {
            lines += name(left, row.left) + " > " + name(right, row.right);
            if (row.reason != MatchReason::None)
                lines += std::string(" ") + match_reason_name(row.reason);
            lines += "\n";
        }
        for (std::size_t i = 0; i < row.child_count; ++i)
            add(pairs.child(id, i));
    };
    add(ModelPairs::root);
    return QString::fromStdString(lines);
}

} // namespace strata
