// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/model/tensor.h"
#include "io/source/byte_source.h"

#include <functional>
#include <span>

namespace strata {

class TensorBlocks;

/// Values of a tensor that lie one after the other in storage order (chunk by chunk where there
/// are chunks): items touch and are in the machine's byte order (Struct items keep their stored
/// bytes).
struct ValueBlock {
    std::uint64_t first = 0;          ///< index of the first item, counted in storage order
    std::uint64_t count = 0;          ///< items in `bytes`
    std::span<const std::byte> bytes; ///< count × item size; valid during the call only
};

/// Room that one thread reuses from block to block.
struct BlockScratch {
    std::vector<std::byte> raw;
    std::vector<std::byte> packed;
    std::vector<std::byte> cut;
};

/// The one way by which values leave a file: plans the extents, reads in blocks, decodes, hands
/// over spans. Thread-safe after plan(); each thread brings its own BlockScratch.
class TensorReader {
public:
    /// Checks the storage against the sources: Truncated, LimitExceeded, Malformed, or
    /// UnsupportedFeature with the reason of a MissingStorage. Object tensors have no blocks: see
    /// ListedStorage.
    static Result<TensorReader> plan(const Tensor& tensor, const SourceSet& sources);
    /// The same; of a tensor in which its file ends the values that are there, numbered without
    /// those that are missing.
    static Result<TensorReader> plan_present(const Tensor& tensor, const SourceSet& sources);

    [[nodiscard]] std::uint64_t item_count() const { return m_items; }
    [[nodiscard]] std::uint64_t item_size() const { return m_dtype.item_size; }
    /// Whether read() can be called for any block in any order; a stream that must be decoded from
    /// its start cannot.
    [[nodiscard]] bool random_access() const { return m_blocks != nullptr; }
    [[nodiscard]] std::uint64_t block_count() const;
    /// LimitExceeded for more values that lie in no file than anybody should wait for: what goes
    /// through all values checks it; for_each() does.
    [[nodiscard]] Result<void> check_unwritten() const;

    /// One block: about limits::block_bytes, or one chunk. Only with random_access().
    Result<ValueBlock> read(std::uint64_t block, BlockScratch& scratch) const;

    /// Hands every block to `visit(block, worker)`, in parallel on at most `threads` workers
    /// (0 ≤ worker < threads), each block once and in no set order; with progress in items and
    /// cancel. A failing visit ends it.
    using Visit = std::function<Result<void>(const ValueBlock&, unsigned worker)>;
    Result<void> for_each(const JobContext& job, unsigned threads, const Visit& visit) const;

private:
    TensorReader() = default;
    static Result<TensorReader> plan_chunks(const Tensor& tensor, const SourceSet& sources,
                                            bool present_only);
    Result<std::uint64_t> visit_one(const JobContext& job, std::uint64_t block, unsigned worker,
                                    BlockScratch& scratch, const Visit& visit) const;
    Result<void> for_each_in_order(const JobContext& job, const Visit& visit) const;

    DType m_dtype;
    std::uint64_t m_items = 0;
    std::shared_ptr<const TensorBlocks> m_blocks; ///< null: m_stream must be decoded in order
    DenseStorage m_stream;
    SharedSource m_source; ///< of m_stream
};

/// How many workers for_each should get by default: the machine's cores.
[[nodiscard]] unsigned default_threads();

/// A cut through a tensor: for each axis `start`, `count`, `step` (in items along that axis).
struct SliceAxis {
    std::uint64_t start = 0;
    std::uint64_t count = 0;
    std::uint64_t step = 1;
};

/// The items of a slice in C order, packed, in the machine's byte order. BadArgument when the
/// slice leaves the shape, LimitExceeded when it has more than `max_bytes`, Truncated when the file
/// ends before some of them.
Result<std::vector<std::byte>> read_slice(const Tensor& tensor, const SourceSet& sources,
                                          std::span<const SliceAxis> slice, const JobContext& job,
                                          std::uint64_t max_bytes);

/// The items of a slice, some of which may lie behind the file's end.
struct PresentItems {
    std::vector<std::byte> items; ///< as read_slice() gives them; zeros for those that are missing
    std::vector<bool> missing;    ///< one for each item; empty where all are there
};
Result<PresentItems> read_present_slice(const Tensor& tensor, const SourceSet& sources,
                                        std::span<const SliceAxis> slice, const JobContext& job,
                                        std::uint64_t max_bytes);

} // namespace strata
