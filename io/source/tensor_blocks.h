// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/tensor_reader.h"

#include <memory>
#include <span>

namespace strata {

/// A tensor's values a block at a time, in any order. One implementation for each kind of storage
/// that can be read anywhere; checked against its sources when made, thread-safe afterwards.
class TensorBlocks {
public:
    virtual ~TensorBlocks() = default;
    TensorBlocks() = default;
    TensorBlocks(const TensorBlocks&) = delete;
    TensorBlocks& operator=(const TensorBlocks&) = delete;

    [[nodiscard]] virtual std::uint64_t count() const = 0;
    /// Bytes of values that lie in no file: fill values of chunks that were never written.
    [[nodiscard]] virtual std::uint64_t unwritten_bytes() const { return 0; }
    /// See TensorReader::read().
    virtual Result<ValueBlock> read(std::uint64_t block, BlockScratch& scratch) const = 0;
};

using SharedBlocks = std::shared_ptr<const TensorBlocks>;

/// Uncompressed values of a DenseStorage, or those that an InlineStorage holds.
Result<SharedBlocks> make_dense_blocks(const Tensor& tensor, const SourceSet& sources);
Result<SharedBlocks> make_inline_blocks(const Tensor& tensor);

/// The chunks of a ChunkedStorage, in C order of the chunk grid, cut at the tensor's upper edges.
class ChunkedBlocks final : public TensorBlocks {
public:
    /// Malformed when chunks and shape contradict each other; LimitExceeded for chunks past
    /// limits::chunk_bytes. With `present_only` the chunks that the file lacks are passed over, as
    /// if the tensor had no such items; else reading one of them is Truncated.
    static Result<std::shared_ptr<const ChunkedBlocks>>
    make(const Tensor& tensor, const SourceSet& sources, bool present_only = false);

    [[nodiscard]] std::uint64_t count() const override { return m_count - m_passed_over.size(); }
    [[nodiscard]] std::uint64_t item_count() const { return m_items; }
    [[nodiscard]] std::uint64_t unwritten_bytes() const override;
    Result<ValueBlock> read(std::uint64_t block, BlockScratch& scratch) const override;

    /// The first item of a block, and how many it has along each axis.
    struct Box {
        Shape start;
        Shape extent;
    };
    [[nodiscard]] Box box(std::uint64_t block) const;
    /// The block that holds an item, and where in it the item lies (packed, C order).
    [[nodiscard]] std::pair<std::uint64_t, std::uint64_t>
    place_of(std::span<const std::uint64_t> item) const;
    /// Whether the file lacks a chunk, by its number on the grid.
    [[nodiscard]] bool is_missing(std::uint64_t number) const;

private:
    ChunkedBlocks() = default;
    Result<void> set_grid();
    Result<void> take_chunks();
    void pass_over_missing();
    [[nodiscard]] std::size_t passed_over_before(std::uint64_t block) const;
    [[nodiscard]] const StoredChunk* stored(std::uint64_t number) const;
    [[nodiscard]] std::uint64_t items_before(const Box& box) const;
    Result<std::span<std::byte>> decode(std::uint64_t number, BlockScratch& scratch) const;

    Shape m_shape;
    DType m_dtype;
    ChunkedStorage m_storage;
    Shape m_grid;              ///< chunks along each axis
    std::uint64_t m_count = 0; ///< of the grid
    std::uint64_t m_items = 0;
    std::uint64_t m_chunk_bytes = 0;
    /// Stored chunks by their number on the grid, sorted.
    std::vector<std::pair<std::uint64_t, const StoredChunk*>> m_stored;
    /// Chunks that no block stands for, sorted, each with the items of those up to it.
    struct PassedOver {
        std::uint64_t number = 0;
        std::uint64_t items = 0;
    };
    std::vector<PassedOver> m_passed_over;
    SourceSet m_sources;
};

} // namespace strata
