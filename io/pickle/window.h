// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/byte_source.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace strata::pickle {

/// A moving view of a source: the bytes from the reading position on. Payloads are jumped over
/// by position; after a jump the view starts small and grows again, so that a file of arrays is
/// opened without reading them.
class Window {
public:
    explicit Window(const ByteSource& source, std::uint64_t offset = 0);

    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// Offset of the next byte in the source.
    [[nodiscard]] std::uint64_t offset() const
    {
        return m_end_offset - static_cast<std::uint64_t>(m_end - m_next);
    }
    /// Bytes from here to the end of the source.
    [[nodiscard]] std::uint64_t remaining() const { return m_size - offset(); }
    /// Bytes that can be looked at now.
    [[nodiscard]] std::size_t available() const { return static_cast<std::size_t>(m_end - m_next); }
    [[nodiscard]] const unsigned char* next() const { return m_next; }
    /// Goes past bytes that are available.
    void advance(std::size_t count) { m_next += count; }

    /// Makes at least `wanted` bytes (at most 1 MiB) available, or all that remain.
    Result<void> fill(std::size_t wanted);
    /// Goes past any number of bytes; `count` is at most remaining().
    void skip(std::uint64_t count);
    /// Goes to any place of the source.
    void seek(std::uint64_t offset);

private:
    static constexpr std::size_t smallest_read = std::size_t{16} << 10;
    static constexpr std::size_t largest_read = std::size_t{1} << 20;

    const ByteSource& m_source;
    std::uint64_t m_size = 0;
    std::vector<unsigned char> m_buffer;
    const unsigned char* m_next = nullptr;
    const unsigned char* m_end = nullptr;
    std::uint64_t m_end_offset = 0; ///< of m_end in the source
    std::size_t m_read = smallest_read;
};

} // namespace strata::pickle
