// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/convert_report.h"

#include "app/report/report_parts.h"

namespace strata::report {

void write_convert_report(JsonWriter& json, const std::string& from, std::string_view to,
                          const ExportPlan& plan, const ExportReport& written)
{
    json.begin_object();
    write_schema_version(json);
    json.key("from");
    json.text(from);
    json.key("to");
    json.text(to);
    json.key("losses");
    json.begin_array();
    for (const Loss& loss : plan.losses) {
        json.begin_object(JsonWriter::Layout::OneLine);
        json.key("what");
        json.text(loss.what);
        json.key("why");
        json.text(loss.why);
        json.key("count");
        json.count(loss.count);
        json.key("chosen");
        json.boolean(loss.chosen);
        json.key("stored_otherwise");
        json.boolean(loss.stored_otherwise);
        json.end();
    }
    json.end();
    json.key("written");
    json.text_or_null(written.written);
    json.key("bytes");
    if (written.written.empty())
        json.null();
    else
        json.count(written.bytes);
    json.end();
}

} // namespace strata::report
