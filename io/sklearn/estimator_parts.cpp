// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sklearn/estimator_reader.h"

#include "io/base/limits.h"
#include "io/sklearn/classes.h"

#include <algorithm>

namespace strata::sklearn {

using pickle::Kind;
using pickle::ObjectId;

/// The Estimator value of an object whose row was added; none for other objects.
EstimatorId EstimatorReader::estimator_of(ObjectId object)
{
    const NodeId row = m_rows.row_of(object);
    return row == NodeId::none ? EstimatorId::none : m_builder.model.at(row).estimator;
}

void EstimatorReader::add_part(EstimatorId owner, std::string name, ObjectId object,
                               ObjectId columns)
{
    EstimatorStep step;
    step.name = std::move(name);
    step.passes = m_graph.is(object, Kind::None) || m_graph.text(object) == "passthrough";
    if (m_graph.is(object, Kind::Constructed))
        step.class_name = m_graph.class_name(object);
    if (m_graph.contains(columns))
        step.columns = attribute_value(columns);
    auto& steps = estimator(owner).steps;
    m_parts.push_back({owner, steps.size(), object});
    steps.push_back(std::move(step));
}

/// The steps of a pipeline are pairs of a name and an estimator (or 'passthrough', or None).
void EstimatorReader::add_steps(const Pending& pending, const Attribute& steps)
{
    const std::string count = count_text(m_graph.item_count(steps.value), "step", "steps");
    const NodeId list = m_builder.model.add(
        pending.row, {.kind = NodeKind::List, .name = "steps", .type = "list", .detail = count});
    link_attribute(list, pending, steps);
    std::size_t position = 0;
    for (const ObjectId step : m_graph.items(steps.value, limits::value_items)) {
        const ObjectId value = m_graph.item(step, 1);
        const std::string name(
            m_graph.text(m_graph.item(step, 0)).value_or(std::to_string(position)));
        ++position;
        if (!m_graph.contains(value))
            continue;
        m_rows.add(list, name, value);
        if (pending.estimator != EstimatorId::none)
            add_part(pending.estimator, name, value);
    }
}

/// Tuples of a name, an estimator and, of a ColumnTransformer, columns.
void EstimatorReader::add_named_parts(EstimatorId owner, ObjectId list)
{
    for (const ObjectId part : items_of(list)) {
        const auto name = m_graph.text(m_graph.item(part, 0));
        const ObjectId value = m_graph.item(part, 1);
        if (name && m_graph.contains(value))
            add_part(owner, std::string(*name), value, m_graph.item(part, 2));
    }
}

/// What an estimator that is no pipeline is put together of.
void EstimatorReader::note_parts(const Pending& pending, const Attributes& attributes)
{
    switch (family_of(m_graph.class_name(pending.object))) {
    case Family::Pipeline:
        return;
    case Family::Columns: {
        const ObjectId fitted = attribute_in(attributes, "transformers_");
        add_named_parts(pending.estimator, m_graph.contains(fitted)
                                               ? fitted
                                               : attribute_in(attributes, "transformers"));
        return;
    }
    default:
        break;
    }
    if (m_graph.class_name(pending.object) == "sklearn.pipeline.FeatureUnion")
        return add_named_parts(pending.estimator, attribute_in(attributes, "transformer_list"));
    note_fitted_parts(pending.estimator, attributes);
}

void EstimatorReader::note_fitted_parts(EstimatorId owner, const Attributes& attributes)
{
    const std::vector<ObjectId> several = items_of(attribute_in(attributes, "estimators_"));
    if (std::any_of(several.begin(), several.end(),
                    [&](ObjectId part) { return m_owned.contains(part); }))
        return; // trees, which are told as such
    const std::vector<std::string> names = part_names(attributes, several.size());
    for (std::size_t i = 0; i < several.size(); ++i) {
        if (is_estimator(m_graph, several[i]))
            add_part(owner, names[i], several[i]);
    }
    // Of each, what was calibrated; the calibrators stand beside it in the tree.
    const auto calibrated = items_of(attribute_in(attributes, "calibrated_classifiers_"));
    for (std::size_t i = 0; i < calibrated.size(); ++i) {
        ObjectId inner = m_graph.attribute(calibrated[i], "estimator");
        if (!m_graph.contains(inner))
            inner = m_graph.attribute(calibrated[i], "base_estimator"); // before 1.2
        if (m_graph.contains(inner))
            add_part(owner, std::to_string(i), inner);
    }
    for (const Attribute& attribute : attributes) {
        const std::string_view kind = m_graph.is(attribute.value, Kind::Constructed)
                                          ? short_name(m_graph.class_name(attribute.value))
                                          : std::string_view();
        const bool pattern = attribute.name == "estimator_" || attribute.name == "base_estimator_";
        const bool told = attribute.name == "best_estimator_" || (pattern && !several.empty()) ||
                          kind == "LabelBinarizer" || kind == "LabelEncoder"; // of the target
        if (!told && is_fitted(attribute.name) && is_estimator(m_graph, attribute.value))
            add_part(owner, attribute.name, attribute.value);
    }
}

/// Names as the user gave them, the classes of one-against-all, or numbers.
std::vector<std::string> EstimatorReader::part_names(const Attributes& attributes,
                                                     std::size_t count) const
{
    std::vector<std::string> names;
    for (const ObjectId given : items_of(attribute_in(attributes, "estimators"))) {
        const auto name = m_graph.text(m_graph.item(given, 0));
        if (name && m_graph.text(m_graph.item(given, 1)) != "drop")
            names.emplace_back(*name);
    }
    if (names.size() == count)
        return names;
    names.clear();
    // OneVsRestClassifier keeps its classes in here.
    const ObjectId binarizer = attribute_in(attributes, "label_binarizer_");
    if (m_graph.contains(binarizer)) {
        for (const Value& value : class_values(m_graph.attribute(binarizer, "classes_")))
            names.push_back(value.kind() == Value::Kind::Text ? value.as_text() : value.repr());
    }
    if (names.size() == count)
        return names;
    names.clear();
    for (std::size_t i = 0; i < count; ++i)
        names.push_back(std::to_string(i));
    return names;
}

/// A part may be shown in full in another place than the one where it was noted.
void EstimatorReader::resolve_parts()
{
    for (const Part& part : m_parts)
        estimator(part.owner).steps[part.step].estimator = estimator_of(part.object);
}

} // namespace strata::sklearn
