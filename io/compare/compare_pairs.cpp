// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/guarded.h"
#include "io/compare/block_work.h"
#include "io/compare/tensor_difference.h"
#include "io/source/c_order.h"
#include "io/source/listed_values.h"
#include "io/source/tensor_reader.h"

#include <algorithm>
#include <atomic>
#include <mutex>

namespace strata {

namespace {

/// A pair from this size on is compared by all threads at once, smaller ones by one each.
constexpr std::uint64_t large_bytes = std::uint64_t{64} << 20;

std::uint64_t bytes_of(const OpenDocument& left, const OpenDocument& right, const TensorPair& pair)
{
    return left.document->tensor(pair.left).bytes().value_or(0) +
           right.document->tensor(pair.right).bytes().value_or(0);
}

/// Reads each side alone to tell which one failed.
PairFailure failure_of(const OpenDocument& left, const OpenDocument& right, const TensorPair& pair,
                       const Error& error, const JobContext& job)
{
    if (error.code == ErrorCode::Cancelled)
        return {error};
    const auto read = [&](const OpenDocument& side, TensorId id) {
        const Tensor& tensor = side.document->tensor(id);
        return guarded([&]() -> Result<void> {
            if (tensor.dtype.type != ScalarType::Object)
                return read_in_c_order(tensor, side.sources, job,
                                       [](std::span<const std::byte>) { return Result<void>(); });
            STRATA_TRY(listed_values(tensor, side.sources, job));
            return {};
        });
    };
    const auto one = read(left, pair.left);
    const auto other = read(right, pair.right);
    return {!one ? one.error() : !other ? other.error() : error, !one, !other};
}

} // namespace

Result<void> compare_pairs(const OpenDocument& left, const OpenDocument& right,
                           const ModelPairs& pairs, std::span<const std::size_t> wanted,
                           const CompareRequest& request, const JobContext& job,
                           const PairSink& found)
{
    std::uint64_t total = 0;
    std::vector<std::size_t> small;
    std::vector<std::size_t> large;
    for (const std::size_t at : wanted) {
        const std::uint64_t bytes = bytes_of(left, right, pairs.tensors[at]);
        (bytes >= large_bytes ? large : small).push_back(at);
        total += bytes;
    }
    std::mutex mutex;
    std::uint64_t done = 0;
    const JobContext quiet = job.without_progress();
    const auto compare = [&](std::size_t at, unsigned threads) -> Result<bool> {
        CompareRequest one = request;
        one.threads = threads;
        const auto difference = compare_tensors(left, right, pairs.tensors[at], one, quiet);
        PairOutcome outcome;
        if (difference)
            outcome = *difference;
        else
            outcome = tl::unexpected(
                failure_of(left, right, pairs.tensors[at], difference.error(), quiet));
        STRATA_TRY(job.check());
        const std::lock_guard lock(mutex);
        found(at, outcome);
        done += bytes_of(left, right, pairs.tensors[at]);
        job.report(done, total);
        return true;
    };
    const unsigned threads = request.threads == 0 ? default_threads() : request.threads;
    STRATA_TRY(work_through(small.size(), threads, job, [&](std::uint64_t number, unsigned) {
        return compare(small[number], 1);
    }));
    for (const std::size_t at : large) {
        const Result<bool> compared = compare(at, threads);
        if (!compared)
            return fail(compared.error());
    }
    return {};
}

} // namespace strata
