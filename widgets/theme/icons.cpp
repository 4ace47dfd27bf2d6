// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/icons.h"

#include "widgets/theme/svg_icon_engine.h"
#include "widgets/theme/theme.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace strata {

QIcon icon(const QString& name, IconInk ink)
{
    return QIcon(new SvgIconEngine(name, ink));
}

QColor ink_colour(IconInk ink, const QPalette& palette)
{
    const Theme& theme = Theme::of(palette);
    switch (ink) {
    case IconInk::Text:
        return palette.color(QPalette::Text);
    case IconInk::Secondary:
        return palette.color(QPalette::PlaceholderText);
    case IconInk::Accent:
        return theme.focus;
    case IconInk::Error:
        return theme.error.ink;
    case IconInk::Warning:
        return theme.warning.ink;
    case IconInk::Note:
        return theme.note.ink;
    case IconInk::Ok:
        return theme.ok.ink;
    case IconInk::Changed:
        return theme.changed.ink;
    case IconInk::OnlyLeft:
        return theme.only_left.ink;
    case IconInk::OnlyRight:
        return theme.only_right.ink;
    case IconInk::Renamed:
        return theme.renamed.ink;
    }
    return palette.color(QPalette::Text);
}

QPixmap icon_pixmap(const QString& name, const QColor& colour, int size, qreal device_pixel_ratio)
{
    const int pixels = qRound(size * device_pixel_ratio);
    const QString key = QStringLiteral("strata-icon:%1:%2:%3").arg(name, colour.name()).arg(pixels);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = QPixmap(pixels, pixels);
        pixmap.fill(Qt::transparent);
        QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
        if (file.open(QIODevice::ReadOnly)) {
            QByteArray svg = file.readAll();
            svg.replace("currentColor", colour.name().toLatin1());
            QSvgRenderer renderer(svg);
            QPainter painter(&pixmap);
            renderer.render(&painter, QRectF(0, 0, pixels, pixels));
        }
        QPixmapCache::insert(key, pixmap);
    }
    pixmap.setDevicePixelRatio(device_pixel_ratio);
    return pixmap;
}

} // namespace strata
