// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QRectF>
#include <QString>

class QWidget;

namespace strata::test {

/// One run of text as it was painted, whoever painted it: a label, a delegate, a plot.
struct PaintedText {
    QString text;
    QRectF ink;     ///< of the glyphs themselves, in logical pixels of the painted widget
    QRectF visible; ///< what of it lies inside all the clips that held
    QColor colour;
};

/// Paints a widget and its children onto a device that keeps the texts only.
[[nodiscard]] QList<PaintedText> painted_texts(QWidget& widget);

} // namespace strata::test
