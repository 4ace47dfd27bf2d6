// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/info_report.h"

#include "app/report/edit_report.h"
#include "app/report/estimator_report.h"
#include "app/report/json_values.h"
#include "app/report/report_parts.h"
#include "io/model/presence.h"

namespace strata::report {

namespace {

using Layout = JsonWriter::Layout;

void write_file(JsonWriter& json, const Document& document, const std::string& sha256)
{
    json.begin_object();
    json.key("path");
    json.text(document.path);
    json.key("name");
    json.text(document.name);
    json.key("bytes");
    json.count(document.bytes);
    json.key("sha256");
    json.text_or_null(sha256);
    json.end();
}

void write_ports(JsonWriter& json, const std::vector<Port>& ports)
{
    json.begin_array();
    for (const Port& port : ports) {
        json.begin_object(Layout::OneLine);
        json.key("name");
        json.text_or_null(port.name);
        json.key("shape");
        port.shape ? write_symbolic_shape(json, *port.shape) : json.null();
        json.key("dtype");
        json.text_or_null(port.dtype);
        json.end();
    }
    json.end();
}

void write_model(JsonWriter& json, const ModelIdentity& model)
{
    json.begin_object();
    json.key("class");
    json.text_or_null(model.class_name);
    json.key("name");
    json.text_or_null(model.name);
    json.key("inputs");
    write_ports(json, model.inputs);
    json.key("outputs");
    write_ports(json, model.outputs);
    json.key("parameters");
    json.begin_object();
    json.key("total");
    write_optional_count(json, model.parameters.total);
    json.key("trainable");
    write_optional_count(json, model.parameters.trainable);
    json.key("non_trainable");
    write_optional_count(json, model.parameters.non_trainable);
    json.key("optimizer");
    write_optional_count(json, model.parameters.optimizer);
    json.end();
    json.end();
}

void write_layer(JsonWriter& json, const OpenDocument& opened, const Layer& layer)
{
    const Document& document = *opened.document;
    json.begin_object();
    json.key("path");
    json.text(layer.node == NodeId::none ? layer.name : document.model.path(layer.node));
    json.key("name");
    json.text(layer.name);
    json.key("class");
    json.text(layer.class_name);
    json.key("registered_name");
    json.text_or_null(layer.registered_name);
    json.key("custom");
    json.boolean(layer.custom);
    json.key("output_shape");
    write_output_shapes(json, layer.output_shapes);
    json.key("parameters");
    write_optional_count(json, layer.parameters);
    json.key("trainable");
    json.boolean(layer.trainable);
    json.key("weights");
    json.begin_array(Layout::OneLine);
    for (const TensorId weight : layer.weights)
        json.text(document.tensor_path(weight));
    json.end();
    json.key("connected_to");
    write_texts(json, layer.connected_to);
    json.key("config");
    write_value(json, layer.config, opened);
    json.end();
}

void write_tensor(JsonWriter& json, const Document& document, TensorId id)
{
    const Tensor& tensor = document.tensor(id);
    json.begin_object(Layout::OneLine);
    write_tensor_identity(json, document, id);
    json.key("bytes");
    write_optional_count(json, tensor.bytes());
    json.key("role");
    json.text(role_name(tensor.role));
    json.key("presence");
    json.text(presence_name(presence_of(tensor)));
    json.end();
}

/// The compiled settings, with the three that the report always has.
void write_training(JsonWriter& json, const OpenDocument& opened)
{
    const auto& training = opened.document->training;
    if (!training || training->kind() != Value::Kind::Dict)
        return json.null();
    NamedValues settings = {{"loss", {}}, {"metrics", {}}, {"loss_weights", {}}};
    for (const ValueEntry& entry : training->entries()) {
        const std::string name =
            entry.key.kind() == Value::Kind::Text ? entry.key.as_text() : entry.key.repr();
        const auto same = [&](const auto& setting) {
            return setting.first == name;
        };
        const auto known = std::find_if(settings.begin(), settings.end(), same);
        if (known == settings.end())
            settings.emplace_back(name, entry.value);
        else
            known->second = entry.value;
    }
    write_named_values(json, settings, opened);
}

void write_versions(JsonWriter& json, const std::vector<VersionEvidence>& versions)
{
    json.begin_array();
    for (const VersionEvidence& version : versions) {
        json.begin_object(Layout::OneLine);
        json.key("name");
        json.text(version.name);
        json.key("version");
        json.text(version.version);
        json.key("evidence");
        json.text(version.evidence);
        json.end();
    }
    json.end();
}

void write_custom_objects(JsonWriter& json, const std::vector<CustomObject>& objects)
{
    json.begin_array();
    for (const CustomObject& object : objects) {
        json.begin_object();
        json.key("name");
        json.text(object.name);
        json.key("registered_name");
        json.text_or_null(object.registered_name);
        json.key("kind");
        json.text(object.kind);
        json.key("used_by");
        write_texts(json, object.used_by);
        json.key("load_hint");
        json.text_or_null(object.load_hint);
        json.end();
    }
    json.end();
}

void write_metadata(JsonWriter& json, const OpenDocument& opened)
{
    json.begin_array();
    for (const MetadataEntry& entry : opened.document->metadata)
        write_metadata_entry(json, entry, opened);
    json.end();
}

void write_structure(JsonWriter& json, const OpenDocument& opened)
{
    const Document& document = *opened.document;
    json.key("layers");
    json.begin_array();
    for (const Layer& layer : document.layers)
        write_layer(json, opened, layer);
    json.end();
    json.key("tensors");
    json.begin_array();
    for (std::size_t i = 0; i < document.tensors.size(); ++i)
        write_tensor(json, document, TensorId{static_cast<std::uint32_t>(i)});
    json.end();
}

} // namespace

void write_info_report(JsonWriter& json, const OpenDocument& opened, const std::string& sha256,
                       const JobContext& job)
{
    const Document& document = *opened.document;
    json.begin_object();
    write_schema_version(json);
    json.key("file");
    write_file(json, document, sha256);
    json.key("format");
    write_format(json, document.format);
    json.key("model");
    write_model(json, document.identity);
    write_structure(json, opened);
    json.key("optimizer");
    write_optimizer(json, opened, document.optimizer);
    json.key("training");
    write_training(json, opened);
    json.key("estimator");
    write_estimator(json, opened, document.estimator, job);
    json.key("other_estimators");
    write_other_estimators(json, opened, job);
    json.key("versions");
    write_versions(json, document.versions);
    json.key("custom_objects");
    write_custom_objects(json, document.custom_objects);
    json.key("metadata");
    write_metadata(json, opened);
    json.key("verdict");
    write_verdict(json, document.verdict);
    json.key("findings");
    json.begin_array();
    for (const Finding& finding : document.findings)
        write_finding(json, document, finding);
    json.end();
    json.end();
}

} // namespace strata::report
