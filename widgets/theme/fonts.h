// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace strata {

/// The sizes of the look, each derived from the body font, so that a larger system font enlarges
/// all of them.
[[nodiscard]] QFont small_font(const QFont& body);
[[nodiscard]] QFont caption_font(const QFont& body); ///< never under 8 pt
[[nodiscard]] QFont bold_font(const QFont& body);    ///< section heads
[[nodiscard]] QFont title_font(const QFont& body);   ///< a page's title
[[nodiscard]] QFont start_font(const QFont& body);   ///< the start page's line
/// For numbers, shapes, dtypes, paths, code and bytes: digits stand under digits.
[[nodiscard]] QFont fixed_font(const QFont& body);

/// Height of a row, a header, a control, for a body font.
[[nodiscard]] int row_height(const QFont& body);
[[nodiscard]] int control_height(const QFont& body);

} // namespace strata
