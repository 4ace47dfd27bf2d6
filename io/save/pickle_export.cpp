// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/save/pickle_export.h"

#include "io/formats/pickle_format.h"
#include "io/formats/pickle_packing.h"
#include "io/pickle/opcodes.h"
#include "io/pickle/rewrite.h"
#include "io/pickle/same_pickle.h"
#include "io/source/atomic_file.h"
#include "io/source/stream_encoder.h"

#include <algorithm>

namespace strata {

namespace {

constexpr int lowest_written_protocol = 2;

const SharedSource& opcodes_of(const OpenDocument& opened)
{
    return opened.sources[index(opcode_source(*opened.document).value_or(SourceId::file))];
}

/// How the file is compressed that was opened.
Result<FileCompression> compression_of(const OpenDocument& opened, const JobContext& job)
{
    const ByteSource& file = *opened.sources.front();
    STRATA_ASSIGN(const auto packing, packing_of_file(file, job));
    if (!packing)
        return FileCompression();
    std::vector<std::byte> head(probe_head_bytes);
    STRATA_ASSIGN(const std::size_t count, file.read_some(0, head));
    const auto start = std::span(head).first(count);
    return FileCompression{
        packing->compression,
        level_of(start.subspan(std::min(packing->offset, count)), packing->compression)};
}

pickle::RewriteOptions rewriting(const PickleForm& form)
{
    return {form.protocol, form.joblib, !form.compression.method};
}

Result<ExportPlan> plan(const OpenDocument& opened, const ExportOptions& options, bool joblib,
                        const JobContext& job)
{
    if (!is_pickle(*opened.document))
        return fail(ErrorCode::BadArgument, "only pickle and joblib files can become one");
    if (!options.selection.empty() || !options.weights || !options.optimizer || !options.metadata ||
        options.dtype)
        return fail(ErrorCode::BadArgument,
                    "the whole object is written as it is; no parts can be chosen");
    if (opened.document->verdict.integrity == Integrity::Incomplete)
        return fail(ErrorCode::BadArgument, "the file is damaged or not complete");
    STRATA_ASSIGN(const pickle::PickleDocument pickle, read_pickle_again(opened, job));
    ExportPlan plan;
    plan.pickle.joblib = joblib;
    plan.pickle.protocol = options.protocol.value_or(
        std::clamp(pickle.protocol(), lowest_written_protocol, pickle::highest_protocol));
    // pickle.load() takes no compressed file, so only joblib's stay compressed unasked.
    if (options.compression) {
        plan.pickle.compression = *options.compression;
    } else if (joblib) {
        STRATA_ASSIGN(plan.pickle.compression, compression_of(opened, job));
    }
    STRATA_ASSIGN(plan.bytes,
                  rewrite_pickle(pickle, *opcodes_of(opened), rewriting(plan.pickle), {}, job));
    for (std::size_t i = 0; i < opened.document->tensors.size(); ++i) {
        const TensorId id{static_cast<std::uint32_t>(i)};
        plan.tensors.push_back({id, opened.document->tensor_path(id), false});
        plan.values += opened.document->tensor(id).count().value_or(0);
    }
    plan.contents.weights = plan.tensors.size();
    plan.file_bytes = plan.bytes;
    return plan;
}

} // namespace

Result<pickle::PickleDocument> read_pickle_again(const OpenDocument& opened, const JobContext& job)
{
    pickle::ReadOptions options;
    options.source_id = opcode_source(*opened.document).value_or(SourceId::file);
    options.nested = false;
    return pickle::read_pickle(opcodes_of(opened), options, job);
}

bool is_pickle(const Document& document)
{
    return document.format.id == "pickle" || document.format.id == "joblib";
}

Result<ExportPlan> plan_pickle(const OpenDocument& opened, const ExportOptions& options,
                               const JobContext& job)
{
    return plan(opened, options, false, job);
}

Result<ExportPlan> plan_joblib(const OpenDocument& opened, const ExportOptions& options,
                               const JobContext& job)
{
    return plan(opened, options, true, job);
}

Result<void> write_pickle(const OpenDocument& opened, const ExportPlan& plan, AtomicFile& out,
                          const JobContext& job)
{
    STRATA_ASSIGN(const pickle::PickleDocument pickle, read_pickle_again(opened, job));
    const ByteSource& source = *opcodes_of(opened);
    const StreamEncoder::Sink to_file = [&](std::span<const std::byte> bytes) {
        return out.write(bytes);
    };
    const FileCompression& compression = plan.pickle.compression;
    if (!compression.method) {
        STRATA_TRY(rewrite_pickle(pickle, source, rewriting(plan.pickle), to_file, job));
        return {};
    }
    const int level = compression.level.value_or(default_level(*compression.method));
    STRATA_ASSIGN(const auto encoder, StreamEncoder::create(*compression.method, level, to_file));
    const StreamEncoder::Sink compressed = [&](std::span<const std::byte> bytes) {
        return encoder->write(bytes);
    };
    STRATA_TRY(rewrite_pickle(pickle, source, rewriting(plan.pickle), compressed, job));
    return encoder->finish();
}

Result<void> verify_pickle(const OpenDocument& opened, const ExportPlan& plan,
                           const OpenDocument& written, const JobContext& job)
{
    const auto differs = [](const std::string& what) {
        return fail(ErrorCode::ReadFailed, "what was written reads back otherwise: " + what);
    };
    const Document& now = *written.document;
    const auto& method = plan.pickle.compression.method;
    if (now.verdict.integrity != Integrity::Complete)
        return differs("it is not complete");
    if (!is_pickle(now) || now.format.compression != (method ? compression_name(*method) : ""))
        return differs("another compression");
    STRATA_ASSIGN(const pickle::PickleDocument before, read_pickle_again(opened, job));
    STRATA_ASSIGN(const pickle::PickleDocument after, read_pickle_again(written, job));
    if (after.protocol() != plan.pickle.protocol)
        return differs("protocol " + std::to_string(after.protocol()));
    return pickle::compare_pickles(before, after, job);
}

} // namespace strata
