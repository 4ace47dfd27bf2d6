// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/formats_report.h"

#include "app/report/report_parts.h"
#include "io/formats/format.h"

namespace strata::report {

void write_formats_report(JsonWriter& json)
{
    using Layout = JsonWriter::Layout;
    json.begin_object();
    write_schema_version(json);
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
        json.boolean(format->writes);
        json.end();
    }
    json.end();
    json.end();
}

} // namespace strata::report
