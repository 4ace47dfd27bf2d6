// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/keras_h5.h"

#include "io/keras/config_checks.h"
#include "io/keras/layer_rows.h"
#include "io/keras/model_ports.h"
#include "io/keras/optimizer_rows.h"
#include "io/keras/rules.h"
#include "io/keras/stored_facts.h"
#include "io/model/json_value.h"

#include <algorithm>

namespace strata::keras {

namespace {

void report_json(const Reading& reading, std::string_view attribute, const std::string& detail,
                 std::optional<std::uint64_t> offset)
{
    Finding finding;
    finding.rule = rules::bad_configuration;
    finding.severity = Severity::Error;
    finding.category = Category::Integrity;
    finding.file_node = reading.file_row(H5View::root);
    finding.facts = {{"attribute", std::string(attribute)}, {"detail", detail}};
    if (offset)
        finding.facts.emplace_back("at", std::to_string(*offset));
    reading.builder.add_finding(std::move(finding));
    reading.document().verdict.worsen(Integrity::Incomplete);
}

struct AttributeJson {
    Value value; ///< what can be read of it; null when it is absent
    bool whole = true;
};

/// The JSON that an attribute of the root holds.
AttributeJson read_attribute_json(const Reading& reading, std::string_view name)
{
    const Value* const attribute = reading.view.attribute(H5View::root, name);
    if (!attribute)
        return {};
    const auto text = reading.view.text(H5View::root, name);
    if (!text) {
        report_json(reading, name, attribute->type_name(), {});
        return {{}, false};
    }
    JsonReading json = read_json_value(*text);
    if (json.damage)
        report_json(reading, name, json.damage->detail, json.damage->offset);
    else if (json.structure_omitted) // Keras would read it all, and run what it says
        report_json(reading, name, "value_items", {});
    return {std::move(json.value), !json.damage && !json.structure_omitted};
}

/// The training configuration without the optimizer's, which the document has a place for.
void add_training(const Reading& reading, const Value& training)
{
    if (training.kind() != Value::Kind::Dict)
        return;
    std::vector<ValueEntry> entries;
    for (const ValueEntry& entry : training.entries()) {
        if (entry.key.kind() != Value::Kind::Text || entry.key.as_text() != "optimizer_config")
            entries.push_back(entry);
    }
    reading.document().training = Value::dict(std::move(entries));
}

void read_model(const Reading& reading)
{
    ModelIdentity& identity = reading.document().identity;
    AttributeJson json = read_attribute_json(reading, "model_config");
    const AttributeJson training = read_attribute_json(reading, "training_config");
    const auto group = reading.view.child(H5View::root, "model_weights");
    const StoredWeights stored =
        group ? read_weights(reading.view, reading.rows, *group) : StoredWeights();
    const auto model = read_model_config(json.value);
    std::vector<PlacedWeight> weights;
    if (model) {
        identity.class_name = model->class_name;
        identity.name = model->name;
        weights = model->is_model ? add_layers(reading, *model, stored)
                                  : add_groups(reading, stored, model->name, model->class_name);
        add_ports(reading, *model);
    } else {
        if (json.whole) // else something was said
            report_json(reading, "model_config", model.error().detail, {});
        json.whole = false;
        weights = add_groups(reading, stored, {}, "Model");
    }
    add_training(reading, training.value);
    add_optimizer(reading, &training.value, weights);
    const CheckedConfig config{model ? &*model : nullptr, json.value, training.value,
                               json.whole && training.whole};
    check_safety(reading, config);
    check_custom_objects(reading, config);
    check_compatibility(reading, config);
}

/// A file of weights and no configuration: it holds no code, and what its layers are is not known.
void read_weights_alone(const Reading& reading)
{
    const auto weights =
        add_groups(reading, read_weights(reading.view, reading.rows, H5View::root), {}, {});
    add_optimizer(reading, nullptr, weights);
    Finding finding;
    finding.rule = rules::weights_only;
    finding.severity = Severity::Note;
    finding.category = Category::Compatibility;
    finding.file_node = reading.file_row(H5View::root);
    reading.builder.add_finding(std::move(finding));
}

} // namespace

H5Content content_of(const hdf5::Index& index)
{
    if (index.objects.empty())
        return H5Content::None;
    const auto has = [&](std::string_view name) {
        const auto& attributes = index.objects[H5View::root].attributes;
        return std::any_of(attributes.begin(), attributes.end(),
                           [&](const hdf5::Attribute& each) { return each.name == name; });
    };
    if (has("model_config"))
        return H5Content::Model;
    // A long list is cut into layer_names0, layer_names1 ...
    return has("layer_names") || has("layer_names0") ? H5Content::Weights : H5Content::None;
}

void add_model_reading(DocumentBuilder& builder, const ByteSource& source, const hdf5::Index& index,
                       const hdf5::FileRows& rows, const JobContext& job)
{
    const H5Content content = content_of(index);
    if (content == H5Content::None)
        return;
    const H5View view(index);
    ShapeBudget budget(job);
    Reading reading{builder, source, view, rows, Generation::Keras2, budget};
    reading.generation = add_format(reading);
    if (content == H5Content::Model)
        read_model(reading);
    else
        read_weights_alone(reading);
    add_stored_facts(reading);
}

} // namespace strata::keras
