// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/window.h"

#include <cstring>

namespace strata::pickle {

Window::Window(const ByteSource& source, std::uint64_t offset)
    : m_source(source), m_size(source.size())
{
    seek(std::min(offset, m_size));
}

void Window::seek(std::uint64_t offset)
{
    m_next = m_end = m_buffer.data();
    m_end_offset = offset;
    m_read = smallest_read;
}

void Window::skip(std::uint64_t count)
{
    if (count <= available())
        m_next += count;
    else
        seek(offset() + count);
}

Result<void> Window::fill(std::size_t wanted)
{
    if (available() >= wanted || m_end_offset == m_size)
        return {};
    const std::size_t kept = available();
    const std::uint64_t unread = m_size - m_end_offset;
    std::size_t count = std::max(m_read, wanted - kept);
    count = static_cast<std::size_t>(std::min<std::uint64_t>(count, unread));
    m_read = std::min(m_read * 2, largest_read);
    if (m_buffer.size() < kept + count) {
        std::vector<unsigned char> larger(kept + count);
        std::copy(m_next, m_end, larger.data());
        m_buffer = std::move(larger);
    } else if (kept > 0) {
        std::memmove(m_buffer.data(), m_next, kept);
    }
    const auto room = std::as_writable_bytes(std::span(m_buffer).subspan(kept, count));
    m_next = m_end = m_buffer.data();
    m_end += kept;
    STRATA_ASSIGN(const std::size_t got, m_source.read_some(m_end_offset, room));
    m_end += got;
    m_end_offset += got;
    // A file that became shorter while it was open ends here for us.
    if (got < count)
        m_size = m_end_offset;
    return {};
}

} // namespace strata::pickle
