// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdio>
#include <string_view>

namespace strata::cli {

enum class Style { Plain, Bold, Dim, Red, Yellow, Green, Blue };

/// Standard output or standard error. All text goes through safe_text(); colours only on a terminal
/// and only where NO_COLOR is not set.
class Printer {
public:
    explicit Printer(std::FILE* file);

    void put(const QString& text, Style style = Style::Plain);
    void line(const QString& text = {}, Style style = Style::Plain);
    /// Blanks, for columns.
    void blanks(int count);
    /// Bytes as they are: JSON, CSV to a pipe, arrays.
    void raw(std::string_view bytes);

    [[nodiscard]] bool is_terminal() const { return m_terminal; }
    /// Columns of the terminal; 100 where it is none.
    [[nodiscard]] int columns() const;
    /// Hands over what is buffered. False once something could not be written.
    bool flush();

private:
    std::FILE* m_file;
    bool m_terminal;
    bool m_colour;
};

} // namespace strata::cli
