// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/strided_source.h"

#include "io/base/checked.h"
#include "io/source/item_bytes.h"

#include <algorithm>
#include <cstring>

namespace strata {

namespace {

/// Bytes that are read at once although not all of them are wanted: this much in any case, and a few
/// times what is asked for.
constexpr std::uint64_t spare_bytes = std::uint64_t{64} << 10;
constexpr std::uint64_t spare_factor = 8;
/// What one read may hold in memory.
constexpr std::uint64_t region_bytes = std::uint64_t{32} << 20;

/// Bytes of the source from the first item to behind the last one, by the end; nothing: overflow.
std::optional<std::uint64_t> end_of(const StridedLayout& layout)
{
    std::optional<std::uint64_t> end = checked_add(layout.offset, layout.item_bytes);
    for (std::size_t axis = 0; axis < layout.shape.size() && end; ++axis) {
        if (layout.shape[axis] == 0)
            return layout.offset;
        const auto reach = checked_multiply(layout.shape[axis] - 1, layout.strides[axis]);
        end = reach ? checked_add(*end, *reach) : std::nullopt;
    }
    return end;
}

class StridedSource final : public ByteSource {
public:
    StridedSource(SharedSource source, StridedLayout layout, std::uint64_t bytes)
        : ByteSource(bytes), m_source(std::move(source)), m_layout(std::move(layout))
    {
        if (m_layout.shape.empty()) { // a scalar is read as an axis of one
            m_layout.shape.push_back(1);
            m_layout.strides.push_back(m_layout.item_bytes);
        }
    }

    Result<void> read_at(std::uint64_t offset, std::span<std::byte> out) const override
    {
        if (!range_fits(offset, out.size(), size()))
            return fail(ErrorCode::Truncated, "view", offset);
        if (out.empty())
            return {};
        const std::uint64_t item = m_layout.item_bytes;
        const std::uint64_t first = offset / item;
        const std::uint64_t last = (offset + out.size() - 1) / item;
        if (offset % item == 0 && out.size() % item == 0)
            return read_items(first, out);
        std::vector<std::byte> whole(static_cast<std::size_t>((last - first + 1) * item));
        STRATA_TRY(read_items(first, whole));
        std::memcpy(out.data(), whole.data() + offset % item, out.size());
        return {};
    }

private:
    struct Region {
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
    };

    /// The index of an item along each axis.
    [[nodiscard]] Shape position_of(std::uint64_t item) const
    {
        Shape position(m_layout.shape.size());
        for (std::size_t axis = position.size(); axis-- > 0;) {
            position[axis] = item % m_layout.shape[axis];
            item /= m_layout.shape[axis];
        }
        return position;
    }

    [[nodiscard]] std::uint64_t place_of(const Shape& position) const
    {
        std::uint64_t place = m_layout.offset;
        for (std::size_t axis = 0; axis < position.size(); ++axis)
            place += position[axis] * m_layout.strides[axis];
        return place;
    }

    /// A part of the source that holds all items from `first` to `last`.
    [[nodiscard]] Region region_of(const Shape& first, const Shape& last) const
    {
        Region region{m_layout.offset, m_layout.offset + m_layout.item_bytes};
        bool apart = false;
        for (std::size_t axis = 0; axis < first.size(); ++axis) {
            const std::uint64_t low = apart ? 0 : first[axis];
            const std::uint64_t high = apart ? m_layout.shape[axis] - 1 : last[axis];
            apart = apart || low != high;
            region.begin += low * m_layout.strides[axis];
            region.end += high * m_layout.strides[axis];
        }
        return region;
    }

    Result<void> read_items(std::uint64_t first, std::span<std::byte> out) const
    {
        const std::uint64_t count = out.size() / m_layout.item_bytes;
        const Region region = region_of(position_of(first), position_of(first + count - 1));
        const std::uint64_t covered = region.end - region.begin;
        if (covered > region_bytes || covered > spare_factor * out.size() + spare_bytes)
            return visit_runs(first, out, [&](std::uint64_t place, std::span<std::byte> run) {
                return read_run(place, run);
            });
        std::vector<std::byte> bytes(static_cast<std::size_t>(covered));
        STRATA_TRY(m_source->read_at(region.begin, bytes));
        return visit_runs(first, out, [&](std::uint64_t place, std::span<std::byte> run) {
            gather_items(bytes.data() + (place - region.begin), m_layout.strides.back(),
                         m_layout.item_bytes, run);
            return Result<void>();
        });
    }

    /// Calls `read(place, run)` for each run of items along the last axis.
    template <class Read>
    Result<void> visit_runs(std::uint64_t first, std::span<std::byte> out, const Read& read) const
    {
        const std::uint64_t item = m_layout.item_bytes;
        Shape position = position_of(first);
        while (!out.empty()) {
            const std::uint64_t count =
                std::min(m_layout.shape.back() - position.back(), out.size() / item);
            const auto bytes = static_cast<std::size_t>(count * item);
            STRATA_TRY(read(place_of(position), out.first(bytes)));
            out = out.subspan(bytes);
            position.back() = m_layout.shape.back() - 1;
            for (std::size_t axis = position.size(); axis-- > 0;) {
                if (++position[axis] < m_layout.shape[axis])
                    break;
                position[axis] = 0;
            }
        }
        return {};
    }

    /// A run whose items lie far apart: read together while that is not far more than is wanted.
    Result<void> read_run(std::uint64_t place, std::span<std::byte> run) const
    {
        const std::uint64_t item = m_layout.item_bytes;
        const std::uint64_t stride = m_layout.strides.back();
        if (stride == item)
            return m_source->read_at(place, run);
        const std::uint64_t step =
            std::max<std::uint64_t>(1, spare_bytes / std::max<std::uint64_t>(stride, 1));
        std::vector<std::byte> bytes;
        for (std::uint64_t done = 0, count = run.size() / item; done < count;) {
            const std::uint64_t now = std::min(step, count - done);
            bytes.resize(static_cast<std::size_t>((now - 1) * stride + item));
            STRATA_TRY(m_source->read_at(place + done * stride, bytes));
            gather_items(bytes.data(), stride, item,
                         run.subspan(static_cast<std::size_t>(done * item),
                                     static_cast<std::size_t>(now * item)));
            done += now;
        }
        return {};
    }

    SharedSource m_source;
    StridedLayout m_layout;
};

} // namespace

Result<SharedSource> make_strided_source(SharedSource source, StridedLayout layout)
{
    if (layout.strides.size() != layout.shape.size() || layout.item_bytes == 0)
        return fail(ErrorCode::BadArgument, "strides");
    const auto items = checked_product(layout.shape);
    const auto bytes = items ? checked_multiply(*items, layout.item_bytes) : std::nullopt;
    const auto end = end_of(layout);
    if (!bytes || !end)
        return fail(ErrorCode::LimitExceeded, "view");
    if (*bytes != 0 && *end > source->size())
        return fail(ErrorCode::Truncated, "view", layout.offset);
    return std::make_shared<StridedSource>(std::move(source), std::move(layout), *bytes);
}

} // namespace strata
