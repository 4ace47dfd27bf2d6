// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/disassembly.h"

#include "io/base/guarded.h"
#include "io/model/value.h"
#include "io/pickle/opcode_forms.h"
#include "io/pickle/window.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <deque>

namespace strata::pickle {

namespace {

/// Of a text or bytes argument, so much is shown.
constexpr std::uint64_t shown_bytes = 96;

/// What is read at once of a line.
constexpr std::uint64_t line_block = 4096;
/// joblib pads an array to 16 bytes, after one byte that says by how much.
constexpr std::uint64_t longest_padding = 17;
constexpr std::uint64_t opcodes_between_checks = 1 << 16;

/// Goes from opcode to opcode without looking at what they hold.
class Walk {
public:
    Walk(const ByteSource& source, std::span<const RawRun> raw) : m_window(source), m_raw(raw) {}

    [[nodiscard]] std::uint64_t offset() const { return m_window.offset(); }
    [[nodiscard]] bool at_end() const { return m_window.remaining() == 0; }
    /// Bytes since the last opcode that are none.
    [[nodiscard]] std::uint64_t skipped() const { return m_skipped; }

    /// Past one opcode and its argument; at the file's end past what is there.
    Result<void> step()
    {
        m_skipped = 0;
        STRATA_TRY(m_window.fill(longest_head));
        const std::uint8_t byte = *m_window.next();
        const OpcodeForm& form = opcode_form(byte);
        if (opcode_protocol(byte) < 0)
            return fail(ErrorCode::Malformed, "no opcode");
        if (form.argument == OpcodeArgument::Line || form.argument == OpcodeArgument::TwoLines) {
            m_window.advance(1);
            STRATA_TRY(skip_line());
            return form.argument == OpcodeArgument::TwoLines ? skip_line() : Result<void>();
        }
        std::uint64_t length = 1 + std::uint64_t{form.size};
        const bool counted = form.argument == OpcodeArgument::Text ||
                             form.argument == OpcodeArgument::Bytes ||
                             form.argument == OpcodeArgument::Long;
        if (counted && m_window.available() >= length) {
            const std::uint64_t payload = little_endian(m_window.next() + 1, form.size);
            length = std::min(payload, m_window.remaining()) + length;
        }
        m_window.skip(std::min(length, m_window.remaining()));
        const std::uint64_t end = offset();
        if (static_cast<Opcode>(byte) == Opcode::Build)
            skip_raw();
        if (static_cast<Opcode>(byte) == Opcode::Stop)
            STRATA_TRY(skip_zeros());
        m_skipped = offset() - end;
        return {};
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
    std::uint64_t m_skipped = 0;
};

/// Where an opcode starts, and what was skipped before it.
struct Start {
    std::uint64_t offset = 0;
    std::uint64_t skipped = 0;
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
    const OpcodeForm& form = opcode_form(line.opcode);
    const std::size_t head = std::size_t{1} + form.size;
    if (copy.size() < head)
        return line; // cut off by the file's end
    const std::uint64_t number = little_endian(bytes + 1, form.size);
    const std::size_t there = static_cast<std::size_t>(
        std::min<std::uint64_t>({number, copy.size() - head, shown_bytes}));
    const std::string_view text(reinterpret_cast<const char*>(bytes) + head, there);
    switch (form.argument) {
    case OpcodeArgument::None:
        break;
    case OpcodeArgument::Unsigned:
        line.argument = std::to_string(number);
        break;
    case OpcodeArgument::Signed:
        line.argument = std::to_string(static_cast<std::int32_t>(number));
        break;
    case OpcodeArgument::Double:
        line.argument = double_text(bytes + 1);
        break;
    case OpcodeArgument::Line:
    case OpcodeArgument::TwoLines: {
        const bool two = form.argument == OpcodeArgument::TwoLines;
        STRATA_ASSIGN(line.argument, lines_text(source, offset + 1, two));
        line.is_text = true;
        break;
    }
    case OpcodeArgument::Text:
    case OpcodeArgument::Bytes:
        line.argument = python_quoted(text, form.argument == OpcodeArgument::Bytes);
        line.is_text = form.argument == OpcodeArgument::Text;
        if (there < number)
            line.argument += "…";
        break;
    case OpcodeArgument::Long:
        line.argument = long_text(bytes + head, there, number);
        break;
    }
    return line;
}

Result<Disassembly> run(const ByteSource& source, std::uint64_t offset, std::span<const RawRun> raw,
                        std::size_t before, std::size_t after, const JobContext& job)
{
    Walk walk(source, raw);
    std::deque<Start> starts;
    std::size_t chosen = 0;
    std::size_t left = after + 1; // opcodes from the chosen one on
    for (std::uint64_t count = 0; left > 0 && !walk.at_end(); ++count) {
        if (count % opcodes_between_checks == 0)
            STRATA_TRY(job.check());
        starts.push_back({walk.offset(), walk.skipped()});
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
    for (const Start& start : starts) {
        STRATA_ASSIGN(OpcodeLine line, read_line(source, start.offset));
        line.skipped = start.skipped;
        out.lines.push_back(std::move(line));
    }
    return out;
}

} // namespace

Result<Disassembly> disassemble(const ByteSource& source, std::uint64_t offset,
                                std::span<const RawRun> raw, std::size_t before, std::size_t after,
                                const JobContext& job)
{
    return guarded([&] { return run(source, offset, raw, before, after, job); });
}

} // namespace strata::pickle
