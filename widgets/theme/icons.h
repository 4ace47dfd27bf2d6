// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPalette>

namespace strata {

/// What an icon's colour says. The colour itself is looked up when the icon is painted.
enum class IconInk {
    Text,
    Secondary,
    Accent,
    Error,
    Warning,
    Note,
    Ok,
    Changed,
    OnlyLeft,
    OnlyRight,
    Renamed
};

/// The icon ":/icons/NAME.svg" in the palette's colour of the moment.
[[nodiscard]] QIcon icon(const QString& name, IconInk ink = IconInk::Text);
[[nodiscard]] QColor ink_colour(IconInk ink, const QPalette& palette);
/// A pixmap of an icon in a given colour, sharp at the device's pixels.
[[nodiscard]] QPixmap icon_pixmap(const QString& name, const QColor& colour, int size,
                                  qreal device_pixel_ratio);

} // namespace strata
