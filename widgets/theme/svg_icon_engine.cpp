// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/svg_icon_engine.h"

#include <QGuiApplication>
#include <QPainter>

namespace strata {

SvgIconEngine::SvgIconEngine(QString name, IconInk ink) : m_name(std::move(name)), m_ink(ink) {}

QColor SvgIconEngine::colour(QIcon::Mode mode) const
{
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::Text);
    if (mode == QIcon::Selected)
        return palette.color(QPalette::HighlightedText);
    return ink_colour(m_ink, palette);
}

void SvgIconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode,
                          QIcon::State /*state*/)
{
    const int side = qMin(rect.width(), rect.height());
    const qreal ratio = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
    painter->drawPixmap(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2,
                        icon_pixmap(m_name, colour(mode), side, ratio));
}

QPixmap SvgIconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1.0);
}

QPixmap SvgIconEngine::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State /*state*/,
                                    qreal scale)
{
    // `size` is in device pixels already; Qt sets the ratio of what is returned.
    Q_UNUSED(scale)
    return icon_pixmap(m_name, colour(mode), qMin(size.width(), size.height()), 1.0);
}

QIconEngine* SvgIconEngine::clone() const
{
    return new SvgIconEngine(*this);
}

QList<QSize> SvgIconEngine::availableSizes(QIcon::Mode /*mode*/, QIcon::State /*state*/)
{
    return {QSize(16, 16), QSize(20, 20), QSize(24, 24), QSize(48, 48)};
}

QSize SvgIconEngine::actualSize(const QSize& size, QIcon::Mode /*mode*/, QIcon::State /*state*/)
{
    const int side = qMin(size.width(), size.height());
    return {side, side};
}

} // namespace strata
