// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/textconv_verb.h"

#include "app/report/fact_lines.h"
#include "app/report/report_parts.h"
#include "io/formats/format.h"

namespace strata::cli {

namespace {

/// Of this one file alone: Git puts a version of it into a folder without those that stood beside it.
Result<report::FactLines> lines_of_file(const std::string& path, const JobContext& job)
{
    const auto opened = open_document_at(path, path, job);
    if (!opened)
        return report::fact_lines_of_unreadable(path, opened.error(), job);
    return report::fact_lines(*opened, job);
}

void write_facts(report::JsonWriter& json, const report::FactLines& facts)
{
    json.begin_object();
    report::write_schema_version(json);
    json.key("facts");
    json.begin_array();
    for (const auto& [key, value] : facts) {
        json.begin_object(report::JsonWriter::Layout::OneLine);
        json.key("key");
        json.text(key);
        json.key("value");
        json.text(value);
        json.end();
    }
    json.end();
    json.end();
}

} // namespace

ExitStatus run_textconv(const TextconvOptions& options, Console& console)
{
    const auto facts = lines_of_file(options.file, console.job);
    if (!facts)
        return console.fail(facts.error(), options.file, options.json);
    if (options.json) {
        report::JsonWriter json = console.json_writer();
        write_facts(json, *facts);
        json.finish();
        return ExitStatus::Fine;
    }
    for (const auto& fact : *facts)
        console.out.raw(report::line_of(fact) + '\n');
    return ExitStatus::Fine;
}

} // namespace strata::cli
