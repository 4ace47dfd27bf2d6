// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include <nlohmann/json.hpp>

namespace strata::hdf5 {

using Json = nlohmann::ordered_json;

/// Writes messages to the parent: a 32-bit little-endian length, then that many bytes of CBOR
/// (see io/hdf5/protocol.md). Ends the process when the parent is gone.
class MessagePipe {
public:
    explicit MessagePipe(int descriptor) : m_descriptor(descriptor) {}

    /// Small messages are gathered; flush() or a full buffer sends them.
    void send(const Json& message);
    void flush();
    /// Messages sent, as a measure of progress.
    [[nodiscard]] std::uint64_t count() const { return m_count; }

private:
    int m_descriptor;
    std::uint64_t m_count = 0;
    std::vector<std::uint8_t> m_buffer;
};

} // namespace strata::hdf5
