// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/report_parts.h"

#include "app/report/json_values.h"
#include "widgets/words/finding_words.h"

namespace strata::report {

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
    json.key("offset");
    write_offset(json, finding.offset);
    json.key("message");
    json.text(words.message.toStdString());
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

} // namespace strata::report
