// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/opcode_forms.h"
#include "io/pickle/window.h"

#include <optional>
#include <string_view>

namespace strata::pickle {

/// One opcode as it lies in the source.
struct OpcodeStep {
    Opcode opcode = Opcode::Stop;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t number = 0; ///< an unsigned argument: a memo slot, a length, a protocol
    /// Where the text or bytes of the argument lie: what a length announces, or a line.
    std::uint64_t place = 0;
    std::uint64_t length = 0;
    /// The argument itself, where it is short; valid up to the next call.
    std::optional<std::string_view> held;
};

/// Reads one opcode after the other, whatever they mean.
class OpcodeReader {
public:
    /// Arguments up to this length are handed over.
    static constexpr std::size_t held_bytes = std::size_t{16} << 10;

    OpcodeReader(const ByteSource& source, std::uint64_t offset) : m_window(source, offset) {}

    /// Truncated at the end of the source; Malformed for a byte that is no opcode.
    Result<OpcodeStep> next();
    /// Goes to any place of the source.
    void seek(std::uint64_t offset) { m_window.seek(offset); }
    [[nodiscard]] std::uint64_t size() const { return m_window.size(); }

private:
    Result<void> read_sized(OpcodeStep& step, const OpcodeForm& form);
    Result<void> read_lines(OpcodeStep& step, int count);
    Result<std::uint64_t> past_newline(std::uint64_t begin);

    Window m_window;
};

} // namespace strata::pickle
