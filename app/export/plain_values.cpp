// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/export/plain_values.h"

#include "app/export/checked_file.h"
#include "app/export/plain_writer.h"
#include "io/save/pickle_export.h"

namespace strata::exports {

namespace {

/// What stands for a row of the File reading in JSON.
bool is_plain(NodeKind kind)
{
    return kind == NodeKind::Group || kind == NodeKind::List || kind == NodeKind::Scalar ||
           kind == NodeKind::Text;
}

} // namespace

bool holds_plain_values(const Document& document)
{
    return is_pickle(document) && document.layers.empty() && document.file.size() > 1 &&
           is_plain(document.file.node(document.file.child(Tree::root, 0)).kind);
}

Result<ExportPlan> plan_plain_values(const OpenDocument& opened, const Options& options,
                                     const JobContext& job)
{
    if (!holds_plain_values(*opened.document))
        return fail(ErrorCode::BadArgument, "only pickles of lists, dicts and plain values become "
                                            "JSON; this one holds something else");
    if (!options.arrays.selection.empty() || options.arrays.dtype)
        return fail(ErrorCode::BadArgument, "all values are written; no arrays can be chosen");
    if (opened.document->verdict.integrity == Integrity::Incomplete)
        return fail(ErrorCode::BadArgument, "the file is damaged or not complete");
    ExportPlan plan;
    STRATA_ASSIGN(const PlainLosses losses, write_plain(
                                                opened,
                                                [&](std::string_view text) -> Result<void> {
                                                    plan.bytes += text.size();
                                                    return {};
                                                },
                                                job));
    plan.values = losses.values;
    plan.file_bytes = plan.bytes;
    plan.losses = losses.list();
    return plan;
}

Result<ExportReport> write_plain_values(const OpenDocument& opened, const ExportPlan& /*plan*/,
                                        const Options& /*options*/, const std::string& path,
                                        const JobContext& job)
{
    STRATA_ASSIGN(CheckedFile file, CheckedFile::create(path));
    STRATA_TRY(write_plain(
        opened, [&](std::string_view text) { return file.write(text); }, job));
    return file.commit(job);
}

} // namespace strata::exports
