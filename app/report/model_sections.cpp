// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/model_sections.h"

#include "app/report/model_facts.h"
#include "widgets/words/number_words.h"
#include "widgets/words/training_words.h"
#include "widgets/words/translation.h"

#include <QStringList>

#include <algorithm>

namespace strata::report {

namespace {

using words::text_of;
using words::translate;

Cell count_cell(const std::optional<std::uint64_t>& count)
{
    return count ? number_cell(words::count(*count)) : words_cell(words::none(), Tone::Quiet);
}

/// Its part of all parameters as a bar; nothing where the file does not say.
Cell share_cell(const Layer& layer, const std::optional<std::uint64_t>& total)
{
    if (!layer.parameters || *layer.parameters == 0 || !total || *total == 0)
        return {};
    const auto part = static_cast<double>(*layer.parameters);
    const auto whole = static_cast<double>(*total);
    Cell cell = number_cell(words::share(part, whole));
    cell.share = std::min(part / whole, 1.0);
    return cell;
}

Cell type_cell(const Layer& layer)
{
    return layer.custom
               ? words_cell(translate("%1 (custom)").arg(cut_text(text_of(layer.class_name))),
                            Tone::Warning)
               : words_cell(cut_text(text_of(layer.class_name)));
}

QString joined(const std::vector<std::string>& names, std::size_t most)
{
    QStringList texts;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i)
        texts.append(text_of(names[i]));
    if (names.size() > most)
        texts.append(translate("%1 more").arg(words::count(names.size() - most)));
    return texts.join(QLatin1String(", "));
}

std::vector<Cell> layer_row(const Document& document, const Layer& layer)
{
    // A file may nest as deep as it likes; past this the rows no longer move to the right.
    constexpr int deepest = 12;
    constexpr std::size_t most_names = 4;
    Cell name = code_cell(text_of(layer.name));
    name.level = std::min(layer_depth(document, layer), deepest);
    const bool weights = layer.parameters.value_or(0) != 0;
    return {name,
            type_cell(layer),
            layer.output_shapes.empty() ? Cell() : code_cell(shapes_text(layer.output_shapes)),
            count_cell(layer.parameters),
            share_cell(layer, document.identity.parameters.total),
            !weights          ? Cell()
            : layer.trainable ? words_cell(translate("yes"))
                              : words_cell(translate("frozen"), Tone::Note),
            code_cell(joined(layer.connected_to, most_names))};
}

void add_total(Section& section, const QString& caption, const std::optional<std::uint64_t>& count)
{
    if (count)
        section.totals.emplace_back(caption, number_cell(words::count(*count)));
}

void add_ports_of(Table& table, const QString& what, const std::vector<Port>& ports)
{
    for (std::size_t i = 0; i < std::min(ports.size(), rows_of_list); ++i) {
        const Port& port = ports[i];
        table.rows.push_back(
            {words_cell(what, Tone::Quiet), code_cell(text_of(port.name)),
             port.shape ? code_cell(words::shape(*port.shape)) : words_cell(words::none()),
             code_cell(text_of(port.dtype), Tone::Quiet)});
    }
    table.left_out += ports.size() - std::min(ports.size(), rows_of_list);
}

} // namespace

void add_layers(Page& page, const Document& document)
{
    const auto& layers = document.layers;
    Section section{translate("Layers"),
                    {{{translate("Layer")},
                      {translate("Type")},
                      {translate("Output shape")},
                      {translate("Parameters"), true},
                      {translate("Share"), true},
                      {translate("Trainable")},
                      {translate("Connected to")}},
                     {},
                     layers.size() - std::min(layers.size(), rows_of_page)},
                    {},
                    {}};
    for (std::size_t i = 0; i < std::min(layers.size(), rows_of_page); ++i)
        section.table.rows.push_back(layer_row(document, layers[i]));
    const ParameterCounts& counts = document.identity.parameters;
    add_total(section, translate("Parameters"), counts.total);
    add_total(section, translate("Trainable"), counts.trainable);
    add_total(section, translate("Not trainable"), counts.non_trainable);
    add_total(section, translate("Values of the optimizer"), counts.optimizer);
    add_section(page, std::move(section));
}

void add_ports(Page& page, const Document& document)
{
    Section section{translate("Inputs and outputs"), {}, {}, {}};
    add_ports_of(section.table, translate("Input"), document.identity.inputs);
    add_ports_of(section.table, translate("Output"), document.identity.outputs);
    add_section(page, std::move(section));
}

void add_training(Page& page, const Document& document)
{
    Section section{translate("Training configuration"), {}, {}, {}};
    for (const words::TrainingFact& fact : words::training_facts(document))
        add_fact(section.table, fact.name,
                 fact.code || fact.none ? code_cell(fact.value) : words_cell(cut_text(fact.value)));
    add_section(page, std::move(section));
}

void add_optimizer(Page& page, const OptimizerState* optimizer)
{
    if (optimizer == nullptr)
        return;
    Section section{translate("Optimizer"), {}, {}, {}};
    Table& table = section.table;
    add_fact(table, translate("Class"), code_cell(text_of(optimizer->class_name)));
    if (optimizer->iterations)
        add_fact(table, translate("Step"),
                 number_cell(words::with_sign(QString::number(*optimizer->iterations),
                                              words::Sign::Screen)));
    const NamedValues settings = words::settings_in_order(optimizer->hyperparameters);
    const std::size_t shown = std::min(settings.size(), rows_of_list);
    for (std::size_t i = 0; i < shown; ++i)
        add_fact(table, cut_text(text_of(settings[i].first)),
                 code_cell(words::setting_text(settings[i].second)));
    table.left_out = settings.size() - shown;
    add_section(page, std::move(section));
    const std::vector<SlotGroup> groups = group_slots(*optimizer);
    Section state{translate("Optimizer state"), {}, {}, {}};
    for (std::size_t i = 0; i < std::min(groups.size(), rows_of_list); ++i)
        add_fact(state.table, cut_text(text_of(groups[i].name)),
                 words_cell(text_of_group(groups[i])));
    state.table.left_out = groups.size() - std::min(groups.size(), rows_of_list);
    add_section(page, std::move(state));
}

void add_custom_objects(Page& page, const Document& document)
{
    constexpr std::size_t most_users = 8;
    constexpr qsizetype most_hints = 20;
    const auto& objects = document.custom_objects;
    Section section{translate("Custom objects"),
                    {{{translate("Name")}, {translate("Kind")}, {translate("Used by")}},
                     {},
                     objects.size() - std::min(objects.size(), rows_of_list)},
                    {},
                    {}};
    QStringList hints;
    for (std::size_t i = 0; i < std::min(objects.size(), rows_of_list); ++i) {
        const CustomObject& object = objects[i];
        section.table.rows.push_back({code_cell(text_of(object.name)),
                                      words_cell(text_of(object.kind)),
                                      code_cell(joined(object.used_by, most_users))});
        const QString hint = text_of(object.load_hint);
        if (!hint.isEmpty() && !hints.contains(hint) && hints.size() < most_hints)
            hints.append(hint);
    }
    if (!hints.isEmpty())
        section.note = translate("Load with: %1").arg(hints.join(QLatin1String("; ")));
    add_section(page, std::move(section));
}

} // namespace strata::report
