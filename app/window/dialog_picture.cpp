// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/dialog_picture.h"

#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QDialog>
#include <QPainter>

namespace strata {

namespace {
constexpr int corner = 4;
constexpr int icon_side = 16;
constexpr int side = 12;
} // namespace

void draw_dialog(QImage& picture, const QWidget& window, QDialog& dialog)
{
    const QPalette palette = dialog.palette();
    const Theme& theme = Theme::of(palette);
    const QFont font = bold_font(dialog.font());
    const int head = QFontMetrics(font).height() + 14;
    const QSize whole = dialog.size() + QSize(0, head);
    QRect place(QPoint((window.width() - whole.width()) / 2,
                       std::max(1, (window.height() - whole.height()) * 2 / 5)),
                whole);
    QApplication::setActiveWindow(&dialog); // so its focus and its default button show
    QImage body(dialog.size() * dialog.devicePixelRatioF(), QImage::Format_RGB32);
    body.setDevicePixelRatio(dialog.devicePixelRatioF());
    dialog.render(&body);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.control_outline);
    painter.setBrush(palette.color(QPalette::Mid).lighter(theme.is_dark ? 100 : 118));
    painter.drawRoundedRect(QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5), corner, corner);
    painter.drawImage(place.topLeft() + QPoint(0, head), body);
    painter.setPen(palette.color(QPalette::WindowText));
    painter.setFont(font);
    const QRect title = QRect(place.topLeft(), QSize(whole.width(), head))
                            .adjusted(side + icon_side + side, 0, -side - icon_side - side, 0);
    painter.drawText(
        title, Qt::AlignCenter,
        painter.fontMetrics().elidedText(dialog.windowTitle(), Qt::ElideMiddle, title.width()));
    painter.drawPixmap(place.right() - side - icon_side, place.top() + (head - icon_side) / 2,
                       icon_pixmap(QStringLiteral("close"), palette.color(QPalette::WindowText),
                                   icon_side, picture.devicePixelRatio()));
}

} // namespace strata
