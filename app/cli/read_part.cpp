// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/read_part.h"

#include "io/base/checked.h"
#include "io/source/listed_values.h"

#include <algorithm>
#include <cstring>

namespace strata::cli {

namespace {

Shape counts_of(const TensorPart& part)
{
    Shape counts;
    for (const SliceAxis& axis : part.axes)
        counts.push_back(axis.count);
    return counts;
}

/// Steps through all index tuples of `counts` in C order.
bool advance(Shape& at, const Shape& counts)
{
    for (std::size_t axis = counts.size(); axis-- > 0;) {
        if (++at[axis] < counts[axis])
            return true;
        at[axis] = 0;
    }
    return false;
}

/// Items that were read in rising order, put into the part's own order.
PresentItems in_order(PresentItems read, const TensorPart& part, std::uint64_t item_size)
{
    const bool any =
        std::find(part.reversed.begin(), part.reversed.end(), true) != part.reversed.end();
    if (!any || read.items.empty() || item_size == 0)
        return read;
    const Shape counts = counts_of(part);
    PresentItems ordered{std::vector<std::byte>(read.items.size()),
                         std::vector<bool>(read.missing.size())};
    Shape at(counts.size(), 0);
    std::uint64_t next = 0;
    do {
        std::uint64_t from = 0;
        for (std::size_t axis = 0; axis < counts.size(); ++axis)
            from = from * counts[axis] +
                   (part.reversed[axis] ? counts[axis] - 1 - at[axis] : at[axis]);
        std::memcpy(ordered.items.data() + next * item_size, read.items.data() + from * item_size,
                    item_size);
        if (!read.missing.empty())
            ordered.missing[next] = read.missing[from];
        ++next;
    } while (advance(at, counts));
    return ordered;
}

/// The two halves of a part along its first axis that has more than one index, in its order.
std::pair<TensorPart, TensorPart> halves(const TensorPart& part)
{
    const auto long_axis = std::find_if(part.axes.begin(), part.axes.end(),
                                        [](const SliceAxis& axis) { return axis.count > 1; });
    const auto axis = static_cast<std::size_t>(long_axis - part.axes.begin());
    TensorPart low = part;
    TensorPart high = part;
    const std::uint64_t half = part.axes[axis].count / 2;
    low.axes[axis].count = half;
    high.axes[axis].start += half * part.axes[axis].step;
    high.axes[axis].count -= half;
    return part.reversed[axis] ? std::pair(high, low) : std::pair(low, high);
}

} // namespace

Result<PresentItems> read_part(const Tensor& tensor, const SourceSet& sources,
                               const TensorPart& part, const JobContext& job,
                               std::uint64_t max_bytes)
{
    STRATA_ASSIGN(auto items, read_present_slice(tensor, sources, part.axes, job, max_bytes));
    return in_order(std::move(items), part, tensor.dtype.item_size);
}

Result<void> read_part_in_pieces(const Tensor& tensor, const SourceSet& sources,
                                 const TensorPart& part, const JobContext& job,
                                 std::uint64_t max_bytes, const PieceSink& sink)
{
    const auto items = checked_product(counts_of(part));
    const auto bytes = items ? checked_multiply(*items, tensor.dtype.item_size) : std::nullopt;
    if (!bytes)
        return fail(ErrorCode::LimitExceeded, "slice");
    if (*bytes <= max_bytes || *items <= 1) {
        STRATA_ASSIGN(const auto piece, read_part(tensor, sources, part, job, *bytes));
        if (!piece.missing.empty())
            return fail(ErrorCode::Truncated, "tensor values");
        return sink(piece.items);
    }
    // Halving ends after 64 steps at the latest.
    const auto [first, second] = halves(part);
    STRATA_TRY(read_part_in_pieces(tensor, sources, first, job, max_bytes, sink));
    return read_part_in_pieces(tensor, sources, second, job, max_bytes, sink);
}

Result<std::vector<Value>> read_objects(const Tensor& tensor, const SourceSet& sources,
                                        const TensorPart& part, const JobContext& job)
{
    STRATA_ASSIGN(const SharedValues listed, listed_values(tensor, sources, job));
    const Shape counts = counts_of(part);
    const std::size_t rank = counts.size();
    std::vector<Value> objects;
    if (checked_product(counts).value_or(1) == 0)
        return objects;
    Shape at(rank, 0);
    do {
        std::uint64_t from = 0;
        for (std::size_t axis = 0; axis < rank; ++axis) {
            const SliceAxis& slice = part.axes[axis];
            const std::uint64_t step = part.reversed[axis] ? slice.count - 1 - at[axis] : at[axis];
            from = from * tensor.shape[axis] + slice.start + step * slice.step;
        }
        if (from >= listed->size())
            return fail(ErrorCode::Truncated, "objects");
        objects.push_back((*listed)[from]);
    } while (advance(at, counts));
    return objects;
}

} // namespace strata::cli
