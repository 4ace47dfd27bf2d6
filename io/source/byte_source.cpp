// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/byte_source.h"

#include "io/base/checked.h"

#include <algorithm>
#include <cstring>

namespace strata {

namespace {

class MemorySource final : public ByteSource {
public:
    explicit MemorySource(std::vector<std::byte> bytes)
        : ByteSource(bytes.size()), m_bytes(std::move(bytes))
    {
    }

    Result<void> read_at(std::uint64_t offset, std::span<std::byte> out) const override
    {
        if (!range_fits(offset, out.size(), size()))
            return fail(ErrorCode::Truncated, {}, offset);
        if (!out.empty())
            std::memcpy(out.data(), m_bytes.data() + offset, out.size());
        return {};
    }

private:
    std::vector<std::byte> m_bytes;
};

class SliceSource final : public ByteSource {
public:
    SliceSource(SharedSource source, std::uint64_t offset, std::uint64_t length)
        : ByteSource(length), m_source(std::move(source)), m_offset(offset)
    {
    }

    Result<void> read_at(std::uint64_t offset, std::span<std::byte> out) const override
    {
        if (!range_fits(offset, out.size(), size()))
            return fail(ErrorCode::Truncated, {}, offset);
        return m_source->read_at(m_offset + offset, out);
    }

    [[nodiscard]] std::optional<FileRange> file_range() const override
    {
        auto range = m_source->file_range();
        if (range)
            range->base += m_offset;
        return range;
    }

private:
    SharedSource m_source;
    std::uint64_t m_offset;
};

} // namespace

Result<std::size_t> ByteSource::read_some(std::uint64_t offset, std::span<std::byte> out) const
{
    if (offset >= size())
        return std::size_t{0};
    const auto count =
        static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), size() - offset));
    STRATA_TRY(read_at(offset, out.first(count)));
    return count;
}

Result<std::vector<std::byte>> ByteSource::read_copy(std::uint64_t offset,
                                                     std::uint64_t length) const
{
    if (!range_fits(offset, length, size()))
        return fail(ErrorCode::Truncated,
                    std::to_string(length) + " bytes wanted of " + std::to_string(size()), offset);
    std::vector<std::byte> bytes(static_cast<std::size_t>(length));
    STRATA_TRY(read_at(offset, bytes));
    return bytes;
}

SharedSource make_memory_source(std::vector<std::byte> bytes)
{
    return std::make_shared<MemorySource>(std::move(bytes));
}

Result<SharedSource> make_slice_source(SharedSource source, std::uint64_t offset,
                                       std::uint64_t length)
{
    if (!range_fits(offset, length, source->size()))
        return fail(ErrorCode::Truncated, "a part of " + std::to_string(length) + " bytes", offset);
    return std::make_shared<SliceSource>(std::move(source), offset, length);
}

} // namespace strata
