// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/model_text.h"

#include "app/cli/info_section.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QStringList>

#include <algorithm>
#include <map>
#include <string_view>

namespace strata::cli {

namespace {

using Align = TextTable::Align;
using words::translate;

void print_ports(Printer& out, const QString& title, const std::vector<Port>& ports)
{
    TextTable table({Align::Left, Align::Left, Align::Left});
    for (std::size_t i = 0; i < rows_shown(ports.size()); ++i)
        table.add({{words::text_of(ports[i].name)},
                   {ports[i].shape ? words::shape(*ports[i].shape) : words::none()},
                   {words::text_of(ports[i].dtype), Style::Dim}});
    print_section(out, title, table, ports.size());
}

/// How many layers a layer lies in.
int depth_of(const Document& document, const Layer& layer)
{
    if (layer.node == NodeId::none)
        return 0;
    int depth = 0;
    NodeId above = document.model.node(layer.node).parent;
    for (; above != NodeId::none; above = document.model.node(above).parent)
        depth += document.model.node(above).layer != LayerId::none ? 1 : 0;
    return depth;
}

QString shapes_text(const std::vector<SymbolicShape>& shapes)
{
    QStringList texts;
    for (const SymbolicShape& shape : shapes)
        texts.append(words::shape(shape));
    return texts.isEmpty() ? words::none() : texts.join(QLatin1String(", "));
}

/// "custom, frozen", or nothing.
QString remarks_on(const Layer& layer)
{
    QStringList remarks;
    if (layer.custom)
        remarks.append(translate("custom"));
    if (!layer.trainable)
        remarks.append(translate("frozen"));
    return remarks.join(QLatin1String(", "));
}

void print_layers(Printer& out, const Document& document)
{
    const auto& layers = document.layers;
    TextTable table({Align::Left, Align::Left, Align::Left, Align::Right, Align::Left});
    // A file may nest as deep as it likes; past this the rows no longer move to the right.
    constexpr int deepest = 20;
    for (std::size_t i = 0; i < rows_shown(layers.size()); ++i) {
        const Layer& layer = layers[i];
        const QString indent(2 * std::min(depth_of(document, layer), deepest), QLatin1Char(' '));
        table.add({{indent + words::text_of(layer.name)},
                   {words::text_of(layer.class_name), Style::Dim},
                   {shapes_text(layer.output_shapes)},
                   {layer.parameters ? words::count(*layer.parameters) : words::none()},
                   {remarks_on(layer), Style::Yellow}});
    }
    print_section(out, translate("Layers"), table, layers.size());
}

/// What an optimizer keeps under one name: an array for each weight.
struct SlotGroup {
    std::string name;
    std::uint64_t arrays = 0;
    std::uint64_t not_paired = 0;
};

std::vector<SlotGroup> group_slots(const OptimizerState& optimizer)
{
    std::vector<SlotGroup> groups;
    std::map<std::string_view, std::size_t> places;
    for (const OptimizerSlot& slot : optimizer.slots) {
        const auto [place, fresh] = places.emplace(slot.name, groups.size());
        if (fresh)
            groups.push_back({slot.name});
        SlotGroup& group = groups[place->second];
        ++group.arrays;
        group.not_paired += slot.weight == TensorId::none ? 1 : 0;
    }
    return groups;
}

QString text_of_group(const SlotGroup& group)
{
    const QString arrays =
        words::plural(group.arrays, translate("1 array"), translate("%1 arrays"));
    if (group.not_paired == 0)
        return arrays;
    return translate("%1, %2 of them of no weight").arg(arrays, words::count(group.not_paired));
}

} // namespace

void print_model(Printer& out, const Document& document)
{
    print_ports(out, translate("Inputs"), document.identity.inputs);
    print_ports(out, translate("Outputs"), document.identity.outputs);
    print_layers(out, document);
}

void print_optimizer(Printer& out, const Document& document)
{
    if (!document.optimizer)
        return;
    TextTable table({Align::Left, Align::Left});
    for (const auto& [name, value] : document.optimizer->hyperparameters)
        add_fact(table, words::text_of(name), words::text_of(value.repr(value_columns)));
    print_section(out, translate("Optimizer"), table, 0);
    const std::vector<SlotGroup> groups = group_slots(*document.optimizer);
    TextTable slots({Align::Left, Align::Left});
    for (std::size_t i = 0; i < rows_shown(groups.size()); ++i)
        add_fact(slots, words::text_of(groups[i].name), text_of_group(groups[i]));
    print_section(out, translate("Optimizer state"), slots, groups.size());
}

void print_training(Printer& out, const Document& document)
{
    if (!document.training || document.training->kind() != Value::Kind::Dict)
        return;
    TextTable table({Align::Left, Align::Left});
    for (const ValueEntry& entry : document.training->entries()) {
        const Value& key = entry.key;
        add_fact(table,
                 words::text_of(key.kind() == Value::Kind::Text ? key.as_text() : key.repr()),
                 words::text_of(entry.value.repr(value_columns)));
    }
    print_section(out, translate("Training"), table, 0);
}

void print_custom_objects(Printer& out, const Document& document)
{
    const auto& objects = document.custom_objects;
    TextTable table({Align::Left, Align::Left, Align::Left});
    std::vector<std::string> hints;
    for (std::size_t i = 0; i < rows_shown(objects.size()); ++i) {
        const CustomObject& object = objects[i];
        QStringList users;
        for (const std::string& user : object.used_by)
            users.append(words::text_of(user));
        table.add({{words::text_of(object.name)},
                   {words::text_of(object.kind), Style::Dim},
                   {users.join(QLatin1String(", ")), Style::Dim}});
        if (!object.load_hint.empty() &&
            std::find(hints.begin(), hints.end(), object.load_hint) == hints.end())
            hints.push_back(object.load_hint);
    }
    print_section(out, translate("Custom objects"), table, objects.size());
    for (const std::string& hint : hints)
        out.line(QStringLiteral("  ") + translate("Load with: %1").arg(words::text_of(hint)));
}

} // namespace strata::cli
