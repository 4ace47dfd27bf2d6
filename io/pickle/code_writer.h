// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/pickle/opcodes.h"
#include "io/source/byte_source.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strata::pickle {

/// The bytes that an object of a pickle holds: in the source, or in memory where they had to be
/// decoded.
struct HeldBytes {
    std::uint64_t place = 0;
    std::uint64_t length = 0; ///< as stored
    bool utf8 = false;        ///< stored as UTF-8 of one character, U+0000 to U+00FF, for each byte
    std::optional<std::string> memory; ///< the bytes themselves; `place` and `length` say nothing
};

/// Writes opcodes of one protocol. What was written last can be taken back; long bytes stay in the
/// source until they are handed on.
class CodeWriter {
public:
    using Sink = std::function<Result<void>(std::span<const std::byte>)>;

    /// `protocol` 2 to 5. Without a sink nothing is handed on and no bytes are read, but all is
    /// counted. The references outlive the writer.
    CodeWriter(const ByteSource& source, int protocol, Sink sink, const JobContext& job);

    [[nodiscard]] int protocol() const { return m_protocol; }
    /// Grows with what is written; no count of bytes.
    [[nodiscard]] std::uint64_t position() const { return m_base + m_code.size(); }
    /// Takes back all that was written since `position`, which must not be handed on yet.
    void cut(std::uint64_t position);
    /// Up to where all was handed on: what lies before cannot be taken back.
    [[nodiscard]] std::uint64_t handed_on() const { return m_base; }
    /// How much was not handed on yet.
    [[nodiscard]] std::size_t waiting() const { return m_code.size() + 64 * m_payloads.size(); }
    /// Hands on what was written up to `position`; moves all that waits. Errors of the sink and of
    /// the source; Malformed where bytes are not stored as HeldBytes says.
    Result<void> flush(std::uint64_t position);
    /// Bytes handed on, or counted.
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

    void op(Opcode opcode) { m_code += static_cast<char>(opcode); }
    void op(Opcode opcode, std::uint64_t number, std::size_t size);
    void line(Opcode opcode, std::string_view text);
    void put(std::uint64_t slot);
    void get(std::uint64_t slot);
    void integer(std::int64_t number);
    void boolean(bool value) { op(value ? Opcode::NewTrue : Opcode::NewFalse); }
    void real(double number);
    /// Short text; UTF-8 that may hold surrogates.
    void text(std::string_view utf8);
    /// Text of the source. BadArgument when the protocol has no room for its length.
    Result<void> text_at(std::uint64_t place, std::uint64_t length);
    /// A str of Python 2, from memory or the source. BadArgument as text_at().
    Result<void> native_text(const HeldBytes& bytes);
    /// bytes; below protocol 3 the call of _codecs.encode that CPython writes. Errors as text_at(),
    /// and of the source.
    Result<void> bytes_object(const HeldBytes& bytes);
    /// A bytearray, below protocol 5 by a call.
    Result<void> byte_array(const HeldBytes& bytes);
    /// "module.name" as the protocol writes it: a dotted name below protocol 4 by getattr.
    void name(std::string_view module, std::string_view name);
    /// Opcodes of the source as they are.
    void copy(std::uint64_t place, std::uint64_t length)
    {
        payload({0, Kind::Copy, place, length});
    }
    /// The bytes alone.
    void raw_bytes(const HeldBytes& bytes);
    /// joblib's padding in front of the values of an array.
    void padding(std::uint64_t alignment) { payload({0, Kind::Padding, 0, alignment}); }

private:
    enum class Kind : std::uint8_t { Copy, ToUtf8, FromUtf8, Padding };
    /// What stands for one character of m_code.
    struct Payload {
        std::uint64_t at = 0; ///< its position
        Kind kind = Kind::Copy;
        std::uint64_t place = 0;
        std::uint64_t length = 0; ///< as stored; the alignment of Padding
    };

    void payload(Payload payload);
    void latin1_text(const HeldBytes& bytes, std::uint64_t utf8_length);
    Result<std::uint64_t> length_of(const HeldBytes& bytes, bool as_utf8) const;
    template <class Visit>
    Result<void> blocks(std::uint64_t place, std::uint64_t length, Visit&& visit) const;
    Result<void> hand_on(std::string_view code);
    Result<void> hand_on(const Payload& payload);

    const ByteSource& m_source;
    int m_protocol;
    Sink m_sink;
    const JobContext& m_job;
    std::string m_code;
    std::vector<Payload> m_payloads;
    std::uint64_t m_base = 0;  ///< the position of m_code's start
    std::uint64_t m_bytes = 0; ///< handed on
};

} // namespace strata::pickle
