// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/json_writer.h"

#include <QString>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace strata::report {

namespace {

constexpr std::size_t buffer_bytes = std::size_t{64} << 10;

bool plain(char c)
{
    return c >= ' ' && c < '\x7f' && c != '"' && c != '\\';
}

/// Characters that move the cursor or turn the direction of writing on a terminal, and those that
/// end a line in JavaScript.
bool needs_escape(char16_t unit)
{
    return unit < 0x20 || (unit >= 0x7f && unit < 0xa0) || (unit >= 0x200e && unit <= 0x200f) ||
           (unit >= 0x2028 && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069) ||
           unit == 0x61c || unit == 0xfeff;
}

std::string escaped(char16_t unit)
{
    switch (unit) {
    case '\n':
        return "\\n";
    case '\t':
        return "\\t";
    case '\r':
        return "\\r";
    default:
        break;
    }
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(unit));
    return text.data();
}

} // namespace

std::string json_text(std::string_view utf8)
{
    std::string out = "\"";
    if (std::all_of(utf8.begin(), utf8.end(), plain)) {
        out.append(utf8);
        return out + '"';
    }
    const QString text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    QString run;
    const auto flush = [&] {
        out += run.toStdString();
        run.clear();
    };
    for (const QChar c : text) {
        const bool quoted = c == u'"' || c == u'\\';
        if (!quoted && !needs_escape(c.unicode())) {
            run.append(c);
            continue;
        }
        flush();
        out += quoted ? std::string("\\") + static_cast<char>(c.unicode()) : escaped(c.unicode());
    }
    flush();
    return out + '"';
}

JsonWriter::JsonWriter(Sink sink) : m_sink(std::move(sink)) {}

void JsonWriter::begin(char opening, char closing, Layout layout)
{
    start_item();
    append(std::string_view(&opening, 1));
    if (!m_levels.empty() && m_levels.back().layout == Layout::OneLine)
        layout = Layout::OneLine;
    m_levels.push_back({closing, layout});
}

void JsonWriter::end()
{
    const Level level = m_levels.back();
    m_levels.pop_back();
    if (!level.empty && level.layout == Layout::Lines)
        new_line();
    append(std::string_view(&level.closing, 1));
}

void JsonWriter::key(std::string_view name)
{
    start_item();
    append(json_text(name));
    append(": ");
    m_after_key = true;
}

void JsonWriter::real(double value)
{
    if (std::isnan(value))
        return literal("\"NaN\"");
    if (std::isinf(value))
        return literal(value > 0 ? "\"Infinity\"" : "\"-Infinity\"");
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
    std::string_view digits(text.data(), static_cast<std::size_t>(end.ptr - text.data()));
    // A whole number keeps a sign of being real.
    if (digits.find_first_of(".en") == digits.npos)
        return literal(std::string(digits) + ".0");
    literal(digits);
}

void JsonWriter::text(std::string_view utf8)
{
    literal(json_text(utf8));
}

void JsonWriter::text_or_null(std::string_view utf8)
{
    if (utf8.empty())
        return null();
    text(utf8);
}

void JsonWriter::finish()
{
    append("\n");
    m_sink(m_buffer);
    m_buffer.clear();
}

void JsonWriter::start_item()
{
    if (m_after_key || m_levels.empty()) {
        m_after_key = false;
        return;
    }
    Level& level = m_levels.back();
    if (!level.empty)
        append(level.layout == Layout::Lines ? "," : ", ");
    level.empty = false;
    if (level.layout == Layout::Lines)
        new_line();
}

void JsonWriter::new_line()
{
    append("\n");
    // A deep tree must not turn into a file of blanks.
    constexpr std::size_t deepest_indent = 32;
    m_buffer.append(2 * std::min(m_levels.size(), deepest_indent), ' ');
}

void JsonWriter::literal(std::string_view text)
{
    start_item();
    append(text);
}

void JsonWriter::append(std::string_view text)
{
    m_buffer.append(text);
    if (m_buffer.size() < buffer_bytes)
        return;
    m_sink(m_buffer);
    m_buffer.clear();
}

} // namespace strata::report
