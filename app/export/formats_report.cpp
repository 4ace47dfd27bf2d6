// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/export/formats_report.h"

#include "app/export/forms.h"
#include "app/report/report_parts.h"
#include "io/formats/format.h"

namespace strata::exports {

namespace {

using report::JsonWriter;
using Layout = JsonWriter::Layout;

std::string_view kind_name(Kind kind)
{
    switch (kind) {
    case Kind::Model:
        return "model";
    case Kind::Table:
        return "table";
    case Kind::Report:
        break;
    }
    return "report";
}

void write_forms(JsonWriter& json)
{
    json.key("exports");
    json.begin_array();
    for (const Form& form : forms()) {
        json.begin_object(Layout::OneLine);
        json.key("id");
        json.text(form.id);
        json.key("name");
        json.text(form.name);
        json.key("extension");
        json.text(form.extension);
        json.key("kind");
        json.text(kind_name(form.kind));
        json.end();
    }
    json.end();
}

} // namespace

void write_formats_report(JsonWriter& json)
{
    json.begin_object();
    report::write_schema_version(json);
    json.key("formats");
    json.begin_array();
    for (const Format* const format : all_formats()) {
        json.begin_object(Layout::OneLine);
        json.key("id");
        json.text(format->id);
        json.key("name");
        json.text(format->name);
        json.key("extensions");
        json.begin_array();
        for (const std::string_view extension : format->extensions)
            json.text(extension);
        json.end();
        json.key("read");
        json.boolean(format->open != nullptr);
        json.key("write");
        json.boolean(is_written(*format));
        json.end();
    }
    json.end();
    write_forms(json);
    json.end();
}

} // namespace strata::exports
