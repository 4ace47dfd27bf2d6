// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace strata::keras {

/// Text by its code points, as Python counts characters. What is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::u32string code_points(std::string_view utf8);
[[nodiscard]] std::string utf8(std::u32string_view text);

/// Cells that a character takes in a terminal: 0, 1, or 2 for East Asian wide ones.
[[nodiscard]] std::size_t cell_width(char32_t character);
[[nodiscard]] std::size_t cell_width(std::u32string_view text);

/// What becomes of a word that is wider than its column.
enum class Overflow { Ellipsis, Fold };
/// Lines of at most `width` cells, broken at blanks.
[[nodiscard]] std::vector<std::u32string> wrap_cells(std::u32string_view text, std::size_t width,
                                                     Overflow overflow);

} // namespace strata::keras
