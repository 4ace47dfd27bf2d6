// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/printer.h"

#include "app/report/safe_text.h"

#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

namespace strata::cli {

namespace {

bool wants_colour()
{
    const char* const no_color = std::getenv("NO_COLOR");
    const char* const term = std::getenv("TERM");
    return (no_color == nullptr || *no_color == '\0') &&
           (term == nullptr || std::string_view(term) != "dumb");
}

/// "Select Graphic Rendition" of ECMA-48.
const char* code_of(Style style)
{
    switch (style) {
    case Style::Bold:
        return "\x1b[1m";
    case Style::Dim:
        return "\x1b[2m";
    case Style::Red:
        return "\x1b[31m";
    case Style::Yellow:
        return "\x1b[33m";
    case Style::Green:
        return "\x1b[32m";
    case Style::Blue:
        return "\x1b[34m";
    case Style::Plain:
        break;
    }
    return "";
}

} // namespace

Printer::Printer(std::FILE* file)
    : m_file(file), m_terminal(isatty(fileno(file)) != 0), m_colour(m_terminal && wants_colour())
{
}

void Printer::put(const QString& text, Style style)
{
    const bool coloured = m_colour && style != Style::Plain && !text.isEmpty();
    if (coloured)
        raw(code_of(style));
    const QByteArray utf8 = report::safe_text(text).toUtf8();
    raw({utf8.constData(), static_cast<std::size_t>(utf8.size())});
    if (coloured)
        raw("\x1b[0m");
}

void Printer::line(const QString& text, Style style)
{
    put(text, style);
    raw("\n");
}

void Printer::blanks(int count)
{
    for (; count > 0; --count)
        raw(" ");
}

void Printer::raw(std::string_view bytes)
{
    std::fwrite(bytes.data(), 1, bytes.size(), m_file);
}

int Printer::columns() const
{
    winsize size{};
    if (m_terminal && ioctl(fileno(m_file), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 100;
}

bool Printer::flush()
{
    return std::fflush(m_file) == 0 && std::ferror(m_file) == 0;
}

} // namespace strata::cli
