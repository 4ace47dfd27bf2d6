// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/disassembly.h"

#include "io/base/guarded.h"
#include "io/model/value.h"
#include "io/pickle/window.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <deque>

namespace strata::pickle {

namespace {

/// What follows an opcode's byte. Sized numbers are little-endian.
enum class Argument : std::uint8_t {
    None,
    Unsigned, ///< of `size` bytes
    Signed,
    Double, ///< big-endian
    Line,   ///< up to a newline
    TwoLines,
    Text, ///< a length of `size` bytes, then UTF-8
    Bytes,
    Long, ///< a length of `size` bytes, then a number
};

struct Form {
    const char* name = "?";
    Argument argument = Argument::None;
    std::uint8_t size = 0;
};

constexpr std::array<Form, 256> make_forms()
{
    using A = Argument;
    std::array<Form, 256> forms{};
    const auto set = [&](Opcode opcode, const char* name, A argument = A::None,
                         std::uint8_t size = 0) {
        forms[static_cast<std::uint8_t>(opcode)] = {name, argument, size};
    };
    set(Opcode::Mark, "MARK");
    set(Opcode::Stop, "STOP");
    set(Opcode::Pop, "POP");
    set(Opcode::PopMark, "POP_MARK");
    set(Opcode::Dup, "DUP");
    set(Opcode::Float, "FLOAT", A::Line);
    set(Opcode::Int, "INT", A::Line);
    set(Opcode::BinInt, "BININT", A::Signed, 4);
    set(Opcode::BinInt1, "BININT1", A::Unsigned, 1);
    set(Opcode::Long, "LONG", A::Line);
    set(Opcode::BinInt2, "BININT2", A::Unsigned, 2);
    set(Opcode::None, "NONE");
    set(Opcode::PersId, "PERSID", A::Line);
    set(Opcode::BinPersId, "BINPERSID");
    set(Opcode::Reduce, "REDUCE");
    set(Opcode::String, "STRING", A::Line);
    set(Opcode::BinString, "BINSTRING", A::Text, 4);
    set(Opcode::ShortBinString, "SHORT_BINSTRING", A::Text, 1);
    set(Opcode::Unicode, "UNICODE", A::Line);
    set(Opcode::BinUnicode, "BINUNICODE", A::Text, 4);
    set(Opcode::Append, "APPEND");
    set(Opcode::Build, "BUILD");
    set(Opcode::Global, "GLOBAL", A::TwoLines);
    set(Opcode::Dict, "DICT");
    set(Opcode::EmptyDict, "EMPTY_DICT");
    set(Opcode::Appends, "APPENDS");
    set(Opcode::Get, "GET", A::Line);
    set(Opcode::BinGet, "BINGET", A::Unsigned, 1);
    set(Opcode::Inst, "INST", A::TwoLines);
    set(Opcode::LongBinGet, "LONG_BINGET", A::Unsigned, 4);
    set(Opcode::List, "LIST");
    set(Opcode::EmptyList, "EMPTY_LIST");
    set(Opcode::Obj, "OBJ");
    set(Opcode::Put, "PUT", A::Line);
    set(Opcode::BinPut, "BINPUT", A::Unsigned, 1);
    set(Opcode::LongBinPut, "LONG_BINPUT", A::Unsigned, 4);
    set(Opcode::SetItem, "SETITEM");
    set(Opcode::Tuple, "TUPLE");
    set(Opcode::EmptyTuple, "EMPTY_TUPLE");
    set(Opcode::SetItems, "SETITEMS");
    set(Opcode::BinFloat, "BINFLOAT", A::Double, 8);
    set(Opcode::Proto, "PROTO", A::Unsigned, 1);
    set(Opcode::NewObj, "NEWOBJ");
    set(Opcode::Ext1, "EXT1", A::Unsigned, 1);
    set(Opcode::Ext2, "EXT2", A::Unsigned, 2);
    set(Opcode::Ext4, "EXT4", A::Signed, 4);
    set(Opcode::Tuple1, "TUPLE1");
    set(Opcode::Tuple2, "TUPLE2");
    set(Opcode::Tuple3, "TUPLE3");
    set(Opcode::NewTrue, "NEWTRUE");
    set(Opcode::NewFalse, "NEWFALSE");
    set(Opcode::Long1, "LONG1", A::Long, 1);
    set(Opcode::Long4, "LONG4", A::Long, 4);
    set(Opcode::BinBytes, "BINBYTES", A::Bytes, 4);
    set(Opcode::ShortBinBytes, "SHORT_BINBYTES", A::Bytes, 1);
    set(Opcode::ShortBinUnicode, "SHORT_BINUNICODE", A::Text, 1);
    set(Opcode::BinUnicode8, "BINUNICODE8", A::Text, 8);
    set(Opcode::BinBytes8, "BINBYTES8", A::Bytes, 8);
    set(Opcode::EmptySet, "EMPTY_SET");
    set(Opcode::AddItems, "ADDITEMS");
    set(Opcode::FrozenSet, "FROZENSET");
    set(Opcode::NewObjEx, "NEWOBJ_EX");
    set(Opcode::StackGlobal, "STACK_GLOBAL");
    set(Opcode::Memoize, "MEMOIZE");
    set(Opcode::Frame, "FRAME", A::Unsigned, 8);
    set(Opcode::ByteArray8, "BYTEARRAY8", A::Bytes, 8);
    set(Opcode::NextBuffer, "NEXT_BUFFER");
    set(Opcode::ReadonlyBuffer, "READONLY_BUFFER");
    return forms;
}

constexpr std::array<Form, 256> forms = make_forms();

/// Of a text or bytes argument, so much is shown.
constexpr std::uint64_t shown_bytes = 96;

/// What is read at once of a line.
constexpr std::uint64_t line_block = 4096;
/// joblib pads an array to 16 bytes, after one byte that says by how much.
constexpr std::uint64_t longest_padding = 17;
constexpr std::uint64_t opcodes_between_checks = 1 << 16;

std::uint64_t little_endian(const unsigned char* bytes, std::size_t size)
{
    std::uint64_t number = 0;
    for (std::size_t i = size; i-- > 0;)
        number = number << 8 | bytes[i];
    return number;
}

/// Goes from opcode to opcode without looking at what they hold.
class Walk {
public:
    Walk(const ByteSource& source, std::span<const RawRun> raw) : m_window(source), m_raw(raw) {}

    [[nodiscard]] std::uint64_t offset() const { return m_window.offset(); }
    [[nodiscard]] bool at_end() const { return m_window.remaining() == 0; }

    /// Past one opcode and its argument; at the file's end past what is there.
    Result<void> step()
    {
        STRATA_TRY(m_window.fill(longest_head));
        const std::uint8_t byte = *m_window.next();
        const Form& form = forms[byte];
        if (opcode_protocol(byte) < 0)
            return fail(ErrorCode::Malformed, "no opcode");
        if (form.argument == Argument::Line || form.argument == Argument::TwoLines) {
            m_window.advance(1);
            STRATA_TRY(skip_line());
            return form.argument == Argument::TwoLines ? skip_line() : Result<void>();
        }
        std::uint64_t length = 1 + std::uint64_t{form.size};
        const bool counted = form.argument == Argument::Text || form.argument == Argument::Bytes ||
                             form.argument == Argument::Long;
        if (counted && m_window.available() >= length) {
            const std::uint64_t payload = little_endian(m_window.next() + 1, form.size);
            length = std::min(payload, m_window.remaining()) + length;
        }
        m_window.skip(std::min(length, m_window.remaining()));
        if (static_cast<Opcode>(byte) == Opcode::Build)
            skip_raw();
        return static_cast<Opcode>(byte) == Opcode::Stop ? skip_zeros() : Result<void>();
    }

private:
    static constexpr std::size_t longest_head = 9;

    Result<void> skip_line()
    {
        while (m_window.remaining() != 0) {
            STRATA_TRY(m_window.fill(1));
            const auto* const end = static_cast<const unsigned char*>(
                std::memchr(m_window.next(), '\n', m_window.available()));
            if (end != nullptr) {
                m_window.advance(static_cast<std::size_t>(end - m_window.next()) + 1);
                return {};
            }
            m_window.skip(m_window.available());
        }
        return {};
    }

    /// Between two pickles of one file there may be padding.
    Result<void> skip_zeros()
    {
        while (m_window.remaining() != 0) {
            STRATA_TRY(m_window.fill(1));
            const unsigned char* const end = m_window.next() + m_window.available();
            const unsigned char* const other =
                std::find_if(m_window.next(), end, [](unsigned char byte) { return byte != 0; });
            m_window.advance(static_cast<std::size_t>(other - m_window.next()));
            if (other != end)
                break;
        }
        return {};
    }

    void skip_raw()
    {
        const std::uint64_t here = offset();
        const auto next = std::lower_bound(m_raw.begin(), m_raw.end(), RawRun{here, 0});
        if (next == m_raw.end() || next->first - here > longest_padding)
            return;
        const std::uint64_t room = m_window.size() - next->first;
        if (next->first <= m_window.size())
            m_window.seek(next->first + std::min(next->second, room));
    }

    Window m_window;
    std::span<const RawRun> m_raw;
};

/// `size` bytes are there of the `claimed` ones.
std::string long_text(const unsigned char* bytes, std::size_t size, std::uint64_t claimed)
{
    if (claimed > sizeof(std::int64_t))
        return "(" + std::to_string(claimed) + " bytes)";
    std::uint64_t number = little_endian(bytes, size);
    if (size > 0 && size < 8 && (bytes[size - 1] & 0x80) != 0)
        number |= ~std::uint64_t{0} << (8 * size);
    return std::to_string(static_cast<std::int64_t>(number));
}

std::string double_text(const unsigned char* bytes)
{
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 8; ++i)
        bits = bits << 8 | bytes[i];
    return python_float(std::bit_cast<double>(bits));
}

/// The line at `at`, cut where it is long; `at` moves behind its end.
Result<std::string> line_text(const ByteSource& source, std::uint64_t& at)
{
    std::string shown;
    bool cut = false;
    bool ended = false;
    while (!ended && at < source.size()) {
        const std::uint64_t length = std::min(line_block, source.size() - at);
        STRATA_ASSIGN(const std::vector<std::byte> copy, source.read_copy(at, length));
        const std::string_view block(reinterpret_cast<const char*>(copy.data()), copy.size());
        const std::string_view part = block.substr(0, block.find('\n'));
        ended = part.size() < block.size();
        at += part.size() + (ended ? 1 : 0);
        const std::size_t room = shown_bytes - shown.size();
        cut = cut || part.size() > room;
        shown += part.substr(0, room);
    }
    return cut ? shown + "…" : shown;
}

Result<std::string> lines_text(const ByteSource& source, std::uint64_t at, bool two)
{
    STRATA_ASSIGN(std::string shown, line_text(source, at));
    if (two) {
        STRATA_ASSIGN(const std::string second, line_text(source, at));
        shown += ' ' + second;
    }
    return shown;
}

Result<OpcodeLine> read_line(const ByteSource& source, std::uint64_t offset)
{
    const std::uint64_t length = std::min(shown_bytes + 9, source.size() - offset);
    STRATA_ASSIGN(const std::vector<std::byte> copy, source.read_copy(offset, length));
    const auto* const bytes = reinterpret_cast<const unsigned char*>(copy.data());
    OpcodeLine line;
    line.offset = offset;
    line.opcode = bytes[0];
    const Form& form = forms[line.opcode];
    const std::size_t head = std::size_t{1} + form.size;
    if (copy.size() < head)
        return line; // cut off by the file's end
    const std::uint64_t number = little_endian(bytes + 1, form.size);
    const std::size_t there = static_cast<std::size_t>(
        std::min<std::uint64_t>({number, copy.size() - head, shown_bytes}));
    const std::string_view text(reinterpret_cast<const char*>(bytes) + head, there);
    switch (form.argument) {
    case Argument::None:
        break;
    case Argument::Unsigned:
        line.argument = std::to_string(number);
        break;
    case Argument::Signed:
        line.argument = std::to_string(static_cast<std::int32_t>(number));
        break;
    case Argument::Double:
        line.argument = double_text(bytes + 1);
        break;
    case Argument::Line:
    case Argument::TwoLines: {
        const bool two = form.argument == Argument::TwoLines;
        STRATA_ASSIGN(line.argument, lines_text(source, offset + 1, two));
        line.is_text = true;
        break;
    }
    case Argument::Text:
    case Argument::Bytes:
        line.argument = python_quoted(text, form.argument == Argument::Bytes);
        line.is_text = form.argument == Argument::Text;
        if (there < number)
            line.argument += "…";
        break;
    case Argument::Long:
        line.argument = long_text(bytes + head, there, number);
        break;
    }
    return line;
}

Result<Disassembly> run(const ByteSource& source, std::uint64_t offset, std::span<const RawRun> raw,
                        std::size_t before, std::size_t after, const JobContext& job)
{
    Walk walk(source, raw);
    std::deque<std::uint64_t> starts;
    std::size_t chosen = 0;
    std::size_t left = after + 1; // opcodes from the chosen one on
    for (std::uint64_t count = 0; left > 0 && !walk.at_end(); ++count) {
        if (count % opcodes_between_checks == 0)
            STRATA_TRY(job.check());
        starts.push_back(walk.offset());
        if (auto stepped = walk.step(); !stepped) {
            // What cannot be read after the wanted opcode takes nothing from what is known.
            if (left <= after) {
                starts.pop_back();
                break;
            }
            return fail(std::move(stepped).error());
        }
        if (walk.offset() <= offset) {
            if (starts.size() > before)
                starts.pop_front();
            continue;
        }
        if (left == after + 1)
            chosen = starts.size() - 1;
        --left;
    }
    Disassembly out;
    out.chosen = chosen;
    if (left == after + 1)
        return fail(ErrorCode::Malformed, "no opcode");
    for (const std::uint64_t start : starts) {
        STRATA_ASSIGN(OpcodeLine line, read_line(source, start));
        out.lines.push_back(std::move(line));
    }
    return out;
}

} // namespace

const char* opcode_name(std::uint8_t byte)
{
    return forms[byte].name;
}

Result<Disassembly> disassemble(const ByteSource& source, std::uint64_t offset,
                                std::span<const RawRun> raw, std::size_t before, std::size_t after,
                                const JobContext& job)
{
    return guarded([&] { return run(source, offset, raw, before, after, job); });
}

} // namespace strata::pickle
