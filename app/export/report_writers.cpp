// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/export/report_writers.h"

#include "app/export/checked_file.h"
#include "app/report/document_page.h"
#include "app/report/html_page.h"
#include "app/report/info_report.h"
#include "app/report/markdown_page.h"
#include "app/report/sha256.h"
#include "app/report/tree_check.h"

namespace strata::exports {

namespace {

/// What `info` says of decision trees stands in a report, too.
OpenDocument checked(OpenDocument opened, const JobContext& job)
{
    opened.document = report::with_checked_trees(opened, job);
    return opened;
}

Result<std::string> checksum_of(const OpenDocument& opened, const Options& options,
                                const JobContext& job)
{
    if (!options.sha256)
        return std::string();
    return report::sha256_of(*opened.sources.front(), job);
}

Result<ExportReport> write_page(const OpenDocument& opened, const Options& options,
                                const std::string& path, const JobContext& job,
                                QByteArray (*text_of)(const report::Page&))
{
    report::PageOptions wanted;
    wanted.statistics = options.statistics;
    STRATA_ASSIGN(wanted.sha256, checksum_of(opened, options, job));
    STRATA_ASSIGN(const report::Page page,
                  report::make_document_page(checked(opened, job), wanted, job));
    const QByteArray text = text_of(page);
    STRATA_ASSIGN(CheckedFile file, CheckedFile::create(path));
    STRATA_TRY(file.write({text.constData(), static_cast<std::size_t>(text.size())}));
    return file.commit(job);
}

} // namespace

Result<ExportReport> write_json(const OpenDocument& opened, const ExportPlan& /*plan*/,
                                const Options& options, const std::string& path,
                                const JobContext& job)
{
    STRATA_ASSIGN(const std::string sha256, checksum_of(opened, options, job));
    STRATA_ASSIGN(CheckedFile file, CheckedFile::create(path));
    Result<void> written;
    report::JsonWriter json([&](std::string_view text) {
        if (written)
            written = file.write(text);
    });
    report::write_info_report(json, checked(opened, job), sha256, job);
    json.finish();
    STRATA_TRY(written);
    return file.commit(job);
}

Result<ExportReport> write_html(const OpenDocument& opened, const ExportPlan& /*plan*/,
                                const Options& options, const std::string& path,
                                const JobContext& job)
{
    return write_page(opened, options, path, job, report::html_of);
}

Result<ExportReport> write_markdown(const OpenDocument& opened, const ExportPlan& /*plan*/,
                                    const Options& options, const std::string& path,
                                    const JobContext& job)
{
    return write_page(opened, options, path, job, report::markdown_of);
}

} // namespace strata::exports
