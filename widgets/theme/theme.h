// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

#include <array>

namespace strata {

/// The colours that QPalette has no role for. Two values exist, light and dark; a painter takes the
/// one that belongs to its palette, so a colour is named here and nowhere else.
struct Theme {
    /// Ink for a glyph and its words, and the ground of a band or row that carries them.
    struct Tint {
        QColor ink;
        QColor ground;
    };

    bool is_dark = false;
    QColor frame;           ///< of boxes, tables and controls
    QColor grid;            ///< of a plot
    QColor axis;            ///< lines of a plot's axes
    QColor control_outline; ///< of check boxes and radio buttons
    QColor hover;           ///< row or panel under the pointer
    QColor pressed;
    QColor focus; ///< focus ring
    Tint error;
    Tint warning;
    Tint note;
    Tint ok;
    Tint renamed; ///< same content under another name; strings of code
    std::array<QColor, 8> series;
    QColor other_series; ///< a ninth class and all after it
    std::array<QColor, 9> diverging;
    std::array<QColor, 9> sequential;
    Tint changed; ///< of two sides of a comparison
    Tint only_left;
    Tint only_right;

    [[nodiscard]] static const Theme& light();
    [[nodiscard]] static const Theme& dark();
    /// The one that a palette belongs to: dark when its ground is darker than its text.
    [[nodiscard]] static const Theme& of(const QPalette& palette);
};

[[nodiscard]] bool is_dark(const QPalette& palette);
[[nodiscard]] QPalette make_palette(bool dark);

} // namespace strata
