// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/pairs.h"
#include "io/source/tensor_blocks.h"

namespace strata {

/// Items of a pair of tensors that stand for each other, in the same order.
struct PairBlock {
    std::uint64_t count = 0;
    std::span<const std::byte> left; ///< in the machine's byte order; valid until the next read
    std::span<const std::byte> right;
};

/// Room that one thread reuses from block to block.
struct PairScratch {
    BlockScratch left;
    BlockScratch right;
    std::vector<std::byte> turned;
};

/// Reads two tensors side by side, a block at a time and in any order. Where their storages go
/// different ways through the items, the one that cannot be read anywhere is laid out in memory or
/// in an unlinked temporary file first. Thread-safe once planned.
class PairReader {
public:
    /// The shapes agree, as TensorPair::comparable says.
    static Result<PairReader> plan(const Tensor& left, const SourceSet& left_sources,
                                   const Tensor& right, const SourceSet& right_sources,
                                   const std::vector<std::uint8_t>& right_axes,
                                   const JobContext& job);

    [[nodiscard]] std::uint64_t block_count() const { return m_blocks; }
    Result<PairBlock> read(std::uint64_t block, PairScratch& scratch, const JobContext& job) const;
    /// The place of an item of a block in the left tensor, counted in C order.
    [[nodiscard]] std::uint64_t place_of(std::uint64_t block, std::uint64_t item) const;

private:
    /// Items in a row, C order or, where both are so, Fortran order.
    struct Straight {
        Tensor tensor;
        SourceSet sources;
    };
    static Result<Straight> straighten(const Tensor& tensor, const SourceSet& sources,
                                       bool fortran_order, const JobContext& job);
    static Result<ValueBlock> read_range(const Straight& straight, std::uint64_t first,
                                         std::uint64_t count, BlockScratch& scratch);
    Result<bool> plan_chunks(const Tensor& left, const SourceSet& left_sources, const Tensor& right,
                             const SourceSet& right_sources);
    void plan_turned(std::uint64_t item);
    Result<PairBlock> read_turned(std::uint64_t block, PairScratch& scratch,
                                  const JobContext& job) const;

    Shape m_shape; ///< of the left tensor
    std::uint64_t m_items = 0;
    std::uint64_t m_blocks = 0;
    std::uint64_t m_block_items = 0; ///< of a straight pair; of a turned one along m_cut_axis
    std::size_t m_cut_axis = 0;      ///< that of a turned pair's left side which blocks cut
    std::uint64_t m_cuts = 1;        ///< blocks along it, for each index of the axes before it
    bool m_fortran_order = false;
    std::vector<std::uint8_t> m_right_axes;
    Straight m_left;
    Straight m_right;
    std::shared_ptr<const ChunkedBlocks> m_left_chunks; ///< where both have the same grid
    std::shared_ptr<const ChunkedBlocks> m_right_chunks;
};

} // namespace strata
