// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/report_parts.h"

#include "app/report/json_values.h"
#include "io/model/presence.h"
#include "widgets/words/finding_call.h"
#include "widgets/words/finding_words.h"

namespace strata::report {

using Layout = JsonWriter::Layout;

void write_schema_version(JsonWriter& json)
{
    json.key("schema");
    json.integer(1);
}

void write_format(JsonWriter& json, const FormatIdentity& format)
{
    json.begin_object();
    json.key("id");
    json.text(format.id);
    json.key("name");
    json.text(format.name);
    json.key("container");
    json.text_or_null(format.container);
    json.key("compression");
    json.text_or_null(format.compression);
    json.key("framework");
    json.text_or_null(format.framework);
    json.key("version");
    json.text_or_null(format.version);
    json.end();
}

void write_verdict(JsonWriter& json, const Verdict& verdict)
{
    json.begin_object();
    json.key("trust");
    json.text_or_null(verdict.trust ? trust_name(*verdict.trust) : "");
    json.key("integrity");
    json.text(integrity_name(verdict.integrity));
    json.end();
}

void write_finding(JsonWriter& json, const Document& document, const Finding& finding)
{
    const words::FindingWords words = words::describe(finding);
    json.begin_object();
    json.key("rule");
    json.text(finding.rule);
    json.key("severity");
    json.text(severity_name(finding.severity));
    json.key("category");
    json.text(category_name(finding.category));
    json.key("path");
    json.text_or_null(finding_path(document, finding));
    json.key("tensors");
    json.begin_array(Layout::OneLine);
    for (const TensorId tensor : tensors_of(document, finding))
        json.text(document.tensor_path(tensor));
    json.end();
    json.key("offset");
    write_offset(json, finding.offset);
    json.key("message");
    json.text(words.message.toStdString());
    json.key("call");
    json.text_or_null(words::call_text(document, finding).toStdString());
    json.key("remedy");
    json.text_or_null(words.remedy.toStdString());
    json.end();
}

void write_tensor_identity(JsonWriter& json, const Document& document, TensorId id)
{
    const Tensor& tensor = document.tensor(id);
    json.key("path");
    json.text(document.tensor_path(id));
    json.key("file_path");
    json.text(document.tensor_file_path(id));
    json.key("dtype");
    json.text(tensor.dtype.name());
    json.key("shape");
    write_shape(json, tensor.shape);
}

void write_offset(JsonWriter& json, std::optional<std::uint64_t> offset)
{
    offset ? json.count(*offset) : json.null();
}

std::string finding_path(const Document& document, const Finding& finding)
{
    if (finding.model_node != NodeId::none)
        return document.model.path(finding.model_node);
    if (finding.file_node != NodeId::none)
        return document.file.path(finding.file_node);
    return {};
}

void write_optional_count(JsonWriter& json, const std::optional<std::uint64_t>& count)
{
    count ? json.count(*count) : json.null();
}

void write_texts(JsonWriter& json, const std::vector<std::string>& texts)
{
    json.begin_array(Layout::OneLine);
    for (const std::string& text : texts)
        json.text(text);
    json.end();
}

void write_symbolic_shape(JsonWriter& json, const SymbolicShape& shape)
{
    json.begin_array(Layout::OneLine);
    for (const auto& length : shape)
        write_optional_count(json, length);
    json.end();
}

void write_output_shapes(JsonWriter& json, const std::vector<SymbolicShape>& shapes)
{
    if (shapes.empty())
        return json.null();
    if (shapes.size() == 1)
        return write_symbolic_shape(json, shapes.front());
    json.begin_array(Layout::OneLine);
    for (const SymbolicShape& shape : shapes)
        write_symbolic_shape(json, shape);
    json.end();
}

} // namespace strata::report
