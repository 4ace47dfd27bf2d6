// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/proof/painted_text.h"

#include <QStringList>

class QImage;

namespace strata::test {

/// Least contrast of text and its ground (WCAG 2.1, level AA).
inline constexpr double least_contrast = 4.5;

/// Texts that are cut where nothing scrolls, numbers and column heads that are elided, and texts
/// elided so far that nothing can be read. `texts` were painted by `widget`.
[[nodiscard]] QStringList clipped_texts(QWidget& widget, const QList<PaintedText>& texts);
/// Labels and buttons with a text that their place leaves no room for.
[[nodiscard]] QStringList squeezed_texts(QWidget& widget);
/// Pairs of texts that were painted over one another.
[[nodiscard]] QStringList overlapping_texts(const QList<PaintedText>& texts);
/// Texts of enabled controls and rows with too little contrast to what is around them in `picture`,
/// which shows `widget` at a device pixel ratio of 1.
[[nodiscard]] QStringList faint_texts(QWidget& widget, const QList<PaintedText>& texts,
                                      const QImage& picture);
/// Whether a picture shows nothing: hardly a colour beside the ground.
[[nodiscard]] bool is_blank(const QImage& picture);

/// Contrast of two colours, 1 to 21 (WCAG 2.1).
[[nodiscard]] double contrast(const QColor& one, const QColor& other);

} // namespace strata::test
