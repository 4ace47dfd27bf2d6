// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"

#include <bit>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>

namespace strata {

/// Reads numbers and runs of bytes from a span, in order, never past its end. `base` is the
/// offset of the span in its source, so that errors name a place in the file.
class ByteCursor {
public:
    explicit ByteCursor(std::span<const std::byte> bytes, std::uint64_t base = 0)
        : m_bytes(bytes), m_base(base)
    {
    }

    /// Offset of the next byte in the source.
    [[nodiscard]] std::uint64_t offset() const { return m_base + m_position; }
    [[nodiscard]] std::size_t remaining() const { return m_bytes.size() - m_position; }
    [[nodiscard]] bool at_end() const { return remaining() == 0; }

    /// The next `count` bytes, which stay owned by the source; Truncated when there are fewer.
    Result<std::span<const std::byte>> take(std::uint64_t count)
    {
        if (count > remaining())
            return fail(ErrorCode::Truncated,
                        "need " + std::to_string(count) + " bytes, have " +
                            std::to_string(remaining()),
                        offset());
        const auto part = m_bytes.subspan(m_position, static_cast<std::size_t>(count));
        m_position += static_cast<std::size_t>(count);
        return part;
    }

    Result<std::string_view> take_text(std::uint64_t count)
    {
        STRATA_ASSIGN(const auto part, take(count));
        return std::string_view(reinterpret_cast<const char*>(part.data()), part.size());
    }

    Result<void> skip(std::uint64_t count)
    {
        STRATA_TRY(take(count));
        return {};
    }

    /// A number in little-endian order.
    template <class T> Result<T> little()
    {
        STRATA_ASSIGN(const auto part, take(sizeof(T)));
        T value;
        std::memcpy(&value, part.data(), sizeof(T));
        static_assert(std::endian::native == std::endian::little,
                      "a big-endian host needs a swap here");
        return value;
    }

private:
    std::span<const std::byte> m_bytes;
    std::uint64_t m_base;
    std::size_t m_position = 0;
};

} // namespace strata
