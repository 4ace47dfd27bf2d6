// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/presence.h"

#include "io/base/checked.h"

#include <algorithm>
#include <charconv>

namespace strata {

namespace {

/// The extent of values that touch each other and are stored as they are; null for other storage.
const Extent* plain_extent(const Tensor& tensor)
{
    const auto* const dense = std::get_if<DenseStorage>(&tensor.storage);
    const bool plain = dense != nullptr && dense->codecs.empty() && dense->skip == 0 &&
                       (dense->stride == 0 || dense->stride == tensor.dtype.item_size);
    return plain ? &dense->extent : nullptr;
}

bool lacks_chunks(const ChunkedStorage& storage)
{
    return storage.chunks &&
           std::any_of(storage.chunks->begin(), storage.chunks->end(), is_missing_chunk);
}

/// The items of the tensor that lie in the chunks that are missing.
std::uint64_t missing_items(const Tensor& tensor, const ChunkedStorage& storage)
{
    std::uint64_t missing = 0;
    for (const StoredChunk& chunk : *storage.chunks) {
        if (!is_missing_chunk(chunk) || chunk.at.size() != tensor.shape.size())
            continue;
        std::uint64_t items = 1; // never more than the tensor has
        for (std::size_t axis = 0; axis < chunk.at.size(); ++axis)
            items *= std::min(storage.chunk_shape[axis],
                              tensor.shape[axis] - std::min(chunk.at[axis], tensor.shape[axis]));
        missing += items;
    }
    return missing;
}

std::optional<std::uint64_t> number_in(std::string_view text)
{
    std::uint64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool all = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return all && !text.empty() ? std::optional(number) : std::nullopt;
}

/// Bytes that a finding says the file lacks. Each rule about it is named "…-truncated" and says
/// what is `missing`, or what it `expected` and what is `actual`.
std::uint64_t lacking_bytes(const Finding& finding)
{
    if (finding.category != Category::Integrity || !finding.rule.ends_with("-truncated"))
        return 0;
    // An archive's member that is too short in itself does not end the file.
    if (!finding.fact("member").empty() && finding.rule != "zip-member-truncated")
        return 0;
    if (const auto missing = number_in(finding.fact("missing")))
        return *missing;
    const auto expected = number_in(finding.fact("expected"));
    const auto actual = number_in(finding.fact("actual"));
    return expected && actual && *expected > *actual ? *expected - *actual : 0;
}

bool is_about_a_header(const Finding& finding)
{
    return finding.rule.ends_with("-header-truncated");
}

} // namespace

Presence presence_of(const Tensor& tensor)
{
    if (const auto* const missing = std::get_if<MissingStorage>(&tensor.storage)) {
        const bool behind_the_end =
            missing->reason == "truncated" || missing->reason == "past the end of the file";
        return behind_the_end ? Presence::Missing : Presence::Unreadable;
    }
    if (const auto* const chunked = std::get_if<ChunkedStorage>(&tensor.storage))
        return lacks_chunks(*chunked) ? Presence::Cut : Presence::Whole;
    const Extent* const extent = plain_extent(tensor);
    const auto bytes = tensor.bytes();
    return extent != nullptr && bytes && extent->length < *bytes ? Presence::Cut : Presence::Whole;
}

const char* presence_name(Presence presence)
{
    switch (presence) {
    case Presence::Whole:
        return "whole";
    case Presence::Cut:
        return "cut";
    case Presence::Missing:
        return "missing";
    case Presence::Unreadable:
        break;
    }
    return "unreadable";
}

Storage cut_storage(const Tensor& tensor, SourceId source, std::uint64_t offset,
                    std::uint64_t present)
{
    const std::uint64_t item = tensor.dtype.item_size;
    present = std::min(present, tensor.bytes().value_or(0)); // what follows is not the tensor's
    if (item == 0 || present < item)
        return MissingStorage{"truncated"};
    return DenseStorage{
        .extent = {.source = source, .offset = offset, .length = present - present % item},
        .codecs = {}};
}

std::optional<std::uint64_t> present_count(const Tensor& tensor)
{
    const auto count = tensor.count();
    if (!count || presence_of(tensor) != Presence::Cut)
        return std::nullopt;
    if (const auto* const chunked = std::get_if<ChunkedStorage>(&tensor.storage))
        return *count - std::min(*count, missing_items(tensor, *chunked));
    return plain_extent(tensor)->length / tensor.dtype.item_size;
}

std::optional<Tensor> leading_part(const Tensor& tensor)
{
    if (presence_of(tensor) != Presence::Cut || plain_extent(tensor) == nullptr)
        return std::nullopt;
    Tensor part = tensor;
    part.shape = {plain_extent(tensor)->length / tensor.dtype.item_size};
    part.fortran_order = false;
    return part;
}

namespace {

/// Formats that begin with what lies where.
bool has_header(const Document& document)
{
    const std::string& container = document.format.container;
    return container == "safetensors" || container == "hdf5" || container == "npy";
}

/// Bytes that the file has of a cut tensor.
std::uint64_t present_bytes(const Tensor& tensor)
{
    if (const auto* const chunked = std::get_if<ChunkedStorage>(&tensor.storage)) {
        std::uint64_t bytes = 0;
        for (const StoredChunk& chunk : *chunked->chunks)
            bytes = checked_add(bytes, chunk.extent.length).value_or(bytes);
        return bytes;
    }
    return plain_extent(tensor)->length;
}

/// What all findings say together. Each tells of the same end, but for a header that is cut: what
/// it lacks itself lies before the values, which are missing too.
std::optional<std::uint64_t> missing_bytes(const Document& document)
{
    std::uint64_t header = 0;
    std::uint64_t values = 0;
    for (const Finding& finding : document.findings) {
        std::uint64_t& part = is_about_a_header(finding) ? header : values;
        part = std::max(part, lacking_bytes(finding));
    }
    return checked_add(header, values);
}

/// Where the values begin, as a finding that counts the `actual` bytes of them up to the end says;
/// 0 where none does.
std::uint64_t values_begin(const Document& document)
{
    for (const Finding& finding : document.findings) {
        const auto actual = number_in(finding.fact("actual"));
        const bool of_values = lacking_bytes(finding) != 0 && !is_about_a_header(finding) &&
                               finding.fact("member").empty();
        if (of_values && actual && *actual <= document.bytes)
            return document.bytes - *actual;
    }
    return 0;
}

} // namespace

std::optional<MissingBytes> find_missing_bytes(const Document& document)
{
    if (!document.format.compression.empty())
        return std::nullopt;
    const std::uint64_t missing = missing_bytes(document).value_or(0);
    if (missing == 0 || !checked_add(document.bytes, missing))
        return std::nullopt;
    return MissingBytes{
        document.bytes, missing,
        std::any_of(document.findings.begin(), document.findings.end(), is_about_a_header),
        has_header(document)};
}

std::vector<TensorId> damaged_tensors(const std::vector<Tensor>& all)
{
    std::vector<TensorId> damaged;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Presence presence = presence_of(all[i]);
        if (presence == Presence::Cut || presence == Presence::Missing)
            damaged.push_back(TensorId{static_cast<std::uint32_t>(i)});
    }
    return damaged;
}

void count_damaged(Finding& finding, const std::vector<Tensor>& all,
                   const std::vector<TensorId>& damaged)
{
    if (all.size() < 2)
        return;
    std::uint64_t cut = 0;
    for (const TensorId id : damaged)
        cut += presence_of(all[index(id)]) == Presence::Cut ? 1 : 0;
    const std::uint64_t missing = damaged.size() - cut;
    if (cut != 0)
        finding.facts.emplace_back("tensors_cut", std::to_string(cut));
    if (missing != 0)
        finding.facts.emplace_back("tensors_missing", std::to_string(missing));
}

std::vector<TensorId> tensors_of(const Document& document, const Finding& finding)
{
    const bool counted =
        !finding.fact("tensors_cut").empty() || !finding.fact("tensors_missing").empty();
    const bool alone = document.tensors.size() == 1 && finding.category == Category::Integrity &&
                       finding.rule.ends_with("-truncated");
    if (!counted && !alone)
        return {};
    std::vector<TensorId> damaged = damaged_tensors(document.tensors);
    if (finding.fact("file").empty())
        return damaged;
    const auto of_another_file = [&](TensorId id) {
        NodeId at = document.tensor(id).file_node;
        while (at != NodeId::none && at != finding.file_node)
            at = document.file.node(at).parent;
        return at == NodeId::none;
    };
    std::erase_if(damaged, of_another_file);
    return damaged;
}

std::vector<TensorId> whole_tensors(const Document& document)
{
    std::vector<TensorId> whole;
    for (std::size_t i = 0; i < document.tensors.size(); ++i) {
        if (presence_of(document.tensors[i]) == Presence::Whole)
            whole.push_back(TensorId{static_cast<std::uint32_t>(i)});
    }
    return whole;
}

std::optional<EarlyEnd> find_early_end(const Document& document)
{
    const auto bytes = find_missing_bytes(document);
    if (!bytes)
        return std::nullopt;
    EarlyEnd end;
    static_cast<MissingBytes&>(end) = *bytes;
    for (std::size_t i = 0; i < document.tensors.size(); ++i) {
        const Tensor& tensor = document.tensors[i];
        const Presence presence = presence_of(tensor);
        if (presence == Presence::Whole)
            ++end.whole;
        if (presence != Presence::Cut && presence != Presence::Missing)
            continue;
        ++(presence == Presence::Cut ? end.cut : end.missing);
        end.damaged.push_back(TensorId{static_cast<std::uint32_t>(i)});
        if (presence == Presence::Cut)
            end.cut_bytes = checked_add(end.cut_bytes, present_bytes(tensor)).value_or(end.bytes);
    }
    end.cut_bytes = std::min(end.cut_bytes, end.bytes); // cut tensors may overlap
    if (end.damaged.size() == document.tensors.size())
        end.header_bytes = values_begin(document);
    return end;
}

} // namespace strata
