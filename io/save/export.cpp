// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/save/export.h"

#include "io/base/guarded.h"
#include "io/formats/format.h"
#include "io/formats/probe.h"
#include "io/model/edits.h"
#include "io/model/json_value.h"
#include "io/save/array_writers.h"
#include "io/save/float_rounding.h"
#include "io/save/pickle_export.h"
#include "io/save/torch_writer.h"
#include "io/source/atomic_file.h"
#include "io/source/c_order.h"
#include "io/source/stream_encoder.h"

#include <algorithm>
#include <charconv>

namespace strata {

namespace {

/// The array that was written at a place of the plan: writers keep its order, so the first look
/// finds it as a rule.
std::optional<TensorId> find_written(const Document& written, const ExportTarget& target,
                                     const std::string& name, std::size_t place)
{
    const auto id = TensorId{static_cast<std::uint32_t>(place)};
    const std::string path = std::string(target.rows) + escape_path_part(name);
    if (target.one_tensor || written.tensor_path(id) == path ||
        written.tensor_file_path(id) == path)
        return id;
    return written.find_tensor(path);
}

Result<void> verify(const OpenDocument& opened, const ExportTarget& target, const ExportPlan& plan,
                    const OpenDocument& written, const JobContext& job)
{
    const auto differs = [](const std::string& what, const std::string& name) {
        return fail(ErrorCode::ReadFailed, "what was written reads back otherwise: " + what, {},
                    name);
    };
    const Document& now = *written.document;
    if (now.verdict.integrity != Integrity::Complete || now.tensors.size() != plan.tensors.size())
        return differs(std::to_string(now.tensors.size()) + " arrays", {});
    for (std::size_t place = 0; place < plan.tensors.size(); ++place) {
        const ExportedTensor& exported = plan.tensors[place];
        const auto id = find_written(now, target, exported.name, place);
        if (!id)
            return differs("an array is missing", exported.name);
        const Tensor& before = opened.document->tensor(exported.id);
        const Tensor& after = now.tensor(*id);
        if (before.shape != after.shape || before.dtype.name() != after.dtype.name())
            return differs("another shape or type", exported.name);
        STRATA_ASSIGN(const bool equal,
                      equal_in_c_order(before, opened.sources, after, written.sources, job));
        if (!equal)
            return differs("other values", exported.name);
    }
    for (const auto& [key, value] : plan.metadata) {
        const auto entry = find_entry(now, "/@" + key);
        if (!entry || !same_value(entry->value, short_text(value)))
            return differs("another metadata entry", key);
    }
    return {};
}

/// The document with its values as they are to be written.
Result<OpenDocument> as_meant(const OpenDocument& opened, const ExportPlan& plan,
                              const JobContext& job)
{
    std::vector<TensorId> rounded;
    for (const ExportedTensor& exported : plan.tensors) {
        if (exported.rounded)
            rounded.push_back(exported.id);
    }
    if (!plan.dtype || rounded.empty())
        return opened;
    return with_rounded(opened, rounded, *plan.dtype, job);
}

Result<ExportReport> run(const OpenDocument& opened, const ExportTarget& target,
                         const ExportPlan& plan, const std::string& path, const JobContext& job)
{
    STRATA_ASSIGN(AtomicFile file, AtomicFile::create(path));
    STRATA_ASSIGN(const OpenDocument meant, as_meant(opened, plan, job));
    STRATA_TRY(target.write(meant, plan, file, job));
    STRATA_ASSIGN(const OpenDocument written, open_document_at(file.scratch(), path, job));
    STRATA_TRY(target.verify != nullptr ? target.verify(opened, plan, written, job)
                                        : verify(meant, target, plan, written, job));
    STRATA_TRY(job.check());
    STRATA_TRY(file.commit());
    return ExportReport{path, written.document->bytes};
}

ExportTarget whole_pickle(std::string_view id, std::string_view name, std::string_view extension,
                          decltype(ExportTarget::plan) plan)
{
    return {
        .id = id,
        .name = name,
        .extension = extension,
        .holds_metadata = true,
        .holds = [](const DType&) { return true; },
        .write = write_pickle,
        .compresses = true,
        .protocols = true,
        .takes = is_pickle,
        .plan = plan,
        .verify = verify_pickle,
    };
}

} // namespace

const std::vector<CompressionChoice>& compression_choices()
{
    static const std::vector<CompressionChoice> choices = {
        {"zlib", Compression::Zlib, 0, 9, default_level(Compression::Zlib)},
        {"gzip", Compression::Gzip, 0, 9, default_level(Compression::Gzip)},
        {"bz2", Compression::Bzip2, 1, 9, default_level(Compression::Bzip2)},
        {"xz", Compression::Xz, 0, 9, default_level(Compression::Xz)},
        {"lzma", Compression::Lzma, 0, 9, default_level(Compression::Lzma)},
        {"lz4", Compression::Lz4, 0, 12, default_level(Compression::Lz4)},
    };
    return choices;
}

Result<FileCompression> parse_compression(std::string_view text)
{
    const std::string_view id = text.substr(0, text.find(':'));
    if (text == "none")
        return FileCompression();
    for (const CompressionChoice& choice : compression_choices()) {
        if (choice.id != id)
            continue;
        if (id == text)
            return FileCompression{choice.method, choice.usual};
        const std::string_view digits = text.substr(id.size() + 1);
        int level = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), level);
        if (error == std::errc() && end == digits.data() + digits.size() &&
            level >= choice.lowest && level <= choice.highest)
            return FileCompression{choice.method, level};
        return fail(ErrorCode::BadArgument, std::string(id) + " has levels " +
                                                std::to_string(choice.lowest) + " to " +
                                                std::to_string(choice.highest));
    }
    std::string known = "none";
    for (const CompressionChoice& choice : compression_choices())
        known += ", " + std::string(choice.id);
    return fail(ErrorCode::BadArgument, "compressions are " + known);
}

const std::vector<ExportTarget>& export_targets()
{
    static const std::vector<ExportTarget> targets = {
        {.id = "safetensors",
         .name = "safetensors",
         .extension = "safetensors",
         .holds_metadata = true,
         .holds = safetensors_holds,
         .write = write_safetensors,
         .frame = safetensors_frame,
         .widest_first = true},
        {"npz", "NumPy archive", "npz", false, false, npy_holds, write_npz, npz_frame},
        {"npy", "NumPy array", "npy", false, true, npy_holds, write_npy, npy_frame},
        {"torch", "PyTorch state dict", "pt", false, false, torch_holds, write_torch, torch_frame,
         torch_rows},
        whole_pickle("joblib", "joblib pickle", "joblib", plan_joblib),
        whole_pickle("pickle", "pickle", "pkl", plan_pickle),
    };
    return targets;
}

const ExportTarget* find_export_target(std::string_view id)
{
    const auto& all = export_targets();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const ExportTarget& target) { return target.id == id; });
    return found == all.end() ? nullptr : &*found;
}

const ExportTarget* export_target_of(std::string_view path)
{
    const std::string extension = extension_of(file_name_of(path));
    const auto& all = export_targets();
    const auto found = std::find_if(all.begin(), all.end(), [&](const ExportTarget& target) {
        return target.extension == extension;
    });
    if (found != all.end())
        return &*found;
    const auto other = std::find_if(all.begin(), all.end(), [&](const ExportTarget& target) {
        const Format* const format = find_format(target.id);
        return format != nullptr && std::find(format->extensions.begin(), format->extensions.end(),
                                              extension) != format->extensions.end();
    });
    return other == all.end() ? nullptr : &*other;
}

Result<ExportReport> export_document(const OpenDocument& opened, const ExportTarget& target,
                                     const ExportPlan& plan, const std::string& path,
                                     const JobContext& job)
{
    return guarded([&] { return run(opened, target, plan, path, job); });
}

} // namespace strata
