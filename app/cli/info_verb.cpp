// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/info_verb.h"

#include "app/cli/allow_list.h"
#include "app/cli/info_table.h"
#include "app/cli/info_text.h"
#include "app/report/error_report.h"
#include "app/report/info_report.h"
#include "app/report/report_parts.h"
#include "app/report/sha256.h"
#include "app/report/tree_check.h"
#include "io/formats/format.h"

namespace strata::cli {

namespace {

/// A file and, where it was asked for, its checksum.
struct Opened {
    OpenDocument document;
    std::string sha256;
};

Result<Opened> open_with_checksum(const std::string& path, bool sha256, const JobContext& job)
{
    Opened opened;
    STRATA_ASSIGN(opened.document, open_document(path, job));
    opened.document.document = report::with_checked_trees(opened.document, job);
    if (sha256) {
        STRATA_ASSIGN(opened.sha256, report::sha256_of(*opened.document.sources.front(), job));
    }
    return opened;
}

ExitStatus run_one(const InfoOptions& options, Console& console)
{
    const std::string& path = options.files.front();
    const auto opened = open_with_checksum(path, options.sha256, console.job);
    if (!opened)
        return console.fail(opened.error(), path, options.json);
    if (!options.json) {
        print_info(console.out, opened->document, opened->sha256, console.job);
        return ExitStatus::Fine;
    }
    report::JsonWriter json = console.json_writer();
    report::write_info_report(json, opened->document, opened->sha256, console.job);
    json.finish();
    return ExitStatus::Fine;
}

ExitStatus run_several_as_json(const InfoOptions& options, Console& console)
{
    ExitStatus status = ExitStatus::Fine;
    report::JsonWriter json = console.json_writer();
    json.begin_object();
    report::write_schema_version(json);
    json.key("files");
    json.begin_array();
    for (const std::string& path : options.files) {
        const auto opened = open_with_checksum(path, options.sha256, console.job);
        if (opened) {
            report::write_info_report(json, opened->document, opened->sha256, console.job);
            continue;
        }
        report::write_error_report(json, opened.error(), path);
        status = ExitStatus::Failed;
    }
    json.end();
    json.end();
    json.finish();
    return status;
}

ExitStatus run_several(const InfoOptions& options, Console& console)
{
    ExitStatus status = ExitStatus::Fine;
    InfoTable table(options.sha256);
    std::vector<std::pair<std::string, Error>> errors;
    for (const std::string& path : options.files) {
        const auto opened = open_with_checksum(path, options.sha256, console.job);
        if (opened) {
            table.add(path, *opened->document.document, opened->sha256);
            continue;
        }
        table.add_unread(path);
        errors.emplace_back(path, opened.error());
        status = ExitStatus::Failed;
    }
    table.print(console.out);
    for (const auto& [path, error] : errors)
        console.say_error(error, path);
    return status;
}

} // namespace

ExitStatus run_info(const InfoOptions& options, Console& console)
{
    if (const auto used = use_allow_list(options.allow); !used)
        return console.fail(used.error(), options.allow, options.json);
    if (options.files.size() == 1)
        return run_one(options, console);
    return options.json ? run_several_as_json(options, console) : run_several(options, console);
}

} // namespace strata::cli
