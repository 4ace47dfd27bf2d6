// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/checked.h"
#include "io/base/guarded.h"
#include "io/base/limits.h"
#include "io/model/presence.h"
#include "io/source/item_bytes.h"
#include "io/source/scratch_file.h"
#include "io/source/tensor_blocks.h"

#include <cstring>
#include <unordered_map>

namespace strata {

namespace {

/// Items between neighbours along each axis, in storage order.
std::vector<std::uint64_t> item_strides(const Tensor& tensor)
{
    const std::size_t rank = tensor.shape.size();
    std::vector<std::uint64_t> strides(rank, 1);
    for (std::size_t i = 1; i < rank; ++i) {
        const std::size_t axis = tensor.fortran_order ? i : rank - 1 - i;
        const std::size_t inner = tensor.fortran_order ? i - 1 : rank - i;
        strides[axis] = strides[inner] * tensor.shape[inner];
    }
    return strides;
}

Result<std::uint64_t> check_slice(const Tensor& tensor, std::span<const SliceAxis> slice)
{
    if (slice.size() != tensor.shape.size())
        return fail(ErrorCode::BadArgument, "slice has " + std::to_string(slice.size()) +
                                                " axes, the tensor " +
                                                std::to_string(tensor.shape.size()));
    std::vector<std::uint64_t> counts;
    for (std::size_t axis = 0; axis < slice.size(); ++axis) {
        const SliceAxis& part = slice[axis];
        counts.push_back(part.count);
        if (part.count == 0)
            continue;
        const auto reach = checked_multiply(part.count - 1, part.step);
        const auto last = reach ? checked_add(*reach, part.start) : std::nullopt;
        if (!last || *last >= tensor.shape[axis])
            return fail(ErrorCode::BadArgument, "axis " + std::to_string(axis) + " of " +
                                                    std::to_string(tensor.shape[axis]));
    }
    const auto items = checked_product(counts);
    if (!items)
        return fail(ErrorCode::LimitExceeded, "slice");
    return *items;
}

/// A tensor that lies in memory or in one source, item by item.
class ItemStore {
public:
    /// Reads the whole tensor when it is small or must be decoded from its start.
    static Result<ItemStore> open(const Tensor& tensor, const TensorReader& reader,
                                  const SourceSet& sources, const JobContext& job)
    {
        ItemStore store;
        store.m_dtype = tensor.dtype;
        store.m_items = reader.item_count();
        store.m_stride = tensor.dtype.item_size;
        const std::uint64_t bytes = reader.item_count() * reader.item_size();
        const auto* const dense = std::get_if<DenseStorage>(&tensor.storage);
        if (!dense || bytes <= limits::slice_whole_bytes) {
            store.m_memory.resize(static_cast<std::size_t>(bytes));
            STRATA_TRY(reader.for_each(job, 1, [&](const ValueBlock& block, unsigned) {
                std::memcpy(store.m_memory.data() + block.first * reader.item_size(),
                            block.bytes.data(), block.bytes.size());
                return Result<void>();
            }));
            store.m_dtype.big_endian = false;
        } else if (reader.random_access()) {
            store.m_source = sources[index(dense->extent.source)];
            store.m_offset = dense->extent.offset + dense->skip;
            if (dense->stride != 0)
                store.m_stride = dense->stride;
        } else {
            STRATA_ASSIGN(auto file, ScratchFile::create(bytes));
            STRATA_TRY(reader.for_each(job, 1, [&](const ValueBlock& block, unsigned) {
                return file.append(block.bytes);
            }));
            store.m_source = std::move(file).into_source();
            store.m_dtype.big_endian = false;
        }
        return store;
    }

    /// How many of `count` items that lie `step` apart from `first` on are there.
    [[nodiscard]] std::uint64_t present(std::uint64_t first, std::uint64_t step,
                                        std::uint64_t count) const
    {
        if (first >= m_items)
            return 0;
        return step == 0 ? count : std::min(count, (m_items - 1 - first) / step + 1);
    }

    /// Copies out.size() / item size items that lie `step` items apart from `first` on, at least
    /// one and all of them there.
    Result<void> fetch(std::uint64_t first, std::uint64_t step, std::span<std::byte> out)
    {
        const std::uint64_t item = m_dtype.item_size;
        const std::uint64_t count = out.size() / item;
        const std::uint64_t distance = step * m_stride;
        if (!m_source) {
            gather_items(m_memory.data() + first * m_stride, distance, item, out);
            return {};
        }
        const std::uint64_t covered = (count - 1) * distance + item;
        if (covered <= limits::block_bytes) {
            m_run.resize(static_cast<std::size_t>(covered));
            STRATA_TRY(m_source->read_at(m_offset + first * m_stride, m_run));
            gather_items(m_run.data(), distance, item, out);
        } else {
            for (std::uint64_t i = 0; i < count; ++i)
                STRATA_TRY(m_source->read_at(m_offset + first * m_stride + i * distance,
                                             out.subspan(static_cast<std::size_t>(i * item),
                                                         static_cast<std::size_t>(item))));
        }
        to_native_order(out, m_dtype);
        return {};
    }

private:
    ItemStore() = default;

    DType m_dtype;
    std::uint64_t m_items = 0; ///< that are there: the first ones
    std::vector<std::byte> m_memory;
    SharedSource m_source; ///< null: all is in m_memory
    std::uint64_t m_offset = 0;
    std::uint64_t m_stride = 0; ///< bytes from item to item
    std::vector<std::byte> m_run;
};

/// Chunks that were decoded for a slice; a page of it rarely touches more than a row of them.
class ChunkStore {
public:
    static Result<ChunkStore> open(const Tensor& tensor, const SourceSet& sources)
    {
        STRATA_ASSIGN(auto blocks, ChunkedBlocks::make(tensor, sources));
        return ChunkStore(std::move(blocks), tensor.dtype.item_size);
    }

    /// False for an item of a chunk that is missing.
    Result<bool> fetch(std::span<const std::uint64_t> item, std::byte* out)
    {
        const auto [block, inside] = m_blocks->place_of(item);
        auto held = m_decoded.find(block);
        if (held == m_decoded.end() && m_blocks->is_missing(block))
            return false;
        if (held == m_decoded.end()) {
            if (m_held_bytes > limits::slice_whole_bytes)
                clear();
            BlockScratch scratch;
            STRATA_ASSIGN(const ValueBlock values, m_blocks->read(block, scratch));
            held = m_decoded
                       .emplace(block,
                                std::vector<std::byte>(values.bytes.begin(), values.bytes.end()))
                       .first;
            m_held_bytes += values.bytes.size();
        }
        std::memcpy(out, held->second.data() + inside * m_item_bytes, m_item_bytes);
        return true;
    }

private:
    ChunkStore(std::shared_ptr<const ChunkedBlocks> blocks, std::uint64_t item_bytes)
        : m_blocks(std::move(blocks)), m_item_bytes(static_cast<std::size_t>(item_bytes))
    {
    }

    void clear()
    {
        m_decoded.clear();
        m_held_bytes = 0;
    }

    std::shared_ptr<const ChunkedBlocks> m_blocks;
    std::size_t m_item_bytes;
    std::unordered_map<std::uint64_t, std::vector<std::byte>> m_decoded;
    std::uint64_t m_held_bytes = 0;
};

/// Steps an index over its axes, the last one fastest; false after the last position.
bool advance(std::vector<std::uint64_t>& position, std::span<const SliceAxis> slice)
{
    for (std::size_t axis = position.size(); axis-- > 0;) {
        if (++position[axis] < slice[axis].count)
            return true;
        position[axis] = 0;
    }
    return false;
}

/// Says of an item, by its place in the slice, that it is missing.
void note_missing(PresentItems& out, std::uint64_t place, std::uint64_t item_bytes)
{
    if (out.missing.empty())
        out.missing.resize(out.items.size() / static_cast<std::size_t>(item_bytes));
    out.missing[static_cast<std::size_t>(place)] = true;
}

/// A slice of a tensor whose items can be told by their number in storage order.
Result<void> fill_dense(const Tensor& tensor, const SourceSet& sources,
                        std::span<const SliceAxis> slice, const JobContext& job, PresentItems& out)
{
    const std::optional<Tensor> part = leading_part(tensor);
    const Tensor& there = part ? *part : tensor;
    STRATA_ASSIGN(const auto reader, TensorReader::plan(there, sources));
    STRATA_ASSIGN(auto store, ItemStore::open(there, reader, sources, job));
    const std::vector<std::uint64_t> strides = item_strides(tensor);
    const std::size_t outer = slice.empty() ? 0 : slice.size() - 1;
    const std::uint64_t run = slice.empty() ? 1 : slice.back().count;
    const std::uint64_t item_bytes = tensor.dtype.item_size;
    std::vector<std::uint64_t> position(outer, 0);
    std::uint64_t at = 0; // of the run, in items
    do {
        STRATA_TRY(job.check());
        std::uint64_t first = slice.empty() ? 0 : slice.back().start * strides.back();
        for (std::size_t axis = 0; axis < outer; ++axis)
            first += (slice[axis].start + position[axis] * slice[axis].step) * strides[axis];
        const std::uint64_t step = slice.empty() ? 1 : slice.back().step * strides.back();
        const std::uint64_t present = store.present(first, step, run);
        if (present != 0)
            STRATA_TRY(store.fetch(
                first, step,
                std::span(out.items).subspan(static_cast<std::size_t>(at * item_bytes),
                                             static_cast<std::size_t>(present * item_bytes))));
        for (std::uint64_t i = present; i < run; ++i)
            note_missing(out, at + i, item_bytes);
        at += run;
    } while (advance(position, slice));
    return {};
}

Result<void> fill_chunked(const Tensor& tensor, const SourceSet& sources,
                          std::span<const SliceAxis> slice, const JobContext& job,
                          PresentItems& out)
{
    STRATA_ASSIGN(auto store, ChunkStore::open(tensor, sources));
    const std::uint64_t item_bytes = tensor.dtype.item_size;
    std::vector<std::uint64_t> position(slice.size(), 0);
    std::vector<std::uint64_t> item(slice.size());
    std::uint64_t at = 0;
    do {
        STRATA_TRY(job.check());
        for (std::size_t axis = 0; axis < slice.size(); ++axis)
            item[axis] = slice[axis].start + position[axis] * slice[axis].step;
        STRATA_ASSIGN(const bool there, store.fetch(item, out.items.data() + at * item_bytes));
        if (!there)
            note_missing(out, at, item_bytes);
        ++at;
    } while (advance(position, slice));
    return {};
}

Result<PresentItems> slice_of(const Tensor& tensor, const SourceSet& sources,
                              std::span<const SliceAxis> slice, const JobContext& job,
                              std::uint64_t max_bytes)
{
    STRATA_ASSIGN(const std::uint64_t items, check_slice(tensor, slice));
    const auto bytes = checked_multiply(items, tensor.dtype.item_size);
    if (!bytes || *bytes > max_bytes)
        return fail(ErrorCode::LimitExceeded, "slice");
    PresentItems out;
    out.items.resize(static_cast<std::size_t>(*bytes));
    // Items of an unknown type take no bytes; there are some all the same.
    const auto* const missing = std::get_if<MissingStorage>(&tensor.storage);
    if (out.items.empty() && items != 0 && missing)
        return fail(ErrorCode::UnsupportedFeature, missing->reason);
    if (out.items.empty())
        return out;
    const bool chunked = std::holds_alternative<ChunkedStorage>(tensor.storage);
    STRATA_TRY(chunked ? fill_chunked(tensor, sources, slice, job, out)
                       : fill_dense(tensor, sources, slice, job, out));
    return out;
}

} // namespace

Result<PresentItems> read_present_slice(const Tensor& tensor, const SourceSet& sources,
                                        std::span<const SliceAxis> slice, const JobContext& job,
                                        std::uint64_t max_bytes)
{
    return guarded([&] { return slice_of(tensor, sources, slice, job, max_bytes); });
}

Result<std::vector<std::byte>> read_slice(const Tensor& tensor, const SourceSet& sources,
                                          std::span<const SliceAxis> slice, const JobContext& job,
                                          std::uint64_t max_bytes)
{
    STRATA_ASSIGN(PresentItems present, read_present_slice(tensor, sources, slice, job, max_bytes));
    if (!present.missing.empty())
        return fail(ErrorCode::Truncated, "tensor values");
    return std::move(present.items);
}

} // namespace strata
