// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/dataset_tensor.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/hdf5/filters.h"
#include "io/model/presence.h"

#include <algorithm>

namespace strata::hdf5 {

namespace {

ChunkFilter chunk_filter(const Filter& filter, std::uint64_t item_bytes)
{
    switch (filter.id) {
    case shuffle:
        // The writer's own number; without one it is the item's size.
        return {ChunkFilterKind::Shuffle, filter.numbers.empty()
                                              ? static_cast<std::uint32_t>(item_bytes)
                                              : filter.numbers.front()};
    case fletcher32:
        return {ChunkFilterKind::Fletcher32, 1};
    case lzf:
        return {ChunkFilterKind::Lzf, 1};
    default:
        return {ChunkFilterKind::Deflate, 1};
    }
}

std::shared_ptr<const std::vector<std::byte>> fill_of(const Dataset& dataset)
{
    if (dataset.fill.size() != dataset.type.dtype.item_size || dataset.fill.empty())
        return nullptr;
    return std::make_shared<const std::vector<std::byte>>(dataset.fill);
}

/// Values that were never written: chunks of about limits::block_bytes, none of them stored.
Storage fill_storage(const Dataset& dataset)
{
    const std::uint64_t item = std::max<std::uint64_t>(dataset.type.dtype.item_size, 1);
    if (dataset.shape.empty()) {
        auto value = dataset.fill;
        value.resize(static_cast<std::size_t>(dataset.type.dtype.item_size));
        return InlineStorage{std::make_shared<const std::vector<std::byte>>(std::move(value))};
    }
    ChunkedStorage storage;
    std::uint64_t room = std::max<std::uint64_t>(1, limits::block_bytes / item);
    storage.chunk_shape.assign(dataset.shape.size(), 1);
    for (std::size_t axis = dataset.shape.size(); axis-- > 0 && room > 1;) {
        storage.chunk_shape[axis] = std::clamp<std::uint64_t>(dataset.shape[axis], 1, room);
        room /= storage.chunk_shape[axis];
    }
    storage.fill = fill_of(dataset);
    return storage;
}

DatasetTensor missing(Tensor tensor, std::string reason)
{
    tensor.storage = MissingStorage{std::move(reason)};
    return {std::move(tensor), Access::None};
}

DatasetTensor contiguous(const Dataset& dataset, Tensor tensor, SourceId source,
                         std::uint64_t source_bytes)
{
    if (!dataset.offset) {
        tensor.storage = fill_storage(dataset);
        return {std::move(tensor), Access::Direct};
    }
    const auto bytes = tensor.bytes();
    if (!bytes || *bytes > dataset.stored || *dataset.offset >= source_bytes)
        return missing(std::move(tensor), "past the end of the file");
    if (const std::uint64_t present = source_bytes - *dataset.offset; present < *bytes) {
        tensor.storage = cut_storage(tensor, source, *dataset.offset, present);
        const bool some = std::holds_alternative<DenseStorage>(tensor.storage);
        return {std::move(tensor), some ? Access::Direct : Access::None};
    }
    tensor.storage = DenseStorage{{source, *dataset.offset, *bytes}, {}, 0, 0};
    return {std::move(tensor), Access::Direct};
}

/// Whether values that a file stores would be so much more than it could hold that reading them
/// would never end.
bool is_bomb(std::optional<std::uint64_t> bytes, std::uint64_t source_bytes)
{
    const auto most = checked_multiply(source_bytes, limits::unpacked_ratio);
    return !bytes || (*bytes > limits::unpacked_free_bytes && most && *bytes > *most);
}

/// What the stored chunks hold once they are decoded.
std::optional<std::uint64_t> decoded_bytes(const Dataset& dataset)
{
    const auto items = checked_product(dataset.chunk_shape);
    const auto chunk = items ? checked_multiply(*items, dataset.type.dtype.item_size) : items;
    return chunk ? checked_multiply(*chunk, dataset.chunk_count) : chunk;
}

DatasetTensor chunked(const Dataset& dataset, Tensor tensor, SourceId source,
                      std::uint64_t source_bytes)
{
    if (dataset.chunk_count == 0) { // no filter was ever applied
        tensor.storage = fill_storage(dataset);
        return {std::move(tensor), Access::Direct};
    }
    const auto decoded = decoded_bytes(dataset);
    if (is_bomb(decoded, source_bytes))
        return missing(std::move(tensor), std::string(claims_too_much));
    ChunkedStorage storage;
    bool by_worker = dataset.chunks.size() != dataset.chunk_count;
    for (const Filter& filter : dataset.filters) {
        const FilterSupport support = filter_support(filter.id);
        if (support == FilterSupport::Unknown)
            return missing(std::move(tensor), filter_name(filter));
        by_worker = by_worker || support == FilterSupport::Worker;
        storage.filters.push_back(chunk_filter(filter, dataset.type.dtype.item_size));
    }
    const auto is_there = [&](const Chunk& chunk) {
        return chunk.bytes != 0 && range_fits(chunk.offset, chunk.bytes, source_bytes);
    };
    const auto there = std::ranges::count_if(dataset.chunks, is_there);
    const bool all_there = static_cast<std::size_t>(there) == dataset.chunks.size();
    // libhdf5 hands out all chunks or none.
    if (!dataset.chunks.empty() && (there == 0 || (by_worker && !all_there)))
        return missing(std::move(tensor), "past the end of the file");
    // The worker hands out every value; the rest lets those that were never written be asked for.
    if (by_worker && *tensor.bytes() > *decoded &&
        *tensor.bytes() - *decoded > limits::unwritten_bytes)
        return missing(std::move(tensor), "unwritten_bytes");
    if (by_worker)
        return {std::move(tensor), Access::Worker};
    auto chunks = std::make_shared<std::vector<StoredChunk>>();
    for (const Chunk& chunk : dataset.chunks)
        chunks->push_back({chunk.at,
                           is_there(chunk) ? Extent{source, chunk.offset, chunk.bytes}
                                           : missing_chunk_extent(source, chunk.offset),
                           chunk.mask});
    storage.chunks = std::move(chunks);
    storage.chunk_shape = dataset.chunk_shape;
    storage.fill = fill_of(dataset);
    tensor.storage = std::move(storage);
    return {std::move(tensor), Access::Direct};
}

} // namespace

DatasetTensor dataset_tensor(const Dataset& dataset, SourceId source, std::uint64_t source_bytes)
{
    Tensor tensor;
    tensor.dtype = dataset.type.dtype;
    tensor.shape = dataset.null_space ? Shape{0} : dataset.shape;
    if (!dataset.problem.empty())
        return missing(std::move(tensor), dataset.problem);
    if (dataset.layout == Layout::Virtual || dataset.layout == Layout::External)
        return missing(std::move(tensor), "values in another file");
    const bool stored_whole = dataset.layout == Layout::Contiguous && dataset.offset;
    if (!tensor.bytes() || (stored_whole && is_bomb(tensor.bytes(), source_bytes)))
        return missing(std::move(tensor), std::string(claims_too_much));
    if (dataset.null_space) {
        tensor.storage = InlineStorage{std::make_shared<const std::vector<std::byte>>()};
        return {std::move(tensor), Access::Direct};
    }
    if (dataset.type.variable)
        return {std::move(tensor), Access::Listed};
    switch (dataset.layout) {
    case Layout::Compact:
        if (dataset.compact.size() != tensor.bytes().value_or(0))
            return missing(std::move(tensor), "compact values");
        tensor.storage =
            InlineStorage{std::make_shared<const std::vector<std::byte>>(dataset.compact)};
        return {std::move(tensor), Access::Direct};
    case Layout::Contiguous:
        return contiguous(dataset, std::move(tensor), source, source_bytes);
    case Layout::Chunked:
        return chunked(dataset, std::move(tensor), source, source_bytes);
    default:
        return missing(std::move(tensor), "unknown layout");
    }
}

} // namespace strata::hdf5
