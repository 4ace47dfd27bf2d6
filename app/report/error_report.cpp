// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/error_report.h"

#include "app/report/report_parts.h"
#include "widgets/words/error_words.h"

namespace strata::report {

void write_failure(JsonWriter& json, const Error& error, std::string_view file_path)
{
    const words::ErrorWords words = words::describe(error, file_path);
    json.begin_object();
    json.key("code");
    json.text(error_code_name(error.code));
    json.key("message");
    json.text(words.message().toStdString());
    json.key("offset");
    write_offset(json, error.offset);
    json.key("path");
    json.text_or_null(error.path.empty() ? file_path : std::string_view(error.path));
    json.key("remedy");
    json.text_or_null(words.remedy.toStdString());
    json.end();
}

void write_error_report(JsonWriter& json, const Error& error, std::string_view file_path)
{
    json.begin_object();
    write_schema_version(json);
    json.key("error");
    write_failure(json, error, file_path);
    json.end();
}

} // namespace strata::report
