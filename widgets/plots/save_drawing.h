// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPixmap>
#include <QSize>
#include <QString>

#include <functional>

class QPaintDevice;
class QWidget;

namespace strata {

/// Something that can be drawn on any device, in logical pixels.
struct Drawing {
    QString title;
    QSize size;
    std::function<void(QPaintDevice&)> draw;
};

/// What a drawing can also be written as: its data.
struct DrawingText {
    QString filter; ///< "Bins as CSV (*.csv)"
    QString suffix; ///< "csv"
    std::function<QString()> text;
};

/// Writes a PNG (at twice the size), an SVG or a PDF by the path's suffix, or one of the texts.
/// Nothing is left behind when it fails. Returns what went wrong; empty when nothing did.
[[nodiscard]] QString write_drawing(const Drawing& drawing, const QList<DrawingText>& texts,
                                    const QString& path);

/// Asks for a file and writes it. Returns what went wrong; empty also when the person thought
/// better of it.
[[nodiscard]] QString save_drawing(QWidget* parent, const Drawing& drawing,
                                   const QList<DrawingText>& texts, const QString& suggested_name);

[[nodiscard]] QPixmap pixmap_of(const Drawing& drawing, qreal device_pixel_ratio);

} // namespace strata
