// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/tensor_reader.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/source/compression.h"
#include "io/source/item_bytes.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <system_error>
#include <thread>

namespace strata {

namespace {

/// Bytes that `items` items take in storage when their starts lie `stride` apart.
std::optional<std::uint64_t> stored_bytes(std::uint64_t items, std::uint64_t stride,
                                          std::uint64_t item_size)
{
    if (items == 0)
        return 0;
    const auto span = checked_multiply(items - 1, stride);
    return span ? checked_add(*span, item_size) : std::nullopt;
}

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

} // namespace

unsigned default_threads()
{
    return std::clamp(std::thread::hardware_concurrency(), 1U, 16U);
}

Result<TensorReader> TensorReader::plan(const Tensor& tensor, const SourceSet& sources)
{
    if (const auto* const missing = std::get_if<MissingStorage>(&tensor.storage))
        return fail(ErrorCode::UnsupportedFeature, missing->reason);
    if (std::holds_alternative<ListedStorage>(tensor.storage))
        return fail(ErrorCode::UnsupportedFeature, "values of dtype object");
    const auto items = tensor.count();
    const auto bytes = tensor.bytes();
    if (!items || !bytes)
        return fail(ErrorCode::LimitExceeded, "tensor size");

    if (tensor.dtype.item_size > limits::item_bytes)
        return fail(ErrorCode::LimitExceeded, "item_bytes");

    TensorReader reader;
    reader.m_storage = tensor.storage;
    reader.m_dtype = tensor.dtype;
    reader.m_items = *items;
    reader.m_item_size = tensor.dtype.item_size;
    reader.m_stride = reader.m_item_size;
    if (const auto* const held = std::get_if<InlineStorage>(&tensor.storage)) {
        if (!held->bytes || held->bytes->size() < *bytes)
            return fail(ErrorCode::Truncated, "inline values");
    } else {
        STRATA_TRY(reader.plan_dense(std::get<DenseStorage>(tensor.storage), sources));
    }
    // A block is as many items as fit block_bytes, the gaps between them counted.
    const std::uint64_t step = std::max<std::uint64_t>({reader.m_stride, reader.m_item_size, 1});
    reader.m_block_items = std::max<std::uint64_t>(1, limits::block_bytes / step);
    reader.m_blocks = *bytes == 0 ? 0 : (*items - 1) / reader.m_block_items + 1;
    return reader;
}

Result<void> TensorReader::plan_dense(const DenseStorage& dense, const SourceSet& sources)
{
    if (index(dense.extent.source) >= sources.size())
        return fail(ErrorCode::Malformed, "no such source");
    m_source = sources[index(dense.extent.source)];
    if (dense.stride != 0)
        m_stride = dense.stride;
    if (!range_fits(dense.extent.offset, dense.extent.length, m_source->size()))
        return fail(ErrorCode::Truncated, "tensor values", dense.extent.offset);
    if (!dense.codecs.empty()) {
        if (dense.codecs.size() != 1 || dense.stride != 0)
            return fail(ErrorCode::UnsupportedFeature, "codec chain");
        m_random_access = false;
        return {};
    }
    const auto needed = stored_bytes(m_items, m_stride, m_item_size);
    const auto end = needed ? checked_add(*needed, dense.skip) : std::nullopt;
    if (!end || *end > dense.extent.length)
        return fail(ErrorCode::Truncated, "tensor values", dense.extent.offset);
    return {};
}

Result<ValueBlock> TensorReader::read(std::uint64_t block, BlockScratch& scratch) const
{
    const std::uint64_t first = block * m_block_items;
    const std::uint64_t count = std::min(m_block_items, m_items - first);
    const auto packed = static_cast<std::size_t>(count * m_item_size);
    if (const auto* const held = std::get_if<InlineStorage>(&m_storage)) {
        const auto* const from = held->bytes->data() + first * m_item_size;
        scratch.packed.assign(from, from + packed);
    } else {
        const auto& dense = std::get<DenseStorage>(m_storage);
        const std::uint64_t offset = dense.extent.offset + dense.skip + first * m_stride;
        const auto stored = static_cast<std::size_t>((count - 1) * m_stride + m_item_size);
        // Not shrunk on the last block: resizing up again would fill it with zeros first.
        if (scratch.raw.size() < stored)
            scratch.raw.resize(stored);
        STRATA_TRY(m_source->read_at(offset, std::span(scratch.raw).first(stored)));
        if (m_stride == m_item_size) {
            const auto values = std::span(scratch.raw).first(packed);
            to_native_order(values, m_dtype);
            return ValueBlock{first, count, values};
        }
        scratch.packed.resize(packed);
        gather_items(scratch.raw.data(), m_stride, m_item_size, scratch.packed);
    }
    to_native_order(scratch.packed, m_dtype);
    return ValueBlock{first, count, scratch.packed};
}

Result<void> TensorReader::for_each(const JobContext& job, unsigned threads,
                                    const Visit& visit) const
{
    if (m_blocks == 0)
        return {};
    if (!m_random_access)
        return for_each_in_order(job, visit);

    SharedOutcome outcome;
    std::atomic<std::uint64_t> next = 0;
    std::atomic<std::uint64_t> done = 0;
    const auto work = [&](unsigned worker) {
        BlockScratch scratch;
        for (;;) {
            const std::uint64_t block = next.fetch_add(1, std::memory_order_relaxed);
            if (block >= m_blocks || outcome.failed())
                return;
            auto result = visit_one(job, block, worker, scratch, visit);
            if (!result) {
                outcome.set(result.error());
                return;
            }
            const std::uint64_t items = std::min(m_block_items, m_items - block * m_block_items);
            job.report(done.fetch_add(items, std::memory_order_relaxed) + items, m_items);
        }
    };
    const auto workers =
        static_cast<unsigned>(std::clamp<std::uint64_t>(threads, 1, m_blocks));
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

Result<void> TensorReader::visit_one(const JobContext& job, std::uint64_t block, unsigned worker,
                                     BlockScratch& scratch, const Visit& visit) const
{
    STRATA_TRY(job.check());
    STRATA_ASSIGN(const ValueBlock values, read(block, scratch));
    return visit(values, worker);
}

Result<void> TensorReader::for_each_in_order(const JobContext& job, const Visit& visit) const
{
    const auto& dense = std::get<DenseStorage>(m_storage);
    const std::uint64_t wanted = m_items * m_item_size;
    const auto end = checked_add(wanted, dense.skip);
    if (!end)
        return fail(ErrorCode::LimitExceeded, "tensor size");
    const auto block_size = static_cast<std::size_t>(m_block_items * m_item_size);
    std::vector<std::byte> pending;
    std::uint64_t to_skip = dense.skip;
    std::uint64_t visited = 0;
    const auto hand_on = [&](std::size_t bytes) -> Result<void> {
        const auto values = std::span(pending).first(bytes);
        to_native_order(values, m_dtype);
        const std::uint64_t count = bytes / m_item_size;
        STRATA_TRY(visit(ValueBlock{visited, count, values}, 0));
        visited += count;
        pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(bytes));
        job.report(visited, m_items);
        return {};
    };
    const auto sink = [&](std::span<const std::byte> part) -> Result<bool> {
        STRATA_TRY(job.check());
        const auto skipped = std::min<std::uint64_t>(to_skip, part.size());
        to_skip -= skipped;
        part = part.subspan(static_cast<std::size_t>(skipped));
        pending.insert(pending.end(), part.begin(), part.end());
        while (pending.size() >= block_size)
            STRATA_TRY(hand_on(block_size));
        return true;
    };
    STRATA_TRY(inflate_raw(*m_source, dense.extent.offset, dense.extent.length, *end, sink));
    if (!pending.empty() && pending.size() % m_item_size == 0)
        STRATA_TRY(hand_on(pending.size()));
    if (visited != m_items)
        return fail(ErrorCode::Truncated, "deflated values", dense.extent.offset);
    return {};
}

} // namespace strata
