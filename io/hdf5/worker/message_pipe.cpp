// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker/message_pipe.h"

#include <cerrno>
#include <cstdlib>
#include <iterator>

#include <unistd.h>

namespace strata::hdf5 {

namespace {

/// Gathered before a write; a pipe holds as much.
constexpr std::size_t buffer_bytes = std::size_t{1} << 16;

/// Exit status when nobody reads any more.
constexpr int parent_gone = 3;

} // namespace

void MessagePipe::send(const Json& message)
{
    const std::size_t start = m_buffer.size();
    m_buffer.resize(start + sizeof(std::uint32_t));
    Json::to_cbor(message, m_buffer);
    const auto length = static_cast<std::uint32_t>(m_buffer.size() - start - sizeof(std::uint32_t));
    for (std::size_t i = 0; i < sizeof(length); ++i)
        m_buffer[start + i] = static_cast<std::uint8_t>(length >> (8 * i));
    ++m_count;
    if (m_buffer.size() >= buffer_bytes)
        flush();
}

void MessagePipe::flush()
{
    std::span<const std::uint8_t> rest = m_buffer;
    while (!rest.empty()) {
        const ssize_t written = write(m_descriptor, rest.data(), rest.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            _exit(parent_gone);
        rest = rest.subspan(static_cast<std::size_t>(written));
    }
    m_buffer.clear();
}

} // namespace strata::hdf5
