// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/code_writer.h"

#include "io/pickle/text_forms.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace strata::pickle {

namespace {

constexpr std::uint64_t block_bytes = std::uint64_t{1} << 20;
constexpr std::uint64_t most_of_4_bytes = 0xffffffff;
/// Bytes up to here lie among the opcodes.
constexpr std::uint64_t short_bytes = 4096;

tl::unexpected<Error> too_long(int protocol)
{
    return fail(ErrorCode::BadArgument, "pickle protocol " + std::to_string(protocol) +
                                            " has no room for 4 GiB in one piece");
}

std::string utf8_of_latin1(std::string_view bytes)
{
    std::string out(2 * bytes.size(), '\0');
    char* next = out.data();
    for (const char each : bytes) {
        const auto byte = static_cast<unsigned char>(each);
        if (byte >= 0x80)
            *next++ = static_cast<char>(0xc0 | byte >> 6);
        *next++ = static_cast<char>(byte >= 0x80 ? 0x80 | (byte & 0x3f) : byte);
    }
    out.resize(static_cast<std::size_t>(next - out.data()));
    return out;
}

std::string_view view_of(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

CodeWriter::CodeWriter(const ByteSource& source, int protocol, Sink sink, const JobContext& job)
    : m_source(source), m_protocol(protocol), m_sink(std::move(sink)), m_job(job)
{
}

// What was written ------------------------------------------------------------------------------

void CodeWriter::cut(std::uint64_t position)
{
    m_code.resize(static_cast<std::size_t>(position - m_base));
    while (!m_payloads.empty() && m_payloads.back().at >= position)
        m_payloads.pop_back();
}

void CodeWriter::payload(Payload payload)
{
    payload.at = position();
    m_code += '\0';
    m_payloads.push_back(payload);
}

Result<void> CodeWriter::flush(std::uint64_t position)
{
    if (position <= m_base)
        return {};
    const std::string_view code = m_code;
    const auto between = [&](std::uint64_t from, std::uint64_t to) {
        return code.substr(static_cast<std::size_t>(from - m_base),
                           static_cast<std::size_t>(to - from));
    };
    std::uint64_t done = m_base;
    std::size_t handed = 0;
    for (; handed < m_payloads.size() && m_payloads[handed].at < position; ++handed) {
        const Payload& next = m_payloads[handed];
        STRATA_TRY(hand_on(between(done, next.at)));
        STRATA_TRY(hand_on(next));
        done = next.at + 1;
    }
    STRATA_TRY(hand_on(between(done, position)));
    m_code.erase(0, static_cast<std::size_t>(position - m_base));
    m_payloads.erase(m_payloads.begin(), m_payloads.begin() + static_cast<std::ptrdiff_t>(handed));
    m_base = position;
    return {};
}

Result<void> CodeWriter::hand_on(std::string_view code)
{
    m_bytes += code.size();
    if (code.empty() || !m_sink)
        return {};
    return m_sink(std::as_bytes(std::span(code)));
}

Result<void> CodeWriter::hand_on(const Payload& payload)
{
    if (payload.kind == Kind::Padding) {
        const std::uint64_t padding = payload.length - (m_bytes + 1) % payload.length;
        return hand_on(std::string(1, static_cast<char>(padding)) +
                       std::string(static_cast<std::size_t>(padding), '\xff'));
    }
    if (!m_sink) {
        m_bytes += payload.length;
        return {};
    }
    std::string half; // the first byte of a character that a block cuts in two
    STRATA_TRY(blocks(payload.place, payload.length, [&](std::string_view block) -> Result<void> {
        if (payload.kind == Kind::Copy)
            return hand_on(block);
        if (payload.kind == Kind::ToUtf8)
            return hand_on(utf8_of_latin1(block));
        std::string text = half + std::string(block);
        half.clear();
        if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xc0) {
            half = text.back();
            text.pop_back();
        }
        const auto bytes = latin1_from_utf8(text);
        if (!bytes)
            return fail(ErrorCode::Malformed, "bytes as text", payload.place);
        return hand_on(*bytes);
    }));
    return half.empty() ? Result<void>()
                        : fail(ErrorCode::Malformed, "bytes as text", payload.place);
}

template <class Visit>
Result<void> CodeWriter::blocks(std::uint64_t place, std::uint64_t length, Visit&& visit) const
{
    for (std::uint64_t done = 0; done < length; done += block_bytes) {
        STRATA_TRY(m_job.check());
        STRATA_ASSIGN(const auto block,
                      m_source.read_copy(place + done, std::min(block_bytes, length - done)));
        STRATA_TRY(visit(view_of(block)));
        m_job.report(place + done, m_source.size());
    }
    return {};
}

/// How many bytes they are, or how many their UTF-8 takes.
Result<std::uint64_t> CodeWriter::length_of(const HeldBytes& bytes, bool as_utf8) const
{
    const auto is_high = [](char each) {
        return static_cast<unsigned char>(each) >= 0x80;
    };
    const auto follows = [](char each) {
        return (static_cast<unsigned char>(each) & 0xc0) == 0x80;
    };
    if (bytes.memory) {
        const auto high = std::count_if(bytes.memory->begin(), bytes.memory->end(), is_high);
        return bytes.memory->size() + (as_utf8 ? static_cast<std::uint64_t>(high) : 0);
    }
    std::uint64_t length = bytes.length;
    if (bytes.utf8 == as_utf8 || !m_sink)
        return length;
    STRATA_TRY(blocks(bytes.place, bytes.length, [&](std::string_view block) -> Result<void> {
        if (as_utf8)
            length +=
                static_cast<std::uint64_t>(std::count_if(block.begin(), block.end(), is_high));
        else
            length -=
                static_cast<std::uint64_t>(std::count_if(block.begin(), block.end(), follows));
        return {};
    }));
    return length;
}

// Opcodes ---------------------------------------------------------------------------------------

void CodeWriter::op(Opcode opcode, std::uint64_t number, std::size_t size)
{
    op(opcode);
    for (std::size_t i = 0; i < size; ++i)
        m_code += static_cast<char>(number >> (8 * i));
}

void CodeWriter::line(Opcode opcode, std::string_view text)
{
    op(opcode);
    m_code += text;
    m_code += '\n';
}

void CodeWriter::put(std::uint64_t slot)
{
    if (m_protocol >= 4) // slots are given out in a row
        op(Opcode::Memoize);
    else
        op(slot <= 0xff ? Opcode::BinPut : Opcode::LongBinPut, slot, slot <= 0xff ? 1 : 4);
}

void CodeWriter::get(std::uint64_t slot)
{
    op(slot <= 0xff ? Opcode::BinGet : Opcode::LongBinGet, slot, slot <= 0xff ? 1 : 4);
}

void CodeWriter::integer(std::int64_t number)
{
    const auto bits = static_cast<std::uint64_t>(number);
    if (number >= 0 && number <= 0xff)
        return op(Opcode::BinInt1, bits, 1);
    if (number >= 0 && number <= 0xffff)
        return op(Opcode::BinInt2, bits, 2);
    if (number >= std::numeric_limits<std::int32_t>::min() &&
        number <= std::numeric_limits<std::int32_t>::max())
        return op(Opcode::BinInt, bits, 4);
    op(Opcode::Long1, 8, 1);
    for (std::size_t i = 0; i < 8; ++i)
        m_code += static_cast<char>(bits >> (8 * i));
}

void CodeWriter::real(double number)
{
    op(Opcode::BinFloat, __builtin_bswap64(std::bit_cast<std::uint64_t>(number)), 8);
}

void CodeWriter::text(std::string_view utf8)
{
    if (m_protocol >= 4 && utf8.size() <= 0xff)
        op(Opcode::ShortBinUnicode, utf8.size(), 1);
    else
        op(Opcode::BinUnicode, utf8.size(), 4);
    m_code += utf8;
}

Result<void> CodeWriter::text_at(std::uint64_t place, std::uint64_t length)
{
    if (length > most_of_4_bytes && m_protocol < 4)
        return too_long(m_protocol);
    if (length > most_of_4_bytes)
        op(Opcode::BinUnicode8, length, 8);
    else
        op(Opcode::BinUnicode, length, 4);
    copy(place, length);
    return {};
}

void CodeWriter::raw_bytes(const HeldBytes& bytes)
{
    if (bytes.memory)
        m_code += *bytes.memory;
    else
        payload({0, bytes.utf8 ? Kind::FromUtf8 : Kind::Copy, bytes.place, bytes.length});
}

Result<void> CodeWriter::native_text(const HeldBytes& bytes)
{
    const std::uint64_t length = bytes.memory ? bytes.memory->size() : bytes.length;
    if (length > most_of_4_bytes / 2)
        return too_long(m_protocol);
    op(length <= 0xff ? Opcode::ShortBinString : Opcode::BinString, length, length <= 0xff ? 1 : 4);
    if (bytes.memory)
        m_code += *bytes.memory;
    else
        copy(bytes.place, length);
    return {};
}

void CodeWriter::latin1_text(const HeldBytes& bytes, std::uint64_t utf8_length)
{
    if (bytes.memory)
        return text(utf8_of_latin1(*bytes.memory));
    op(Opcode::BinUnicode, utf8_length, 4);
    payload({0, bytes.utf8 ? Kind::Copy : Kind::ToUtf8, bytes.place, bytes.length});
}

Result<void> CodeWriter::bytes_object(const HeldBytes& bytes)
{
    if (m_protocol < 3) {
        STRATA_ASSIGN(const std::uint64_t length, length_of(bytes, true));
        if (length > most_of_4_bytes)
            return too_long(m_protocol);
        if (length == 0) {
            name("builtins", "bytes");
            op(Opcode::EmptyTuple);
        } else {
            name("_codecs", "encode");
            latin1_text(bytes, length);
            text("latin1");
            op(Opcode::Tuple2);
        }
        op(Opcode::Reduce);
        return {};
    }
    STRATA_ASSIGN(const std::uint64_t length, length_of(bytes, false));
    if (length > most_of_4_bytes && m_protocol < 4)
        return too_long(m_protocol);
    if (length <= 0xff)
        op(Opcode::ShortBinBytes, length, 1);
    else if (length <= most_of_4_bytes)
        op(Opcode::BinBytes, length, 4);
    else
        op(Opcode::BinBytes8, length, 8);
    raw_bytes(bytes);
    return {};
}

Result<void> CodeWriter::byte_array(const HeldBytes& bytes)
{
    STRATA_ASSIGN(const std::uint64_t length, length_of(bytes, m_protocol < 3));
    if (m_protocol >= 5) {
        op(Opcode::ByteArray8, length, 8);
        raw_bytes(bytes);
        return {};
    }
    name("builtins", "bytearray");
    if (length == 0) {
        op(Opcode::EmptyTuple);
    } else if (m_protocol >= 3) {
        STRATA_TRY(bytes_object(bytes));
        op(Opcode::Tuple1);
    } else if (length > most_of_4_bytes) {
        return too_long(m_protocol);
    } else {
        latin1_text(bytes, length);
        text("latin-1");
        op(Opcode::Tuple2);
    }
    op(Opcode::Reduce);
    return {};
}

void CodeWriter::name(std::string_view module, std::string_view name)
{
    if (m_protocol >= 4) {
        text(module);
        text(name);
        return op(Opcode::StackGlobal);
    }
    // Python 2 knows these two modules, which hold what opcodes leave out, by other names.
    if (m_protocol < 3)
        module = module == "builtins" ? "__builtin__" : module == "copyreg" ? "copy_reg" : module;
    std::size_t dot = name.find('.');
    const auto dots = std::count(name.begin(), name.end(), '.');
    const std::string_view builtins = m_protocol < 3 ? "__builtin__" : "builtins";
    for (auto i = dots; i > 0; --i)
        line(Opcode::Global, std::string(builtins) + "\ngetattr");
    line(Opcode::Global, std::string(module) + '\n' + std::string(name.substr(0, dot)));
    while (dot != std::string_view::npos) {
        name.remove_prefix(dot + 1);
        dot = name.find('.');
        text(name.substr(0, dot));
        op(Opcode::Tuple2);
        op(Opcode::Reduce);
    }
}

} // namespace strata::pickle
