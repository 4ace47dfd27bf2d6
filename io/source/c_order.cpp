// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/c_order.h"

#include "io/base/checked.h"
#include "io/source/scratch_file.h"
#include "io/source/tensor_reader.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace strata {

namespace {

constexpr std::uint64_t piece_bytes = std::uint64_t{16} << 20;

using Axes = std::vector<SliceAxis>;

Axes all_of(const Shape& shape)
{
    Axes axes;
    for (const std::uint64_t length : shape)
        axes.push_back({0, length, 1});
    return axes;
}

/// Parts of at most piece_bytes that, one after the other, are the whole in C order. Halving along
/// the first axis of more than one index ends after 64 steps at the latest.
class Pieces {
public:
    explicit Pieces(const Tensor& tensor)
        : m_item(std::max<std::uint64_t>(tensor.dtype.item_size, 1))
    {
        m_left.push_back(all_of(tensor.shape));
    }

    /// Nothing when all was given out.
    Result<std::optional<Axes>> next()
    {
        while (!m_left.empty()) {
            Axes part = std::move(m_left.back());
            m_left.pop_back();
            Shape counts;
            for (const SliceAxis& axis : part)
                counts.push_back(axis.count);
            const auto items = checked_product(counts);
            const auto bytes = items ? checked_multiply(*items, m_item) : std::nullopt;
            if (!bytes)
                return fail(ErrorCode::LimitExceeded, "slice");
            if (*items == 0)
                continue;
            if (*bytes <= piece_bytes || *items == 1)
                return std::optional(std::move(part));
            split(part);
        }
        return std::optional<Axes>();
    }

private:
    void split(const Axes& part)
    {
        const auto axis = static_cast<std::size_t>(
            std::find_if(part.begin(), part.end(),
                         [](const SliceAxis& each) { return each.count > 1; }) -
            part.begin());
        Axes low = part;
        Axes high = part;
        low[axis].count = part[axis].count / 2;
        high[axis].start += low[axis].count;
        high[axis].count -= low[axis].count;
        m_left.push_back(std::move(high));
        m_left.push_back(std::move(low));
    }

    std::uint64_t m_item;
    std::vector<Axes> m_left; ///< what comes first is last
};

/// Whether blocks in storage order are in C order, too.
bool is_stored_in_c_order(const Tensor& tensor)
{
    const bool chunked = std::holds_alternative<ChunkedStorage>(tensor.storage);
    return !chunked && (!tensor.fortran_order || tensor.shape.size() < 2);
}

/// What must be decoded from its start is decoded once, not for each piece again.
struct Decoded {
    Tensor tensor;
    SourceSet sources;
};

Result<Decoded> decoded(const Tensor& tensor, const SourceSet& sources, const JobContext& job)
{
    STRATA_ASSIGN(const TensorReader reader, TensorReader::plan(tensor, sources));
    const std::uint64_t bytes = reader.item_count() * reader.item_size();
    if (reader.random_access() || bytes <= piece_bytes)
        return Decoded{tensor, sources};
    STRATA_ASSIGN(ScratchFile file, ScratchFile::create(bytes));
    STRATA_TRY(reader.for_each(
        job, 1, [&](const ValueBlock& block, unsigned) { return file.append(block.bytes); }));
    Decoded out{tensor, {std::move(file).into_source()}};
    out.tensor.dtype.big_endian = false;
    out.tensor.storage = DenseStorage{{SourceId::file, 0, bytes}, {}, 0, 0};
    return out;
}

std::uint64_t room_of(const Tensor& tensor)
{
    return std::max(piece_bytes, tensor.dtype.item_size);
}

} // namespace

Result<void> read_in_c_order(const Tensor& tensor, const SourceSet& sources, const JobContext& job,
                             const ItemSink& sink)
{
    if (is_stored_in_c_order(tensor)) {
        STRATA_ASSIGN(const TensorReader reader, TensorReader::plan(tensor, sources));
        return reader.for_each(job, 1, [&](const ValueBlock& block, unsigned) {
            return block.count == 0 ? Result<void>() : sink(block.bytes);
        });
    }
    STRATA_ASSIGN(const Decoded whole, decoded(tensor, sources, job));
    Pieces pieces(tensor);
    for (;;) {
        STRATA_TRY(job.check());
        STRATA_ASSIGN(const auto part, pieces.next());
        if (!part)
            return {};
        STRATA_ASSIGN(const auto items,
                      read_slice(whole.tensor, whole.sources, *part, job, room_of(tensor)));
        STRATA_TRY(sink(items));
    }
}

Result<bool> equal_in_c_order(const Tensor& left, const SourceSet& left_sources,
                              const Tensor& right, const SourceSet& right_sources,
                              const JobContext& job)
{
    if (right.bytes() == 0)
        return true;
    const auto* const stored = std::get_if<DenseStorage>(&right.storage);
    const bool plain = stored != nullptr && stored->codecs.empty() && stored->stride == 0 &&
                       !right.dtype.big_endian && is_stored_in_c_order(right);
    if (!plain)
        return fail(ErrorCode::BadArgument, "stored in another order");
    const ByteSource& source = *right_sources[index(stored->extent.source)];
    std::uint64_t at = stored->extent.offset + stored->skip;
    bool equal = true;
    std::vector<std::byte> there;
    const auto compare = [&](std::span<const std::byte> items) -> Result<void> {
        there.resize(items.size());
        STRATA_TRY(source.read_at(at, there));
        at += items.size();
        equal = equal && std::memcmp(there.data(), items.data(), items.size()) == 0;
        return {};
    };
    STRATA_TRY(read_in_c_order(left, left_sources, job, compare));
    return equal;
}

} // namespace strata
