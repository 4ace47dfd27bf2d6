// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/opcode_reader.h"

#include <charconv>
#include <cstring>

namespace strata::pickle {

namespace {

tl::unexpected<Error> truncated(std::uint64_t offset)
{
    return fail(ErrorCode::Truncated, {}, offset);
}

} // namespace

Result<OpcodeStep> OpcodeReader::next()
{
    constexpr std::size_t longest_head = 9;
    STRATA_TRY(m_window.fill(longest_head));
    if (m_window.remaining() == 0)
        return truncated(m_window.offset());
    OpcodeStep step;
    step.begin = m_window.offset();
    const std::uint8_t byte = *m_window.next();
    if (opcode_protocol(byte) < 0)
        return fail(ErrorCode::Malformed, "pickle opcode", step.begin);
    step.opcode = static_cast<Opcode>(byte);
    const OpcodeForm& form = opcode_form(byte);
    if (form.argument == OpcodeArgument::Line)
        STRATA_TRY(read_lines(step, 1));
    else if (form.argument == OpcodeArgument::TwoLines)
        STRATA_TRY(read_lines(step, 2));
    else
        STRATA_TRY(read_sized(step, form));
    step.end = m_window.offset();
    return step;
}

Result<void> OpcodeReader::read_sized(OpcodeStep& step, const OpcodeForm& form)
{
    const std::uint64_t head = 1 + std::uint64_t{form.size};
    if (m_window.available() < head)
        return truncated(step.begin);
    step.number = little_endian(m_window.next() + 1, form.size);
    m_window.advance(static_cast<std::size_t>(head));
    const bool counted = form.argument == OpcodeArgument::Text ||
                         form.argument == OpcodeArgument::Bytes ||
                         form.argument == OpcodeArgument::Long;
    if (!counted)
        return {};
    step.place = m_window.offset();
    step.length = step.number;
    if (step.length > m_window.remaining())
        return truncated(step.begin);
    if (step.length <= held_bytes) {
        const auto length = static_cast<std::size_t>(step.length);
        STRATA_TRY(m_window.fill(length));
        if (m_window.available() < length)
            return truncated(step.begin);
        step.held = std::string_view(reinterpret_cast<const char*>(m_window.next()), length);
    }
    m_window.skip(step.length);
    return {};
}

/// Where the newline is that ends a line from `begin` on; the window stands behind it.
Result<std::uint64_t> OpcodeReader::past_newline(std::uint64_t begin)
{
    for (;;) {
        STRATA_TRY(m_window.fill(1));
        if (m_window.available() == 0)
            return truncated(begin);
        const auto* const start = m_window.next();
        const auto* const end =
            static_cast<const unsigned char*>(std::memchr(start, '\n', m_window.available()));
        m_window.advance(end != nullptr ? static_cast<std::size_t>(end - start) + 1
                                        : m_window.available());
        if (end != nullptr)
            return m_window.offset() - 1;
    }
}

Result<void> OpcodeReader::read_lines(OpcodeStep& step, int count)
{
    m_window.advance(1);
    step.place = m_window.offset();
    std::uint64_t newline = step.place;
    for (int i = 0; i < count; ++i) {
        STRATA_ASSIGN(newline, past_newline(step.begin));
    }
    step.length = newline - step.place;
    if (step.length > held_bytes)
        return {};
    m_window.seek(step.place);
    STRATA_TRY(m_window.fill(static_cast<std::size_t>(step.length) + 1));
    const auto* const first = reinterpret_cast<const char*>(m_window.next());
    step.held = std::string_view(first, static_cast<std::size_t>(step.length));
    std::from_chars(first, first + step.length, step.number);
    m_window.advance(static_cast<std::size_t>(step.length) + 1);
    return {};
}

} // namespace strata::pickle
