// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/guarded.h"
#include "io/compare/block_work.h"
#include "io/compare/item_runs.h"
#include "io/compare/pair_survey.h"
#include "io/compare/struct_items.h"
#include "io/compare/tensor_difference.h"
#include "io/source/listed_values.h"
#include "io/source/tensor_reader.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>

namespace strata {

namespace {

/// A pair whose values are about to be compared.
struct Compared {
    const Tensor& left;
    const SourceSet& left_sources;
    const Tensor& right;
    const SourceSet& right_sources;
    unsigned threads;
};

bool same_items(const DType& left, const DType& right)
{
    DType one = left;
    one.big_endian = right.big_endian;
    return one == right;
}

unsigned useful_workers(std::uint64_t blocks, unsigned threads)
{
    const unsigned wanted = threads == 0 ? default_threads() : threads;
    return static_cast<unsigned>(
        std::clamp<std::uint64_t>(wanted, 1, std::max<std::uint64_t>(blocks, 1)));
}

/// The squares of one block's left values, which lie in the cache when its bytes were compared.
template <class T> void square_up(ScalarType type, const PairBlock& block, SquareSum& sum)
{
    ItemRuns<T> values(type, block.left, block.count);
    for (std::uint64_t at = 0; at < block.count; at += run_length)
        add_squares(values.from(at), sum);
}

/// Up to the first block that differs. The norm of equal tensors is needed beside those of others.
Result<bool> equal_bytes(const Compared& pair, const PairReader& reader, const JobContext& job,
                         SquareSum& norm)
{
    const unsigned workers = useful_workers(reader.block_count(), pair.threads);
    const ScalarType type = pair.left.dtype.type;
    const bool real = pair.left.dtype.is_numeric() && !pair.left.dtype.is_complex();
    std::vector<PairScratch> rooms(workers);
    std::vector<SquareSum> sums(reader.block_count());
    std::atomic<bool> equal = true;
    const auto look = [&](std::uint64_t block, unsigned worker) -> Result<bool> {
        STRATA_ASSIGN(const PairBlock items, reader.read(block, rooms[worker], job));
        if (std::memcmp(items.left.data(), items.right.data(), items.left.size()) != 0) {
            equal.store(false, std::memory_order_relaxed);
            return false;
        }
        if (type == ScalarType::Float32)
            square_up<float>(type, items, sums[block]);
        else if (real)
            square_up<double>(type, items, sums[block]);
        return true;
    };
    STRATA_TRY(work_through(reader.block_count(), workers, job, look));
    for (const SquareSum& sum : sums) { // in the blocks' order, so that rounding is the same
        norm.squares += sum.squares;
        norm.finite += sum.finite;
    }
    return equal.load();
}

/// What needs no arithmetic to be known of equal values.
void take_equal(const SquareSum& norm, TensorDifference& out)
{
    out.squared_left = norm.squares;
    out.finite = norm.finite;
    if (norm.finite == 0)
        return;
    out.max_abs = out.mean_abs = out.rms = out.relative_l2 = 0.0;
    if (norm.squares != 0)
        out.cosine = 1.0;
}

std::optional<std::pair<double, double>> range_of(const Figures& figures)
{
    if (figures.finite == 0 || figures.min > figures.max)
        return std::nullopt;
    return std::pair(figures.min, figures.max);
}

std::vector<std::uint64_t> indices_of(std::uint64_t place, const Shape& shape)
{
    std::vector<std::uint64_t> at(shape.size(), 0);
    for (std::size_t axis = shape.size(); axis-- > 0;) {
        at[axis] = place % shape[axis];
        place /= shape[axis];
    }
    return at;
}

void take_sums(const PairFigures& whole, const Shape& shape, TensorDifference& out)
{
    const DifferenceSums& sums = whole.differences;
    out.changed = sums.changed;
    out.finite = sums.finite;
    out.nan_left = whole.left.nan;
    out.nan_right = whole.right.nan;
    out.infinite_left = whole.left.positive_infinity + whole.left.negative_infinity;
    out.infinite_right = whole.right.positive_infinity + whole.right.negative_infinity;
    if (whole.left.finite != 0)
        out.std_left = whole.left.standard_deviation();
    if (whole.right.finite != 0)
        out.std_right = whole.right.standard_deviation();
    out.range_left = range_of(whole.left);
    out.range_right = range_of(whole.right);
    out.squared_difference = sums.squares;
    out.squared_left = sums.left;
    if (sums.finite == 0)
        return;
    const auto count = static_cast<long double>(sums.finite);
    out.max_abs = sums.max_abs;
    if (sums.max_abs > 0)
        out.max_at = indices_of(sums.max_at, shape);
    out.mean_abs = static_cast<double>(sums.absolute / count);
    out.rms = static_cast<double>(std::sqrt(sums.squares / count));
    out.relative_l2 =
        sums.squares == 0 ? 0.0 : static_cast<double>(std::sqrt(sums.squares / sums.left));
    if (sums.left != 0 && sums.right != 0)
        out.cosine = static_cast<double>(
            std::clamp(sums.product / std::sqrt(sums.left) / std::sqrt(sums.right), -1.0L, 1.0L));
    if (sums.least <= sums.greatest)
        out.range_difference = std::pair(sums.least, sums.greatest);
}

/// One by one.
Result<void> compare_numbers(const Compared& pair, const PairReader& reader,
                             const Tolerance& tolerance, const JobContext& job,
                             TensorDifference& out)
{
    const unsigned workers = useful_workers(reader.block_count(), pair.threads);
    std::vector<PairScratch> rooms(workers);
    std::vector<PairSurvey> surveys(workers,
                                    PairSurvey(pair.left.dtype, pair.right.dtype, tolerance));
    STRATA_TRY(work_through(reader.block_count(), workers, job,
                            [&](std::uint64_t block, unsigned worker) -> Result<bool> {
                                STRATA_ASSIGN(const PairBlock items,
                                              reader.read(block, rooms[worker], job));
                                surveys[worker].add(items, reader, block);
                                return true;
                            }));
    for (std::size_t i = 1; i < surveys.size(); ++i)
        surveys[0].append(surveys[i]);
    take_sums(surveys[0].whole(), pair.left.shape, out);
    out.equal = out.changed == 0;
    return {};
}

/// Items without numbers. Texts of other lengths are filled up with NUL, as their types are.
Result<void> compare_items(const Compared& pair, const PairReader& reader, const JobContext& job,
                           TensorDifference& out)
{
    const bool texts =
        pair.left.dtype.type == ScalarType::Bytes || pair.left.dtype.type == ScalarType::Unicode;
    DType right = pair.right.dtype;
    if (texts)
        right.item_size = pair.left.dtype.item_size;
    if (!same_items(pair.left.dtype, right)) {
        out.changed = out.count;
        return {};
    }
    const std::size_t left_item = pair.left.dtype.item_size;
    const std::size_t right_item = pair.right.dtype.item_size;
    const auto differ = [&](const std::byte* one, const std::byte* other) {
        if (!texts)
            return !same_item(pair.left.dtype, one, other);
        const std::size_t common = std::min(left_item, right_item);
        const auto is_set = [](std::byte byte) {
            return byte != std::byte{0};
        };
        return std::memcmp(one, other, common) != 0 ||
               std::any_of(one + common, one + left_item, is_set) ||
               std::any_of(other + common, other + right_item, is_set);
    };
    const unsigned workers = useful_workers(reader.block_count(), pair.threads);
    std::vector<PairScratch> rooms(workers);
    std::atomic<std::uint64_t> changed = 0;
    STRATA_TRY(work_through(reader.block_count(), workers, job,
                            [&](std::uint64_t block, unsigned worker) -> Result<bool> {
                                STRATA_ASSIGN(const PairBlock items,
                                              reader.read(block, rooms[worker], job));
                                std::uint64_t found = 0;
                                for (std::uint64_t i = 0; i < items.count; ++i)
                                    found += differ(items.left.data() + i * left_item,
                                                    items.right.data() + i * right_item)
                                                 ? 1
                                                 : 0;
                                changed.fetch_add(found, std::memory_order_relaxed);
                                return true;
                            }));
    out.changed = changed.load();
    return {};
}

Result<void> compare_objects(const Compared& pair, const JobContext& job, TensorDifference& out)
{
    STRATA_ASSIGN(const SharedValues left, listed_values(pair.left, pair.left_sources, job));
    STRATA_ASSIGN(const SharedValues right, listed_values(pair.right, pair.right_sources, job));
    const std::size_t common = std::min(left->size(), right->size());
    out.changed = std::max(left->size(), right->size()) - common;
    for (std::size_t i = 0; i < common; ++i)
        out.changed += (*left)[i] == (*right)[i] ? 0 : 1;
    return {};
}

Tolerance tolerance_for(const Compared& pair, const CompareRequest& request, ComparedBy by)
{
    if (by != ComparedBy::NarrowType)
        return {request.tolerance, 0};
    const Resolution left = resolution_of(pair.left.dtype.type);
    const Resolution right = resolution_of(pair.right.dtype.type);
    return {std::max({request.tolerance, left.absolute, right.absolute}),
            std::max(left.relative, right.relative)};
}

Result<TensorDifference> difference_of(const Compared& pair, const TensorPair& ids,
                                       const CompareRequest& request, const JobContext& job)
{
    TensorDifference out;
    const auto count = pair.left.count();
    if (!ids.comparable)
        return out;
    if (!count)
        return fail(ErrorCode::LimitExceeded, "tensor size");
    out.count = *count;
    const bool numbers = have_common_values(pair.left.dtype, pair.right.dtype);
    const bool one_type = same_items(pair.left.dtype, pair.right.dtype);
    if (pair.left.dtype.type == ScalarType::Object || pair.right.dtype.type == ScalarType::Object) {
        out.by = ComparedBy::Items;
        if (pair.left.dtype.type == pair.right.dtype.type)
            STRATA_TRY(compare_objects(pair, job, out));
        else
            out.changed = out.count;
        out.equal = out.changed == 0;
        return out;
    }
    STRATA_ASSIGN(const PairReader reader,
                  PairReader::plan(pair.left, pair.left_sources, pair.right, pair.right_sources,
                                   ids.right_axes, job));
    if (one_type) {
        SquareSum norm;
        STRATA_ASSIGN(out.equal, equal_bytes(pair, reader, job, norm));
        out.by = ComparedBy::Bytes;
        if (out.equal && !(request.all_figures && numbers)) {
            take_equal(norm, out);
            return out;
        }
    }
    if (!numbers) {
        out.by = ComparedBy::Items;
        STRATA_TRY(compare_items(pair, reader, job, out));
        out.equal = out.changed == 0;
        return out;
    }
    if (!out.equal)
        out.by = one_type ? ComparedBy::Values : ComparedBy::NarrowType;
    STRATA_TRY(compare_numbers(pair, reader, tolerance_for(pair, request, out.by), job, out));
    return out;
}

} // namespace

Result<TensorDifference> compare_tensors(const OpenDocument& left, const OpenDocument& right,
                                         const TensorPair& pair, const CompareRequest& request,
                                         const JobContext& job)
{
    const Compared compared{left.document->tensor(pair.left), left.sources,
                            right.document->tensor(pair.right), right.sources, request.threads};
    return guarded([&] { return difference_of(compared, pair, request, job); });
}

} // namespace strata
