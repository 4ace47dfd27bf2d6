// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/tensor_reader.h"

#include "io/base/checked.h"
#include "io/base/guarded.h"
#include "io/base/limits.h"
#include "io/model/presence.h"
#include "io/source/compression.h"
#include "io/source/item_bytes.h"
#include "io/source/tensor_blocks.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <system_error>
#include <thread>

namespace strata {

namespace {

/// The first error of several workers wins; the others stop when they see it.
class SharedOutcome {
public:
    void set(const Error& error)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_error)
            m_error = error;
        m_failed.store(true, std::memory_order_relaxed);
    }
    [[nodiscard]] bool failed() const { return m_failed.load(std::memory_order_relaxed); }
    [[nodiscard]] Result<void> take() const
    {
        if (m_error)
            return fail(*m_error);
        return {};
    }

private:
    std::mutex m_mutex;
    std::optional<Error> m_error;
    std::atomic<bool> m_failed = false;
};

Result<void> check_extent(const DenseStorage& dense, const SourceSet& sources)
{
    if (index(dense.extent.source) >= sources.size())
        return fail(ErrorCode::Malformed, "no such source");
    const std::uint64_t size = sources[index(dense.extent.source)]->size();
    if (!range_fits(dense.extent.offset, dense.extent.length, size))
        return fail(ErrorCode::Truncated, "tensor values", dense.extent.offset);
    if (dense.codecs.size() > 1 || (!dense.codecs.empty() && dense.stride != 0))
        return fail(ErrorCode::UnsupportedFeature, "codec chain");
    return {};
}

} // namespace

unsigned default_threads()
{
    return std::clamp(std::thread::hardware_concurrency(), 1U, 16U);
}

Result<TensorReader> TensorReader::plan(const Tensor& tensor, const SourceSet& sources)
{
    if (const auto* const missing = std::get_if<MissingStorage>(&tensor.storage))
        return presence_of(tensor) == Presence::Missing
                   ? fail(ErrorCode::Truncated, "tensor values")
                   : fail(ErrorCode::UnsupportedFeature, missing->reason);
    if (std::holds_alternative<ListedStorage>(tensor.storage))
        return fail(ErrorCode::UnsupportedFeature, "values of dtype object");
    const auto items = tensor.count();
    if (!items || !tensor.bytes())
        return fail(ErrorCode::LimitExceeded, "tensor size");
    if (tensor.dtype.item_size > limits::item_bytes)
        return fail(ErrorCode::LimitExceeded, "item_bytes");
    if (std::holds_alternative<ChunkedStorage>(tensor.storage))
        return plan_chunks(tensor, sources, false);

    TensorReader reader;
    reader.m_dtype = tensor.dtype;
    reader.m_items = *items;
    const auto* const dense = std::get_if<DenseStorage>(&tensor.storage);
    if (dense)
        STRATA_TRY(check_extent(*dense, sources));
    if (dense && !dense->codecs.empty()) {
        reader.m_stream = *dense;
        reader.m_source = sources[index(dense->extent.source)];
    } else if (dense) {
        STRATA_ASSIGN(reader.m_blocks, make_dense_blocks(tensor, sources));
    } else {
        STRATA_ASSIGN(reader.m_blocks, make_inline_blocks(tensor));
    }
    return reader;
}

Result<TensorReader> TensorReader::plan_chunks(const Tensor& tensor, const SourceSet& sources,
                                               bool present_only)
{
    TensorReader reader;
    reader.m_dtype = tensor.dtype;
    STRATA_ASSIGN(const auto blocks, ChunkedBlocks::make(tensor, sources, present_only));
    reader.m_items = blocks->item_count();
    reader.m_blocks = blocks;
    return reader;
}

Result<TensorReader> TensorReader::plan_present(const Tensor& tensor, const SourceSet& sources)
{
    if (const std::optional<Tensor> part = leading_part(tensor))
        return plan(*part, sources);
    STRATA_ASSIGN(TensorReader reader, plan(tensor, sources)); // its checks count here too
    if (presence_of(tensor) == Presence::Cut)
        return plan_chunks(tensor, sources, true);
    return reader;
}

std::uint64_t TensorReader::block_count() const
{
    if (m_blocks)
        return m_blocks->count();
    const std::uint64_t bytes = m_items * item_size();
    return bytes == 0 ? 0 : (bytes - 1) / limits::block_bytes + 1;
}

Result<void> TensorReader::check_unwritten() const
{
    if (m_blocks && m_blocks->unwritten_bytes() > limits::unwritten_bytes)
        return fail(ErrorCode::LimitExceeded, "unwritten_bytes");
    return {};
}

Result<ValueBlock> TensorReader::read(std::uint64_t block, BlockScratch& scratch) const
{
    return m_blocks->read(block, scratch);
}

Result<void> TensorReader::for_each(const JobContext& job, unsigned threads,
                                    const Visit& visit) const
{
    const std::uint64_t blocks = block_count();
    if (blocks == 0)
        return {};
    STRATA_TRY(check_unwritten());
    if (!random_access())
        return for_each_in_order(job, visit);

    SharedOutcome outcome;
    std::atomic<std::uint64_t> next = 0;
    std::atomic<std::uint64_t> done = 0;
    const auto work = [&](unsigned worker) {
        BlockScratch scratch;
        for (;;) {
            const std::uint64_t block = next.fetch_add(1, std::memory_order_relaxed);
            if (block >= blocks || outcome.failed())
                return;
            const auto items =
                guarded([&] { return visit_one(job, block, worker, scratch, visit); });
            if (!items) {
                outcome.set(items.error());
                return;
            }
            job.report(done.fetch_add(*items, std::memory_order_relaxed) + *items, m_items);
        }
    };
    const auto workers = static_cast<unsigned>(std::clamp<std::uint64_t>(threads, 1, blocks));
    std::vector<std::thread> others;
    try {
        for (unsigned worker = 1; worker < workers; ++worker)
            others.emplace_back(work, worker);
    } catch (const std::system_error&) {
        // The system gives no further thread: those there are do the work.
    }
    work(0);
    for (std::thread& other : others)
        other.join();
    return outcome.take();
}

/// The number of items visited.
Result<std::uint64_t> TensorReader::visit_one(const JobContext& job, std::uint64_t block,
                                              unsigned worker, BlockScratch& scratch,
                                              const Visit& visit) const
{
    STRATA_TRY(job.check());
    STRATA_ASSIGN(const ValueBlock values, read(block, scratch));
    STRATA_TRY(visit(values, worker));
    return values.count;
}

Result<void> TensorReader::for_each_in_order(const JobContext& job, const Visit& visit) const
{
    const std::uint64_t item = item_size();
    const auto end = checked_add(m_items * item, m_stream.skip);
    if (!end)
        return fail(ErrorCode::LimitExceeded, "tensor size");
    const auto block_size =
        static_cast<std::size_t>(std::max<std::uint64_t>(1, limits::block_bytes / item) * item);
    std::vector<std::byte> pending;
    std::uint64_t to_skip = m_stream.skip;
    std::uint64_t visited = 0;
    const auto hand_on = [&](std::size_t bytes) -> Result<void> {
        const auto values = std::span(pending).first(bytes);
        to_native_order(values, m_dtype);
        const std::uint64_t count = bytes / item;
        STRATA_TRY(visit(ValueBlock{visited, count, values}, 0));
        visited += count;
        pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(bytes));
        job.report(visited, m_items);
        return {};
    };
    const auto sink = [&](std::span<const std::byte> part) -> Result<bool> {
        const auto skipped = std::min<std::uint64_t>(to_skip, part.size());
        to_skip -= skipped;
        part = part.subspan(static_cast<std::size_t>(skipped));
        pending.insert(pending.end(), part.begin(), part.end());
        while (pending.size() >= block_size)
            STRATA_TRY(hand_on(block_size));
        return true;
    };
    const Extent& extent = m_stream.extent;
    STRATA_TRY(inflate_raw(*m_source, extent.offset, extent.length, *end, job, sink));
    if (!pending.empty() && pending.size() % item == 0)
        STRATA_TRY(hand_on(pending.size()));
    if (visited != m_items)
        return fail(ErrorCode::Truncated, "deflated values", extent.offset);
    return {};
}

} // namespace strata
