// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/desk/identity_item.h"

#include "widgets/parts/text.h"
#include "widgets/theme/chrome_drawing.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace strata {

namespace {
constexpr int side_padding = 12;
constexpr int icon_side = 16;
constexpr int icon_gap = 5;
/// From a caption to its value.
constexpr int line_gap = 1;
/// A rule ends this far from the edges.
constexpr int rule_inset = 10;
/// Longer values are cut: the whole is in the tool tip.
constexpr int widest_value = 340;
} // namespace

IdentityItem::IdentityItem(const QString& caption, const QString& value, QWidget* parent)
    : QAbstractButton(parent), m_caption(caption)
{
    setText(value);
    setToolTip(plain_tool_tip(value));
    setAccessibleName(caption + QStringLiteral(": ") + value);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

void IdentityItem::setMark(const QString& icon_name, IconInk ink, bool ink_on_text)
{
    m_icon_name = icon_name;
    m_ink = ink;
    m_ink_on_text = ink_on_text;
    updateGeometry();
}

QSize IdentityItem::sizeHint() const
{
    const QFontMetrics caption(caption_font(font()));
    const QFontMetrics value(bold_font(font()));
    const int icon_room = m_icon_name.isEmpty() ? 0 : icon_side + icon_gap;
    const int width =
        std::max(caption.horizontalAdvance(m_caption),
                 std::min(value.horizontalAdvance(shownValue()), widest_value) + icon_room);
    return {width + 2 * side_padding + 1, caption.height() + value.height() + 12};
}

void IdentityItem::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QFont small = caption_font(font());
    const QFontMetrics caption(small);
    const QFontMetrics value(bold_font(font()));
    // Caption and value stand in the middle together.
    const int top = (height() - 1 - caption.height() - line_gap - value.height()) / 2;
    painter.setFont(small);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(QRect(side_padding, top, width(), caption.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, m_caption);
    drawValue(painter, QRect(side_padding, top + caption.height() + line_gap,
                             width() - 2 * side_padding, value.height()));
    if (m_rule)
        painter.fillRect(QRect(width() - 1, rule_inset, 1, height() - 2 * rule_inset),
                         rule_colour(palette()));
    if (hasFocus()) {
        painter.setPen(QPen(Theme::of(palette()).focus, 2));
        painter.drawRect(rect().adjusted(2, 2, -3, -3));
    }
}

void IdentityItem::drawValue(QPainter& painter, const QRect& line) const
{
    const QFont bold = bold_font(font());
    const QColor ink = ink_colour(m_ink, palette());
    int left = line.left();
    if (!m_icon_name.isEmpty()) {
        painter.drawPixmap(left, line.top() + (line.height() - icon_side + 1) / 2,
                           icon_pixmap(m_icon_name, ink, icon_side, devicePixelRatioF()));
        left += icon_side + icon_gap;
    }
    QFont value_font = bold;
    value_font.setUnderline(underMouse());
    painter.setFont(value_font);
    painter.setPen(m_ink_on_text ? ink : palette().color(QPalette::WindowText));
    const QRect room(left, line.top(), line.right() - left + 1, line.height());
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(bold).elidedText(shownValue(), Qt::ElideRight, room.width() + 1));
}

} // namespace strata
