// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/model/presence.h"
#include "io/source/chunk_filters.h"
#include "io/source/item_bytes.h"
#include "io/source/tensor_blocks.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace strata {

namespace {

/// Number of a chunk on the grid, in C order.
std::uint64_t grid_number(std::span<const std::uint64_t> at, const Shape& chunk, const Shape& grid)
{
    std::uint64_t number = 0;
    for (std::size_t axis = 0; axis < grid.size(); ++axis)
        number = number * grid[axis] + at[axis] / chunk[axis];
    return number;
}

std::uint64_t product(std::span<const std::uint64_t> sizes)
{
    std::uint64_t out = 1;
    for (const std::uint64_t size : sizes)
        out *= size;
    return out;
}

/// Copies the lower corner of a whole chunk to touch, run by run along the last axis.
void cut_to_box(std::span<const std::byte> chunk, const Shape& chunk_shape, const Shape& extent,
                std::uint64_t item, std::vector<std::byte>& out)
{
    const auto run = static_cast<std::size_t>(extent.back() * item);
    out.resize(static_cast<std::size_t>(product(extent) * item));
    Shape position(extent.size() - 1, 0);
    for (std::size_t to = 0; to < out.size(); to += run) {
        std::uint64_t from = 0;
        for (std::size_t axis = 0; axis < position.size(); ++axis)
            from = from * chunk_shape[axis] + position[axis];
        std::memcpy(out.data() + to, chunk.data() + from * chunk_shape.back() * item, run);
        for (std::size_t axis = position.size(); axis-- > 0;) {
            if (++position[axis] < extent[axis])
                break;
            position[axis] = 0;
        }
    }
}

} // namespace

Result<std::shared_ptr<const ChunkedBlocks>>
ChunkedBlocks::make(const Tensor& tensor, const SourceSet& sources, bool present_only)
{
    const auto& storage = std::get<ChunkedStorage>(tensor.storage);
    const std::size_t rank = tensor.shape.size();
    const auto chunk_items = checked_product(storage.chunk_shape);
    if (rank == 0 || storage.chunk_shape.size() != rank || chunk_items.value_or(0) == 0)
        return fail(ErrorCode::Malformed, "chunk shape");
    const auto chunk_bytes = checked_multiply(*chunk_items, tensor.dtype.item_size);
    if (!chunk_bytes || *chunk_bytes > limits::chunk_bytes)
        return fail(ErrorCode::LimitExceeded, "chunk_bytes");
    if (storage.fill && storage.fill->size() != tensor.dtype.item_size)
        return fail(ErrorCode::Malformed, "fill value");
    if (!tensor.bytes())
        return fail(ErrorCode::LimitExceeded, "tensor size");

    std::shared_ptr<ChunkedBlocks> blocks(new ChunkedBlocks);
    blocks->m_shape = tensor.shape;
    blocks->m_dtype = tensor.dtype;
    blocks->m_storage = storage;
    blocks->m_chunk_bytes = *chunk_bytes;
    blocks->m_items = tensor.count().value_or(0);
    blocks->m_sources = sources;
    STRATA_TRY(blocks->set_grid());
    STRATA_TRY(blocks->take_chunks());
    if (present_only)
        blocks->pass_over_missing();
    return blocks;
}

Result<void> ChunkedBlocks::set_grid()
{
    for (std::size_t axis = 0; axis < m_shape.size(); ++axis) {
        const std::uint64_t size = m_shape[axis];
        m_grid.push_back(size == 0 ? 0 : (size - 1) / m_storage.chunk_shape[axis] + 1);
    }
    const auto count = checked_product(m_grid);
    if (!count)
        return fail(ErrorCode::LimitExceeded, "tensor size");
    m_count = *count;
    return {};
}

Result<void> ChunkedBlocks::take_chunks()
{
    if (!m_storage.chunks)
        return {};
    for (const StoredChunk& chunk : *m_storage.chunks) {
        if (chunk.at.size() != m_shape.size() || index(chunk.extent.source) >= m_sources.size())
            return fail(ErrorCode::Malformed, "chunk");
        for (std::size_t axis = 0; axis < m_shape.size(); ++axis) {
            if (chunk.at[axis] >= m_shape[axis])
                return fail(ErrorCode::Malformed, "chunk place");
        }
        m_stored.emplace_back(grid_number(chunk.at, m_storage.chunk_shape, m_grid), &chunk);
    }
    std::sort(m_stored.begin(), m_stored.end());
    // Of two chunks for one place the first counts.
    const auto same_place = [](const auto& a, const auto& b) {
        return a.first == b.first;
    };
    m_stored.erase(std::unique(m_stored.begin(), m_stored.end(), same_place), m_stored.end());
    return {};
}

void ChunkedBlocks::pass_over_missing()
{
    std::uint64_t items = 0;
    for (const auto& [number, chunk] : m_stored) {
        if (!is_missing_chunk(*chunk))
            continue;
        items += product(box(number).extent);
        m_passed_over.push_back({number, items});
    }
    m_items -= items; // boxes do not overlap
}

std::uint64_t ChunkedBlocks::unwritten_bytes() const
{
    const std::uint64_t unwritten = m_count - std::min<std::uint64_t>(m_count, m_stored.size());
    return checked_multiply(unwritten, m_chunk_bytes)
        .value_or(std::numeric_limits<std::uint64_t>::max());
}

ChunkedBlocks::Box ChunkedBlocks::box(std::uint64_t block) const
{
    Box out;
    out.start.resize(m_grid.size());
    out.extent.resize(m_grid.size());
    for (std::size_t axis = m_grid.size(); axis-- > 0;) {
        const std::uint64_t size = m_storage.chunk_shape[axis];
        out.start[axis] = block % m_grid[axis] * size;
        out.extent[axis] = std::min(size, m_shape[axis] - out.start[axis]);
        block /= m_grid[axis];
    }
    return out;
}

std::pair<std::uint64_t, std::uint64_t>
ChunkedBlocks::place_of(std::span<const std::uint64_t> item) const
{
    const std::uint64_t block = grid_number(item, m_storage.chunk_shape, m_grid);
    const Box where = box(block);
    std::uint64_t inside = 0;
    for (std::size_t axis = 0; axis < item.size(); ++axis)
        inside = inside * where.extent[axis] + (item[axis] - where.start[axis]);
    return {block, inside};
}

/// Items of all blocks before this one: for each axis those that share the box up to it and lie
/// before it there.
std::uint64_t ChunkedBlocks::items_before(const Box& box) const
{
    std::uint64_t before = 0;
    for (std::size_t axis = 0; axis < m_shape.size(); ++axis)
        before += product(std::span(box.extent).first(axis)) * box.start[axis] *
                  product(std::span(m_shape).subspan(axis + 1));
    return before;
}

/// The chunk at this place of the grid; null where none was ever written.
const StoredChunk* ChunkedBlocks::stored(std::uint64_t number) const
{
    const auto found = std::lower_bound(
        m_stored.begin(), m_stored.end(), number,
        [](const auto& stored, std::uint64_t wanted) { return stored.first < wanted; });
    return found == m_stored.end() || found->first != number ? nullptr : found->second;
}

bool ChunkedBlocks::is_missing(std::uint64_t number) const
{
    const StoredChunk* const chunk = stored(number);
    return chunk != nullptr && is_missing_chunk(*chunk);
}

/// The whole chunk, decoded; the fill value where it was never written.
Result<std::span<std::byte>> ChunkedBlocks::decode(std::uint64_t number,
                                                   BlockScratch& scratch) const
{
    const StoredChunk* const found = stored(number);
    if (found == nullptr) {
        scratch.raw.assign(static_cast<std::size_t>(m_chunk_bytes), std::byte{});
        if (m_storage.fill && m_dtype.item_size != 0) {
            for (std::size_t at = 0; at < scratch.raw.size(); at += m_dtype.item_size)
                std::memcpy(scratch.raw.data() + at, m_storage.fill->data(), m_dtype.item_size);
        }
        return std::span(scratch.raw);
    }
    const StoredChunk& chunk = *found;
    const ByteSource& source = *m_sources[index(chunk.extent.source)];
    // Filters may make a chunk larger, but never by much; a claim beyond is no chunk.
    if (chunk.extent.length > m_chunk_bytes + m_chunk_bytes / 2 + limits::block_bytes)
        return fail(ErrorCode::LimitExceeded, "chunk_bytes", chunk.extent.offset);
    if (is_missing_chunk(chunk) ||
        !range_fits(chunk.extent.offset, chunk.extent.length, source.size()))
        return fail(ErrorCode::Truncated, "chunk", chunk.extent.offset);
    scratch.raw.resize(static_cast<std::size_t>(chunk.extent.length));
    STRATA_TRY(source.read_at(chunk.extent.offset, scratch.raw));
    auto decoded = undo_filters(m_storage.filters, chunk.skipped_filters, m_chunk_bytes,
                                scratch.raw, scratch.packed);
    if (!decoded) {
        decoded.error().offset = chunk.extent.offset;
        return fail(decoded.error());
    }
    return *decoded;
}

/// How many chunks were passed over before a block: those that have no more blocks before them
/// than it has.
std::size_t ChunkedBlocks::passed_over_before(std::uint64_t block) const
{
    std::size_t passed = 0;
    for (std::size_t end = m_passed_over.size(); passed < end;) {
        const std::size_t middle = passed + (end - passed) / 2;
        if (m_passed_over[middle].number - middle <= block)
            passed = middle + 1;
        else
            end = middle;
    }
    return passed;
}

Result<ValueBlock> ChunkedBlocks::read(std::uint64_t block, BlockScratch& scratch) const
{
    const std::size_t passed = passed_over_before(block);
    const std::uint64_t number = block + passed;
    const Box where = box(number);
    STRATA_ASSIGN(std::span<std::byte> values, decode(number, scratch));
    if (where.extent != m_storage.chunk_shape) {
        cut_to_box(values, m_storage.chunk_shape, where.extent, m_dtype.item_size, scratch.cut);
        values = scratch.cut;
    }
    to_native_order(values, m_dtype);
    const std::uint64_t lacking = passed == 0 ? 0 : m_passed_over[passed - 1].items;
    return ValueBlock{items_before(where) - lacking, product(where.extent), values};
}

} // namespace strata
