// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/module_rows.h"

#include "io/base/checked.h"

namespace strata {

namespace {

/// Modules inside modules that a name may spell; the rest of them is one row.
constexpr std::size_t most_parts = 64;

} // namespace

DottedName split_dotted(std::string_view name)
{
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == name.size())
        return {{}, name};
    return {name.substr(0, dot), name.substr(dot + 1)};
}

NodeId ModuleRows::row_of(NodeId parent, std::string_view module)
{
    NodeId row = parent;
    bool more = !module.empty();
    for (std::size_t part = 1; more; ++part) {
        const auto dot = part < most_parts ? module.find('.') : std::string_view::npos;
        const std::string name(module.substr(0, dot));
        more = dot != std::string_view::npos;
        module.remove_prefix(more ? dot + 1 : module.size());
        const auto [known, is_new] = m_rows.try_emplace({row, name}, NodeId::none);
        if (is_new) {
            const std::string key = m_keys.take(row, name);
            known->second = m_builder.model.add(
                row, {.kind = m_look.kind, .name = name, .type = m_look.type, .key = key});
        }
        if (known->second == NodeId::none)
            return NodeId::none;
        row = known->second;
    }
    return row;
}

void ModuleRows::add_weight(NodeId row, std::string_view module, TensorId tensor,
                            std::uint64_t parameters)
{
    const auto [place, is_new] =
        m_layer_of.try_emplace(static_cast<std::uint32_t>(row), m_layers.size());
    if (is_new) {
        Layer layer;
        layer.node = row;
        layer.name = module;
        layer.parameters = 0;
        m_layers.push_back(std::move(layer));
    }
    Layer& layer = m_layers[place->second];
    layer.weights.push_back(tensor);
    layer.parameters = checked_add(layer.parameters.value_or(0), parameters).value_or(0);
}

void ModuleRows::add_layers()
{
    for (Layer& layer : m_layers) {
        m_builder.model.at(layer.node).layer =
            LayerId{static_cast<std::uint32_t>(m_builder.document.layers.size())};
        m_builder.document.layers.push_back(std::move(layer));
    }
    m_layers.clear();
    m_layer_of.clear();
}

} // namespace strata
