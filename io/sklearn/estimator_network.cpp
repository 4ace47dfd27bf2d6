// SPDX-License-Identifier: GPL-3.0-or-later
// Multi-layer perceptrons: their layers, and the state of the optimizer that fitted them.
#include "io/sklearn/estimator_reader.h"

#include "io/sklearn/classes.h"

#include <algorithm>

namespace strata::sklearn {

using pickle::Kind;
using pickle::ObjectId;

/// coefs_[i] is (inputs, units) of layer i, intercepts_[i] (units,).
void EstimatorReader::add_layers(const Pending& pending, const Attributes& attributes)
{
    const std::vector<ObjectId> coefs = items_of(attribute_in(attributes, "coefs_"));
    const std::vector<ObjectId> intercepts = items_of(attribute_in(attributes, "intercepts_"));
    const auto is_weight = [&](ObjectId object) {
        return m_arrays.tensor_of(object).has_value() && m_rows.row_of(object) == NodeId::none;
    };
    if (coefs.empty() || coefs.size() != intercepts.size() ||
        !std::all_of(coefs.begin(), coefs.end(), is_weight) ||
        !std::all_of(intercepts.begin(), intercepts.end(), is_weight))
        return;
    const auto word = [&](std::string_view name) {
        return std::string(m_graph.text(attribute_in(attributes, name)).value_or(""));
    };
    std::string before;
    for (std::size_t i = 0; i < coefs.size(); ++i) {
        const bool last = i + 1 == coefs.size();
        Layer layer;
        layer.class_name = word(last ? "out_activation_" : "activation");
        layer.name = last ? "output" : "hidden " + std::to_string(i + 1);
        if (!layer.class_name.empty())
            layer.name += " (" + layer.class_name + ")";
        layer.weights = {*m_arrays.tensor_of(coefs[i]), *m_arrays.tensor_of(intercepts[i])};
        std::uint64_t parameters = 0;
        for (const TensorId weight : layer.weights) {
            const Tensor& tensor = m_builder.document.tensors[index(weight)];
            parameters += tensor.count().value_or(0);
            m_weights.push_back(weight);
        }
        layer.parameters = parameters;
        const Shape& shape = m_builder.document.tensors[index(layer.weights[1])].shape;
        if (shape.size() == 1)
            layer.output_shapes = {{std::nullopt, shape[0]}};
        if (!before.empty())
            layer.connected_to = {before};
        before = layer.name;
        layer.node = m_builder.model.add(
            pending.row, {.kind = NodeKind::Layer, .name = layer.name, .type = layer.class_name});
        if (layer.node == NodeId::none)
            return;
        m_builder.model.at(layer.node).layer =
            LayerId{static_cast<std::uint32_t>(m_builder.document.layers.size())};
        m_rows.add(layer.node, "coefs_", coefs[i]);
        m_rows.add(layer.node, "intercepts_", intercepts[i]);
        m_builder.document.layers.push_back(std::move(layer));
    }
}

/// AdamOptimizer keeps ms and vs, SGDOptimizer velocities: lists in the order coefs_, intercepts_.
void EstimatorReader::add_network_optimizer(const Pending& pending, const Attributes& attributes)
{
    const ObjectId object = attribute_in(attributes, "_optimizer");
    if (!m_graph.is(object, Kind::Constructed))
        return;
    std::vector<ObjectId> weights = items_of(attribute_in(attributes, "coefs_"));
    const std::vector<ObjectId> intercepts = items_of(attribute_in(attributes, "intercepts_"));
    weights.insert(weights.end(), intercepts.begin(), intercepts.end());
    OptimizerState state;
    std::string_view name = short_name(m_graph.class_name(object));
    if (name.ends_with("Optimizer"))
        name.remove_suffix(std::string_view("Optimizer").size());
    state.class_name = name;
    state.node = m_rows.row_of(object);
    for (const Attribute& attribute : attributes_of(object)) {
        const std::vector<ObjectId> items = items_of(attribute.value);
        if (attribute.name == "t") {
            state.iterations = m_graph.integer(attribute.value);
        } else if (!items.empty() && attribute.name != "params") {
            for (std::size_t i = 0; i < items.size(); ++i) {
                const auto tensor = m_arrays.tensor_of(items[i]);
                if (!tensor)
                    continue;
                const auto weight =
                    items.size() == weights.size() ? m_arrays.tensor_of(weights[i]) : std::nullopt;
                state.slots.push_back({attribute.name, *tensor, weight.value_or(TensorId::none)});
                m_slots.push_back(*tensor);
            }
        } else if (items.empty()) {
            state.hyperparameters.emplace_back(attribute.name, attribute_value(attribute.value));
        }
    }
    if (state.node != NodeId::none)
        m_builder.model.at(state.node).kind = NodeKind::Optimizer;
    estimator(pending.estimator).optimizer = std::move(state);
}

} // namespace strata::sklearn
