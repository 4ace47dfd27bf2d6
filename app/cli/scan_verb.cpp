// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/scan_verb.h"

#include "app/cli/allow_list.h"
#include "app/cli/info_table.h"
#include "app/cli/info_text.h"
#include "app/report/sarif_report.h"
#include "app/report/scan_report.h"
#include "app/report/tree_check.h"
#include "io/formats/format.h"
#include "io/source/folder_files.h"
#include "widgets/words/error_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"
#include "widgets/words/verdict_words.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

namespace strata::cli {

namespace {

using words::translate;

/// Known content that is no model and holds none: in a folder it counts as a file of no known kind.
bool is_no_model(const Error& error)
{
    static constexpr std::array<std::string_view, 4> others = {"png", "jpeg", "pdf", "html"};
    return error.code == ErrorCode::UnsupportedContent &&
           std::find(others.begin(), others.end(), error.detail) != others.end();
}

bool is_of_no_known_kind(const Error& error)
{
    return error.code == ErrorCode::UnknownContent || error.code == ErrorCode::Empty ||
           is_no_model(error);
}

/// Whether the name ends as files do that Strata reads. Suffixes of anybody's do not count: a folder
/// holds compressed files and dumps of every kind.
bool has_model_suffix(const std::string& path)
{
    static constexpr std::array<std::string_view, 11> of_anybody = {
        "gz", "bz2", "xz", "lzma", "lz4", "zst", "z", "p", "dump", "model", "mat"};
    std::string suffix = std::filesystem::path(path).extension().string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    const std::string_view wanted = std::string_view(suffix).substr(suffix.empty() ? 0 : 1);
    const auto has = [&](const auto& list) {
        return std::find(list.begin(), list.end(), wanted) != list.end();
    };
    const auto formats = all_formats();
    return !has(of_anybody) &&
           std::any_of(formats.begin(), formats.end(), [&](const Format* format) {
               return format->open != nullptr && has(format->extensions);
           });
}

struct Counts {
    std::uint64_t trusted = 0;
    std::uint64_t without_code = 0;
    std::uint64_t review = 0;
    std::uint64_t dangerous = 0;
    std::uint64_t not_complete = 0;
    std::uint64_t unread = 0;
    std::uint64_t unknown = 0;
};

void count_verdict(Counts& counts, const Verdict& verdict)
{
    if (!verdict.trust)
        ++counts.without_code;
    else if (*verdict.trust == Trust::Trusted)
        ++counts.trusted;
    else if (*verdict.trust == Trust::Review)
        ++counts.review;
    else
        ++counts.dangerous;
    if (verdict.integrity != Integrity::Complete)
        ++counts.not_complete;
}

/// Scans files one by one and prints each as soon as it is done.
class Scan {
public:
    Scan(const ScanOptions& options, Console& console)
        : m_options(options), m_console(console), m_json(console.json_writer())
    {
        if (options.sarif)
            m_sarif.emplace(m_json);
        else if (options.json)
            m_report.emplace(m_json);
    }

    ExitStatus run()
    {
        for (const std::string& path : m_options.paths) {
            if (is_folder(path))
                scan_folder(path);
            else
                scan_file(path, false);
        }
        if (m_sarif)
            m_sarif->finish();
        else if (m_report)
            m_report->finish();
        else
            print_summary();
        return m_status;
    }

private:
    void scan_folder(const std::string& folder)
    {
        const FolderFiles found = list_folder(folder);
        for (const std::string& path : found.files) {
            if (m_console.job.cancelled())
                break;
            scan_file(path, true);
        }
        for (const Error& error : found.errors)
            add({error.path, nullptr, error});
    }

    void scan_file(const std::string& path, bool in_folder)
    {
        // In a folder each file stands for itself, so that those of one model are not read again and
        // again.
        auto opened = in_folder ? open_document_at(path, path, m_console.job)
                                : open_document(path, m_console.job);
        if (opened) {
            add({path, report::with_checked_trees(*opened, m_console.job), {}});
            return;
        }
        if (in_folder && is_of_no_known_kind(opened.error()) && !has_model_suffix(path)) {
            ++m_counts.unknown;
            return;
        }
        add({path, nullptr, std::move(opened).error()});
    }

    void add(const report::ScannedFile& file)
    {
        if (file.error) {
            ++m_counts.unread;
            m_status = worse(m_status, ExitStatus::Failed);
        } else {
            count_verdict(m_counts, file.document->verdict);
            if (!report::passes(file.document->verdict))
                m_status = worse(m_status, ExitStatus::Findings);
        }
        if (m_sarif)
            m_sarif->add(file);
        else if (m_report)
            m_report->add(file);
        else
            print_file(file);
        m_any = true;
    }

    void print_file(const report::ScannedFile& file)
    {
        if (file.error) {
            print_verdict(translate("Unread"), Style::Red, QString(), Style::Plain, file.path);
            m_console.say_error(*file.error, file.path);
            return;
        }
        const Verdict& verdict = file.document->verdict;
        print_verdict(words::trust_word(verdict), trust_style(verdict.trust),
                      words::integrity_word(verdict.integrity), integrity_style(verdict.integrity),
                      file.path);
        std::vector<Finding> findings;
        std::copy_if(file.document->findings.begin(), file.document->findings.end(),
                     std::back_inserter(findings), report::scan_reports);
        print_findings(m_console.out, *file.document, findings, 4);
    }

    void print_verdict(const QString& trust, Style trust_style, const QString& integrity,
                       Style integrity_style, const std::string& path)
    {
        m_console.out.put(trust.leftJustified(16), trust_style);
        m_console.out.put(integrity.leftJustified(12), integrity_style);
        m_console.out.line(words::text_of(path), Style::Bold);
    }

    void print_summary()
    {
        QStringList parts;
        const auto add_part = [&](std::uint64_t number, const QString& text) {
            if (number != 0)
                parts.append(QStringLiteral("%1 %2").arg(words::count(number), text));
        };
        add_part(m_counts.dangerous, translate("dangerous"));
        add_part(m_counts.review, translate("to review"));
        add_part(m_counts.trusted, translate("trusted"));
        add_part(m_counts.without_code, translate("without code"));
        add_part(m_counts.not_complete, translate("not complete"));
        add_part(m_counts.unread, translate("unread"));
        add_part(m_counts.unknown, translate("of no known kind"));
        if (m_any)
            m_console.out.line();
        m_console.out.line(parts.isEmpty() ? translate("No files.")
                                           : parts.join(QLatin1String(", ")));
    }

    const ScanOptions& m_options;
    Console& m_console;
    report::JsonWriter m_json;
    std::optional<report::ScanReport> m_report;
    std::optional<report::SarifReport> m_sarif;
    Counts m_counts;
    bool m_any = false; ///< a file was listed
    ExitStatus m_status = ExitStatus::Fine;
};

} // namespace

ExitStatus run_scan(const ScanOptions& options, Console& console)
{
    if (const auto used = use_allow_list(options.allow); !used)
        return console.fail(used.error(), options.allow, options.json || options.sarif);
    return Scan(options, console).run();
}

} // namespace strata::cli
