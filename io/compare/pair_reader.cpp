// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/pair_reader.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/source/c_order.h"
#include "io/source/scratch_file.h"

#include <algorithm>
#include <cstring>

namespace strata {

namespace {

/// A tensor up to this size is laid out in memory, a larger one in a temporary file.
constexpr std::uint64_t memory_bytes = std::uint64_t{64} << 20;

/// A block of a pair whose axes are turned; larger, since each is a cut through the right tensor.
constexpr std::uint64_t turned_bytes = std::uint64_t{16} << 20;

/// Figures are kept of each block, so chunks that are both small and many are not the blocks.
constexpr std::uint64_t small_chunk_bytes = std::uint64_t{64} << 10;
constexpr std::uint64_t many_chunks = std::uint64_t{1} << 16;

std::vector<std::uint64_t> c_strides(const Shape& shape)
{
    std::vector<std::uint64_t> strides(shape.size(), 1);
    for (std::size_t axis = shape.size(); axis-- > 1;)
        strides[axis - 1] = strides[axis] * shape[axis];
    return strides;
}

/// Copies items of a box in C order to the order in which another one lists them: item i of `to`
/// steps through `from` by `strides`, one for each axis of `shape`.
void gather_turned(std::span<const std::byte> from, const std::vector<std::uint64_t>& strides,
                   const Shape& shape, std::size_t item, std::span<std::byte> to)
{
    std::vector<std::uint64_t> at(shape.size(), 0);
    std::uint64_t place = 0;
    const std::size_t last = shape.size() - 1;
    for (std::size_t done = 0; done < to.size();) {
        for (std::uint64_t i = 0; i < shape[last]; ++i, done += item)
            std::memcpy(to.data() + done, from.data() + (place + i * strides[last]) * item, item);
        std::size_t axis = last;
        while (axis-- > 0) {
            place += strides[axis];
            if (++at[axis] < shape[axis])
                break;
            place -= strides[axis] * shape[axis];
            at[axis] = 0;
        }
    }
}

} // namespace

Result<PairReader> PairReader::plan(const Tensor& left, const SourceSet& left_sources,
                                    const Tensor& right, const SourceSet& right_sources,
                                    const std::vector<std::uint8_t>& right_axes,
                                    const JobContext& job)
{
    PairReader reader;
    reader.m_shape = left.shape;
    reader.m_right_axes = right_axes;
    // The checks of both, which also bound the sizes.
    STRATA_ASSIGN(const TensorReader one, TensorReader::plan(left, left_sources));
    STRATA_ASSIGN(const TensorReader other, TensorReader::plan(right, right_sources));
    reader.m_items = one.item_count();
    if (other.item_count() != reader.m_items)
        return fail(ErrorCode::BadArgument, "shapes differ");
    const std::uint64_t widest = std::max({one.item_size(), other.item_size(), std::uint64_t{1}});
    if (reader.m_items == 0 || one.item_size() == 0 || other.item_size() == 0)
        return reader;
    // Laying out a tensor in another order goes through all its values, as comparing does.
    STRATA_TRY(one.check_unwritten());
    STRATA_TRY(other.check_unwritten());
    if (right_axes.empty()) {
        STRATA_ASSIGN(const bool chunks,
                      reader.plan_chunks(left, left_sources, right, right_sources));
        if (chunks)
            return reader;
        reader.m_fortran_order = left.fortran_order && right.fortran_order;
        reader.m_block_items = std::max<std::uint64_t>(1, limits::block_bytes / widest);
    } else {
        reader.plan_turned(widest);
    }
    if (right_axes.empty())
        reader.m_blocks = (reader.m_items - 1) / reader.m_block_items + 1;
    STRATA_ASSIGN(reader.m_left, straighten(left, left_sources, reader.m_fortran_order, job));
    STRATA_ASSIGN(reader.m_right, straighten(right, right_sources, reader.m_fortran_order, job));
    return reader;
}

/// Cuts the first axis, or, where what lies behind one index of it is too much, one further on.
void PairReader::plan_turned(std::uint64_t item)
{
    std::uint64_t outer = 1;
    std::uint64_t row = m_items / m_shape[0] * item;
    for (m_cut_axis = 0; row > turned_bytes && m_cut_axis + 1 < m_shape.size();) {
        outer *= m_shape[m_cut_axis];
        row /= m_shape[++m_cut_axis];
    }
    m_block_items = std::max<std::uint64_t>(1, turned_bytes / row);
    m_cuts = (m_shape[m_cut_axis] - 1) / m_block_items + 1;
    m_blocks = outer * m_cuts;
}

/// Whether both are stored in chunks of one grid, which are then compared as they are.
Result<bool> PairReader::plan_chunks(const Tensor& left, const SourceSet& left_sources,
                                     const Tensor& right, const SourceSet& right_sources)
{
    const auto* const one = std::get_if<ChunkedStorage>(&left.storage);
    const auto* const other = std::get_if<ChunkedStorage>(&right.storage);
    if (one == nullptr || other == nullptr || one->chunk_shape != other->chunk_shape)
        return false;
    STRATA_ASSIGN(m_left_chunks, ChunkedBlocks::make(left, left_sources));
    STRATA_ASSIGN(m_right_chunks, ChunkedBlocks::make(right, right_sources));
    const std::uint64_t chunks = m_left_chunks->count();
    if (chunks > many_chunks && *left.bytes() / chunks < small_chunk_bytes) {
        m_left_chunks.reset();
        m_right_chunks.reset();
        return false;
    }
    m_blocks = chunks;
    return true;
}

Result<PairReader::Straight> PairReader::straighten(const Tensor& tensor, const SourceSet& sources,
                                                    bool fortran_order, const JobContext& job)
{
    const auto* const dense = std::get_if<DenseStorage>(&tensor.storage);
    const bool in_order = tensor.shape.size() < 2 || tensor.fortran_order == fortran_order;
    const bool anywhere = std::holds_alternative<InlineStorage>(tensor.storage) ||
                          (dense != nullptr && dense->codecs.empty());
    if (in_order && anywhere)
        return Straight{tensor, sources};
    Straight out{tensor, {}};
    out.tensor.fortran_order = false;
    out.tensor.dtype.big_endian = false;
    const std::uint64_t bytes = *tensor.bytes();
    if (bytes <= memory_bytes) {
        auto memory = std::make_shared<std::vector<std::byte>>();
        memory->reserve(static_cast<std::size_t>(bytes));
        STRATA_TRY(read_in_c_order(tensor, sources, job, [&](std::span<const std::byte> items) {
            memory->insert(memory->end(), items.begin(), items.end());
            return Result<void>();
        }));
        out.tensor.storage = InlineStorage{std::move(memory)};
        return out;
    }
    STRATA_ASSIGN(ScratchFile file, ScratchFile::create(bytes));
    STRATA_TRY(read_in_c_order(tensor, sources, job, [&](std::span<const std::byte> items) {
        return file.append(items);
    }));
    out.sources = {std::move(file).into_source()};
    out.tensor.storage = DenseStorage{{SourceId::file, 0, bytes}, {}, 0, 0};
    return out;
}

/// Some items of a straight tensor, as a tensor of their own.
Result<ValueBlock> PairReader::read_range(const Straight& straight, std::uint64_t first,
                                          std::uint64_t count, BlockScratch& scratch)
{
    Tensor part;
    part.dtype = straight.tensor.dtype;
    part.shape = {count};
    const std::uint64_t item = part.dtype.item_size;
    if (const auto* const held = std::get_if<InlineStorage>(&straight.tensor.storage)) {
        // Blocks of a tensor in memory are copied, so a part of it is cut out without a copy before.
        const auto from = held->bytes->begin() + static_cast<std::ptrdiff_t>(first * item);
        part.storage = InlineStorage{std::make_shared<std::vector<std::byte>>(
            from, from + static_cast<std::ptrdiff_t>(count * item))};
    } else {
        const auto& dense = std::get<DenseStorage>(straight.tensor.storage);
        const std::uint64_t stride = dense.stride != 0 ? dense.stride : item;
        part.storage =
            DenseStorage{{dense.extent.source, dense.extent.offset + dense.skip + first * stride,
                          (count - 1) * stride + item},
                         {},
                         0,
                         dense.stride};
    }
    STRATA_ASSIGN(const TensorReader reader, TensorReader::plan(part, straight.sources));
    if (reader.block_count() == 1)
        return reader.read(0, scratch);
    // Items with gaps between them fill more than a block.
    STRATA_TRY(reader.for_each({}, 1, [&](const ValueBlock& block, unsigned) {
        scratch.cut.resize(static_cast<std::size_t>(count * item));
        std::memcpy(scratch.cut.data() + block.first * item, block.bytes.data(),
                    block.bytes.size());
        return Result<void>();
    }));
    return ValueBlock{0, count, scratch.cut};
}

Result<PairBlock> PairReader::read(std::uint64_t block, PairScratch& scratch,
                                   const JobContext& job) const
{
    if (!m_right_axes.empty())
        return read_turned(block, scratch, job);
    if (m_left_chunks) {
        STRATA_ASSIGN(const ValueBlock left, m_left_chunks->read(block, scratch.left));
        STRATA_ASSIGN(const ValueBlock right, m_right_chunks->read(block, scratch.right));
        return PairBlock{left.count, left.bytes, right.bytes};
    }
    const std::uint64_t first = block * m_block_items;
    const std::uint64_t count = std::min(m_block_items, m_items - first);
    STRATA_ASSIGN(const ValueBlock left, read_range(m_left, first, count, scratch.left));
    STRATA_ASSIGN(const ValueBlock right, read_range(m_right, first, count, scratch.right));
    return PairBlock{count, left.bytes, right.bytes};
}

/// A run of the left tensor, and the cut through the right one that stands for them.
Result<PairBlock> PairReader::read_turned(std::uint64_t block, PairScratch& scratch,
                                          const JobContext& job) const
{
    Shape box = m_shape;
    Shape start(box.size(), 0);
    start[m_cut_axis] = block % m_cuts * m_block_items;
    box[m_cut_axis] = std::min(m_block_items, m_shape[m_cut_axis] - start[m_cut_axis]);
    std::uint64_t outer = block / m_cuts;
    for (std::size_t axis = m_cut_axis; axis-- > 0; outer /= m_shape[axis]) {
        start[axis] = outer % m_shape[axis];
        box[axis] = 1;
    }
    std::vector<SliceAxis> left_cut(box.size());
    std::vector<SliceAxis> right_cut(box.size());
    Shape right_box(box.size());
    for (std::size_t axis = 0; axis < box.size(); ++axis) {
        left_cut[axis] = {start[axis], box[axis], 1};
        right_cut[m_right_axes[axis]] = left_cut[axis];
        right_box[m_right_axes[axis]] = box[axis];
    }
    std::uint64_t count = 1;
    for (const std::uint64_t length : box)
        count *= length;
    const std::size_t item = m_right.tensor.dtype.item_size;
    const std::uint64_t room = count * std::max<std::uint64_t>(item, m_left.tensor.dtype.item_size);
    STRATA_ASSIGN(scratch.left.cut, read_slice(m_left.tensor, m_left.sources, left_cut, job, room));
    STRATA_ASSIGN(scratch.right.cut,
                  read_slice(m_right.tensor, m_right.sources, right_cut, job, room));
    const std::vector<std::uint64_t> right_strides = c_strides(right_box);
    std::vector<std::uint64_t> strides(box.size());
    for (std::size_t axis = 0; axis < box.size(); ++axis)
        strides[axis] = right_strides[m_right_axes[axis]];
    scratch.turned.resize(static_cast<std::size_t>(count * item));
    gather_turned(scratch.right.cut, strides, box, item, scratch.turned);
    return PairBlock{count, scratch.left.cut, scratch.turned};
}

std::uint64_t PairReader::place_of(std::uint64_t block, std::uint64_t item) const
{
    const std::vector<std::uint64_t> strides = c_strides(m_shape);
    if (!m_right_axes.empty())
        return (block / m_cuts * m_shape[m_cut_axis] + block % m_cuts * m_block_items) *
                   strides[m_cut_axis] +
               item;
    if (m_left_chunks) {
        const ChunkedBlocks::Box box = m_left_chunks->box(block);
        const std::vector<std::uint64_t> inside = c_strides(box.extent);
        std::uint64_t place = 0;
        for (std::size_t axis = 0; axis < m_shape.size(); ++axis)
            place += (box.start[axis] + item / inside[axis] % box.extent[axis]) * strides[axis];
        return place;
    }
    std::uint64_t place = block * m_block_items + item;
    if (!m_fortran_order)
        return place;
    std::uint64_t in_c_order = 0;
    for (std::size_t axis = 0; axis < m_shape.size(); ++axis) {
        in_c_order += place % m_shape[axis] * strides[axis];
        place /= m_shape[axis];
    }
    return in_c_order;
}

} // namespace strata
