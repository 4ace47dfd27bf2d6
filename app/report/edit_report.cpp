// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/edit_report.h"

#include "app/report/json_values.h"
#include "app/report/report_parts.h"
#include "widgets/words/edit_words.h"

namespace strata::report {

using Layout = JsonWriter::Layout;

void write_metadata_entry(JsonWriter& json, const MetadataEntry& entry, const OpenDocument& opened)
{
    json.begin_object(Layout::OneLine);
    json.key("key");
    json.text(entry.key);
    json.key("type");
    json.text(entry.type);
    json.key("value");
    write_value(json, entry.value, opened);
    json.key("where");
    json.text_or_null(entry.where);
    json.key("editable");
    json.boolean(entry.editable);
    json.end();
}

void write_get_report(JsonWriter& json, const OpenDocument& opened,
                      const std::vector<MetadataEntry>& entries)
{
    json.begin_object();
    write_schema_version(json);
    json.key("entries");
    json.begin_array();
    for (const MetadataEntry& entry : entries)
        write_metadata_entry(json, entry, opened);
    json.end();
    json.end();
}

void write_edit_report(JsonWriter& json, const OpenDocument& opened, const Edits& edits,
                       const std::vector<EditWarning>& warnings, const std::string& written)
{
    json.begin_object();
    write_schema_version(json);
    json.key("changed");
    json.begin_array();
    for (const Edit& edit : edits.list()) {
        const auto before = find_entry(*opened.document, edit.key);
        json.begin_object(Layout::OneLine);
        json.key("key");
        json.text(edit.key);
        json.key("old");
        write_value(json, before ? before->value : Value(), opened);
        json.key("new");
        write_value(json, edit.value, opened);
        json.end();
    }
    json.end();
    json.key("warnings");
    json.begin_array();
    for (const EditWarning& warning : warnings) {
        json.begin_object(Layout::OneLine);
        json.key("key");
        json.text(warning.key);
        json.key("rule");
        json.text(warning.rule);
        json.key("message");
        json.text(words::warning(warning).toStdString());
        json.end();
    }
    json.end();
    json.key("written");
    json.text_or_null(written);
    json.end();
}

} // namespace strata::report
