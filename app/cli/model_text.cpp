// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/model_text.h"

#include "app/cli/info_section.h"
#include "app/report/model_facts.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QStringList>

#include <algorithm>

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
        const QString indent(2 * std::min(report::layer_depth(document, layer), deepest),
                             QLatin1Char(' '));
        table.add({{indent + words::text_of(layer.name)},
                   {words::text_of(layer.class_name), Style::Dim},
                   {report::shapes_text(layer.output_shapes)},
                   {layer.parameters ? words::count(*layer.parameters) : words::none()},
                   {remarks_on(layer), Style::Yellow}});
    }
    print_section(out, translate("Layers"), table, layers.size());
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
    const std::vector<report::SlotGroup> groups = report::group_slots(*document.optimizer);
    TextTable slots({Align::Left, Align::Left});
    for (std::size_t i = 0; i < rows_shown(groups.size()); ++i)
        add_fact(slots, words::text_of(groups[i].name), report::text_of_group(groups[i]));
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
