// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/ink_label.h"

#include "widgets/parts/text.h"

#include <QPainter>

#include <algorithm>

namespace strata {

namespace {
constexpr int icon_side = 16;
constexpr int gap = 5;
constexpr int fewest_characters = 10;
} // namespace

InkLabel::InkLabel(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void InkLabel::setNote(const QString& icon_name, const QString& text, IconInk ink)
{
    m_icon_name = icon_name;
    m_text = text;
    m_shorter.clear();
    m_ink = ink;
    setAccessibleName(text);
    if (m_elided)
        setToolTip(plain_tool_tip(text));
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

void InkLabel::setShorter(const QStringList& texts)
{
    m_shorter = texts;
    updateGeometry();
    update();
}

void InkLabel::setMark(const QString& icon_name, IconInk ink, const QString& name)
{
    m_icon_name = icon_name;
    m_text.clear();
    m_shorter.clear();
    m_ink = ink;
    setAccessibleName(name);
    setToolTip(name);
    updateGeometry();
}

int InkLabel::iconRoom() const
{
    return m_icon_name.isEmpty() ? 0 : icon_side + gap;
}

QString InkLabel::shownText() const
{
    const int room = width() - iconRoom();
    QString shown = m_text;
    for (const QString& shorter : m_shorter) {
        if (fontMetrics().horizontalAdvance(shown) <= room)
            break;
        shown = shorter;
    }
    return fontMetrics().elidedText(shown, Qt::ElideRight, room);
}

QSize InkLabel::sizeHint() const
{
    if (m_text.isEmpty())
        return {icon_side, std::max(icon_side, fontMetrics().height())};
    return {iconRoom() + fontMetrics().horizontalAdvance(m_text) + 1,
            std::max(icon_side, fontMetrics().height())};
}

void InkLabel::setElided()
{
    m_elided = true;
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize InkLabel::minimumSizeHint() const
{
    const QSize whole = sizeHint();
    if (m_elided && !m_shorter.isEmpty())
        return {iconRoom() + fontMetrics().horizontalAdvance(m_shorter.last()) + 1, whole.height()};
    const int least = icon_side + gap + fontMetrics().averageCharWidth() * fewest_characters;
    return m_elided ? QSize(std::min(whole.width(), least), whole.height()) : whole;
}

void InkLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QColor colour = ink_colour(m_ink, palette());
    if (!m_icon_name.isEmpty())
        painter.drawPixmap(0, (height() - icon_side) / 2,
                           icon_pixmap(m_icon_name, colour, icon_side, devicePixelRatioF()));
    const int left = iconRoom();
    painter.setPen(colour);
    painter.drawText(QRect(left, 0, width() - left, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     shownText());
}

} // namespace strata
