// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/model_configuration.h"

#include <utility>

namespace strata {

namespace {

using Entries = std::vector<ValueEntry>;

void add(Entries& entries, std::string name, Value value)
{
    entries.push_back({Value::text(std::move(name)), std::move(value)});
}

bool lies_in_a_layer(const Document& document, const Layer& layer)
{
    for (NodeId at = document.model.node(layer.node).parent; at != NodeId::none;
         at = document.model.node(at).parent) {
        if (document.model.node(at).layer != LayerId::none)
            return true;
    }
    return false;
}

Value layer_value(const Layer& layer)
{
    Entries entries;
    add(entries, "class_name", Value::text(layer.class_name));
    if (layer.config.kind() == Value::Kind::Dict)
        entries.insert(entries.end(), layer.config.entries().begin(), layer.config.entries().end());
    return Value::dict(std::move(entries));
}

} // namespace

Value model_configuration(const Document& document, const Value& settings)
{
    Entries layers;
    bool configured = false;
    for (const Layer& layer : document.layers) {
        if (layer.node == NodeId::none || lies_in_a_layer(document, layer))
            continue;
        configured = configured || !layer.config.is_none();
        add(layers, layer.name, layer_value(layer));
    }
    if (!configured)
        return {};
    Entries entries;
    add(entries, "class_name", Value::text(document.identity.class_name));
    add(entries, "name", Value::text(document.identity.name));
    if (settings.kind() == Value::Kind::Dict)
        entries.insert(entries.end(), settings.entries().begin(), settings.entries().end());
    add(entries, "layers", Value::dict(std::move(layers)));
    return Value::dict(std::move(entries));
}

} // namespace strata
