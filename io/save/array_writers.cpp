// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/save/array_writers.h"

#include "io/formats/npy_write.h"
#include "io/formats/safetensors_header.h"
#include "io/model/value_text.h"
#include "io/save/array_streams.h"
#include "io/source/c_order.h"
#include "io/zip/zip_writer.h"

#include <array>

namespace strata {

namespace {

constexpr std::size_t safetensors_alignment = 8;

/// The format's name of a type, or empty.
std::string_view safetensors_name(const DType& dtype)
{
    constexpr std::array<std::pair<ScalarType, std::string_view>, 15> names = {{
        {ScalarType::Bool, "BOOL"},
        {ScalarType::Int8, "I8"},
        {ScalarType::Int16, "I16"},
        {ScalarType::Int32, "I32"},
        {ScalarType::Int64, "I64"},
        {ScalarType::UInt8, "U8"},
        {ScalarType::UInt16, "U16"},
        {ScalarType::UInt32, "U32"},
        {ScalarType::UInt64, "U64"},
        {ScalarType::Float8E4M3FN, "F8_E4M3"},
        {ScalarType::Float8E5M2, "F8_E5M2"},
        {ScalarType::Float16, "F16"},
        {ScalarType::BFloat16, "BF16"},
        {ScalarType::Float32, "F32"},
        {ScalarType::Float64, "F64"},
    }};
    for (const auto& [type, name] : names) {
        if (type == dtype.type)
            return name;
    }
    return {};
}

/// The header's JSON and where its tensors end.
Result<std::string> safetensors_header(const Document& document, const ExportPlan& plan)
{
    std::string json = "{";
    if (!plan.metadata.empty()) {
        std::vector<ValueEntry> entries;
        for (const auto& [key, value] : plan.metadata)
            entries.push_back({Value::text(key), Value::text(value)});
        json += "\"__metadata__\":" + json_text(Value::dict(std::move(entries)));
    }
    std::uint64_t at = 0;
    for (const ExportedTensor& exported : plan.tensors) {
        const Tensor& tensor = document.tensor(exported.id);
        STRATA_ASSIGN(const std::uint64_t bytes, bytes_of(tensor));
        json += json.size() > 1 ? "," : "";
        json += json_text(Value::text(exported.name)) + ":{\"dtype\":\"" +
                std::string(safetensors_name(tensor.dtype)) + "\",\"shape\":[";
        for (std::size_t i = 0; i < tensor.shape.size(); ++i)
            json += (i > 0 ? "," : "") + std::to_string(tensor.shape[i]);
        json +=
            "],\"data_offsets\":[" + std::to_string(at) + "," + std::to_string(at + bytes) + "]}";
        at += bytes;
    }
    json += '}';
    json.resize((json.size() + safetensors_alignment - 1) / safetensors_alignment *
                    safetensors_alignment,
                ' ');
    return json;
}

std::uint64_t npy_header_bytes(const Document& document, const ExportedTensor& exported)
{
    const Tensor& tensor = document.tensor(exported.id);
    const auto header = npy_header(tensor.dtype, tensor.shape);
    return header ? header->size() : 0;
}

} // namespace

std::uint64_t safetensors_frame(const Document& document, const ExportPlan& plan)
{
    const auto header = safetensors_header(document, plan);
    return header ? header->size() + 8 : 0;
}

std::uint64_t npy_frame(const Document& document, const ExportPlan& plan)
{
    return npy_header_bytes(document, plan.tensors.front());
}

std::uint64_t npz_frame(const Document& document, const ExportPlan& plan)
{
    std::uint64_t bytes = zip_end_frame;
    for (const ExportedTensor& exported : plan.tensors)
        bytes += zip_member_frame + 2 * (exported.name.size() + std::string_view(".npy").size()) +
                 npy_header_bytes(document, exported);
    return bytes;
}

bool safetensors_holds(const DType& dtype)
{
    return !safetensors_name(dtype).empty();
}

bool npy_holds(const DType& dtype)
{
    return npy_header(dtype, {}).has_value();
}

Result<void> write_safetensors(const OpenDocument& opened, const ExportPlan& plan, AtomicFile& out,
                               const JobContext& job)
{
    STRATA_ASSIGN(const std::string header, safetensors_header(*opened.document, plan));
    std::string length;
    for (int i = 0; i < 8; ++i)
        length += static_cast<char>(header.size() >> (8 * i));
    STRATA_TRY(out.write(length));
    STRATA_TRY(out.write(header));
    WritingProgress progress(job, plan.bytes);
    for (const ExportedTensor& exported : plan.tensors) {
        const Tensor& tensor = opened.document->tensor(exported.id);
        STRATA_TRY(
            read_in_c_order(tensor, opened.sources, job, [&](std::span<const std::byte> piece) {
                progress.add(piece.size());
                return out.write(piece);
            }));
    }
    return {};
}

Result<void> write_npz(const OpenDocument& opened, const ExportPlan& plan, AtomicFile& out,
                       const JobContext& job)
{
    zip::ZipWriter zip([&](std::span<const std::byte> bytes) { return out.write(bytes); });
    WritingProgress progress(job, plan.bytes);
    for (const ExportedTensor& exported : plan.tensors) {
        const Tensor& tensor = opened.document->tensor(exported.id);
        STRATA_ASSIGN(const std::string header, npy_header(tensor.dtype, tensor.shape));
        STRATA_ASSIGN(const std::uint64_t bytes, bytes_of(tensor));
        STRATA_ASSIGN(const std::uint32_t checksum,
                      checksum_of(header, tensor, opened.sources, job));
        STRATA_TRY(zip.begin(exported.name + ".npy", header.size() + bytes, checksum));
        STRATA_TRY(zip.write(std::as_bytes(std::span(header))));
        STRATA_TRY(
            read_in_c_order(tensor, opened.sources, job, [&](std::span<const std::byte> piece) {
                progress.add(piece.size());
                return zip.write(piece);
            }));
    }
    return zip.finish();
}

Result<void> write_npy(const OpenDocument& opened, const ExportPlan& plan, AtomicFile& out,
                       const JobContext& job)
{
    const Tensor& tensor = opened.document->tensor(plan.tensors.front().id);
    STRATA_ASSIGN(const std::string header, npy_header(tensor.dtype, tensor.shape));
    STRATA_TRY(out.write(header));
    return read_in_c_order(tensor, opened.sources, job,
                           [&](std::span<const std::byte> piece) { return out.write(piece); });
}

} // namespace strata
