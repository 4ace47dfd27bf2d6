// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/icons.h"

#include <QIconEngine>

namespace strata {

/// Draws one of our monochrome icons with the palette's colour in place of `currentColor`, at the
/// exact device pixels, so that icons follow light, dark, disabled and selected.
class SvgIconEngine : public QIconEngine {
public:
    SvgIconEngine(QString name, IconInk ink);

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override;
    [[nodiscard]] QIconEngine* clone() const override;
    QList<QSize> availableSizes(QIcon::Mode mode, QIcon::State state) override;
    QSize actualSize(const QSize& size, QIcon::Mode mode, QIcon::State state) override;

private:
    [[nodiscard]] QColor colour(QIcon::Mode mode) const;

    QString m_name;
    IconInk m_ink;
};

} // namespace strata
