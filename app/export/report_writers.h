// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/export/forms.h"

/// What is written of a document for people and programs: rows of forms().
namespace strata::exports {

/// What `info --json` prints: identity, structure, metadata, findings; of values only the small ones
/// that `info` shows with a fitted attribute.
Result<ExportReport> write_json(const OpenDocument& opened, const ExportPlan& plan,
                                const Options& options, const std::string& path,
                                const JobContext& job);
/// The page of report::make_document_page() as one HTML file.
Result<ExportReport> write_html(const OpenDocument& opened, const ExportPlan& plan,
                                const Options& options, const std::string& path,
                                const JobContext& job);
/// The same as Markdown.
Result<ExportReport> write_markdown(const OpenDocument& opened, const ExportPlan& plan,
                                    const Options& options, const std::string& path,
                                    const JobContext& job);

} // namespace strata::exports
