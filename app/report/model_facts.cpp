// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/model_facts.h"

#include "app/report/report_parts.h"
#include "widgets/words/number_words.h"
#include "widgets/words/presence_words.h"
#include "widgets/words/translation.h"

#include <QStringList>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <string_view>

namespace strata::report {

using words::translate;

namespace {

/// Tensors that a finding names in its line.
constexpr std::size_t most_tensors = 3;

} // namespace

int layer_depth(const Document& document, const Layer& layer)
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

bool has_columns(const Estimator& estimator)
{
    return std::any_of(
        estimator.steps.begin(), estimator.steps.end(),
        [](const EstimatorStep& step) { return step.columns.kind() != Value::Kind::None; });
}

QString feature_name(const Estimator& estimator, std::size_t feature)
{
    const std::vector<std::string>& names = estimator.names_of_input();
    if (feature < names.size())
        return words::text_of(names[feature]);
    return QStringLiteral("x%1").arg(feature);
}

std::vector<std::size_t> largest_first(const std::vector<double>& numbers)
{
    std::vector<std::size_t> order(numbers.size());
    std::iota(order.begin(), order.end(), 0U);
    // NaN has no place in an order: such numbers come last.
    const auto rank = [&](std::size_t place) {
        const double number = numbers[place];
        return std::isnan(number) ? -std::numeric_limits<double>::infinity() : number;
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return rank(a) > rank(b); });
    return order;
}

std::vector<MetadataEntry> other_metadata(const Document& document)
{
    std::vector<MetadataEntry> entries = document.metadata;
    for (const EstimatorId id : document.outer_estimators) {
        const Estimator& estimator = document.estimators[index(id)];
        const std::string object = document.model.path(estimator.node) + "@";
        std::erase_if(entries, [&](const MetadataEntry& entry) {
            return std::any_of(
                estimator.parameters.begin(), estimator.parameters.end(),
                [&](const auto& parameter) { return entry.key == object + parameter.first; });
        });
    }
    return entries;
}

QString finding_place(const Document& document, const Finding& finding)
{
    QStringList parts;
    if (finding.offset)
        parts.append(translate("byte %1").arg(words::offset(*finding.offset)));
    if (const std::string path = finding_path(document, finding); !path.empty())
        parts.append(words::text_of(path));
    else if (const auto tensors = tensors_of(document, finding); !tensors.empty())
        parts.append(words::tensor_names(document, tensors, most_tensors));
    return parts.join(QLatin1String(", "));
}

} // namespace strata::report
