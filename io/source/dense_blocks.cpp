// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/source/item_bytes.h"
#include "io/source/tensor_blocks.h"

#include <algorithm>

namespace strata {

namespace {

/// How items are cut into blocks: as many as fit block_bytes, the gaps between them counted.
struct BlockPlan {
    BlockPlan(const Tensor& tensor, std::uint64_t stride)
        : items(*tensor.count()),
          item_bytes(tensor.dtype.item_size),
          block_items(std::max<std::uint64_t>(
              1, limits::block_bytes / std::max<std::uint64_t>({stride, item_bytes, 1}))),
          blocks(items == 0 || item_bytes == 0 ? 0 : (items - 1) / block_items + 1)
    {
    }

    std::uint64_t items;
    std::uint64_t item_bytes;
    std::uint64_t block_items;
    std::uint64_t blocks;
};

class InlineBlocks final : public TensorBlocks {
public:
    InlineBlocks(const Tensor& tensor, const InlineStorage& storage)
        : m_plan(tensor, 0), m_dtype(tensor.dtype), m_bytes(storage.bytes)
    {
    }

    [[nodiscard]] std::uint64_t count() const override { return m_plan.blocks; }

    Result<ValueBlock> read(std::uint64_t block, BlockScratch& scratch) const override
    {
        const std::uint64_t first = block * m_plan.block_items;
        const std::uint64_t count = std::min(m_plan.block_items, m_plan.items - first);
        const auto* const from = m_bytes->data() + first * m_plan.item_bytes;
        scratch.packed.assign(from, from + count * m_plan.item_bytes);
        to_native_order(scratch.packed, m_dtype);
        return ValueBlock{first, count, scratch.packed};
    }

private:
    BlockPlan m_plan;
    DType m_dtype;
    std::shared_ptr<const std::vector<std::byte>> m_bytes;
};

class DenseBlocks final : public TensorBlocks {
public:
    DenseBlocks(const Tensor& tensor, const DenseStorage& storage, std::uint64_t stride,
                SharedSource source)
        : m_plan(tensor, stride),
          m_dtype(tensor.dtype),
          m_offset(storage.extent.offset + storage.skip),
          m_stride(stride),
          m_source(std::move(source))
    {
    }

    [[nodiscard]] std::uint64_t count() const override { return m_plan.blocks; }

    Result<ValueBlock> read(std::uint64_t block, BlockScratch& scratch) const override
    {
        const std::uint64_t first = block * m_plan.block_items;
        const std::uint64_t count = std::min(m_plan.block_items, m_plan.items - first);
        const auto packed = static_cast<std::size_t>(count * m_plan.item_bytes);
        const auto stored = static_cast<std::size_t>((count - 1) * m_stride + m_plan.item_bytes);
        // Not shrunk on the last block: resizing up again would fill it with zeros first.
        if (scratch.raw.size() < stored)
            scratch.raw.resize(stored);
        const auto raw = std::span(scratch.raw).first(stored);
        STRATA_TRY(m_source->read_at(m_offset + first * m_stride, raw));
        if (m_stride == m_plan.item_bytes) {
            to_native_order(raw, m_dtype);
            return ValueBlock{first, count, raw};
        }
        scratch.packed.resize(packed);
        gather_items(raw.data(), m_stride, m_plan.item_bytes, scratch.packed);
        to_native_order(scratch.packed, m_dtype);
        return ValueBlock{first, count, scratch.packed};
    }

private:
    BlockPlan m_plan;
    DType m_dtype;
    std::uint64_t m_offset;
    std::uint64_t m_stride;
    SharedSource m_source;
};

/// Bytes that `items` items take in storage when their starts lie `stride` apart.
std::optional<std::uint64_t> stored_bytes(std::uint64_t items, std::uint64_t stride,
                                          std::uint64_t item_size)
{
    if (items == 0)
        return 0;
    const auto span = checked_multiply(items - 1, stride);
    return span ? checked_add(*span, item_size) : std::nullopt;
}

} // namespace

Result<SharedBlocks> make_inline_blocks(const Tensor& tensor)
{
    const auto& held = std::get<InlineStorage>(tensor.storage);
    if (!held.bytes || held.bytes->size() < *tensor.bytes())
        return fail(ErrorCode::Truncated, "inline values");
    return std::make_shared<InlineBlocks>(tensor, held);
}

Result<SharedBlocks> make_dense_blocks(const Tensor& tensor, const SourceSet& sources)
{
    const auto& dense = std::get<DenseStorage>(tensor.storage);
    const std::uint64_t item = tensor.dtype.item_size;
    const std::uint64_t stride = dense.stride != 0 ? dense.stride : item;
    const auto needed = stored_bytes(*tensor.count(), stride, item);
    const auto end = needed ? checked_add(*needed, dense.skip) : std::nullopt;
    if (!end || *end > dense.extent.length)
        return fail(ErrorCode::Truncated, "tensor values", dense.extent.offset);
    return std::make_shared<DenseBlocks>(tensor, dense, stride,
                                         sources[index(dense.extent.source)]);
}

} // namespace strata
