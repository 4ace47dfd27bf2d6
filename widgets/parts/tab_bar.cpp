// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/tab_bar.h"

#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionTab>
#include <QToolButton>

#include <algorithm>

namespace strata {

namespace {

constexpr int badge_padding = 4;
/// From the text of a tab to its count.
constexpr int badge_gap = 6;

} // namespace

/// A tab's count, kept as its data.
struct TabBadge {
    QString count;
    bool grave = false;
};

} // namespace strata

Q_DECLARE_METATYPE(strata::TabBadge)

namespace strata {

TabBar::TabBar(QWidget* parent) : QTabBar(parent)
{
    setUsesScrollButtons(true);
    setExpanding(false);
    // Qt's own arrows: what they scroll to changes which tabs are whole.
    for (QToolButton* const arrow : findChildren<QToolButton*>())
        connect(arrow, &QToolButton::clicked, this, &TabBar::hideButtonsOfCutTabs);
    connect(this, &QTabBar::currentChanged, this, &TabBar::hideButtonsOfCutTabs,
            Qt::QueuedConnection);
}

void TabBar::setBadge(int tab, const QString& count, bool grave)
{
    setTabData(tab, QVariant::fromValue(TabBadge{count, grave}));
    // Qt measures a tab anew when its text is set.
    const QString text = tabText(tab);
    setTabText(tab, text + QLatin1Char(' '));
    setTabText(tab, text);
}

void TabBar::setMarkedTab(int tab)
{
    m_marked = tab;
    update();
}

QString TabBar::badge(int tab) const
{
    return tabData(tab).value<TabBadge>().count;
}

bool TabBar::isBadgeGrave(int tab) const
{
    return tabData(tab).value<TabBadge>().grave;
}

QSize TabBar::badgeSize(int tab) const
{
    const QString count = badge(tab);
    if (count.isEmpty())
        return {};
    const QFontMetrics metrics(caption_font(font()));
    const int height = metrics.height() + 2;
    return {std::max(height, metrics.horizontalAdvance(count) + 2 * badge_padding), height};
}

QSize TabBar::tabSizeHint(int tab) const
{
    const QSize size = QTabBar::tabSizeHint(tab);
    const int badge_room = badgeSize(tab).width();
    return badge_room == 0 ? size : QSize(size.width() + badge_room + badge_gap, size.height());
}

void TabBar::initStyleOption(QStyleOptionTab* option, int tab) const
{
    QTabBar::initStyleOption(option, tab);
    // The style keeps room for it as for a tab's own button.
    if (const QSize size = badgeSize(tab); !size.isEmpty())
        option->rightButtonSize = size;
}

int TabBar::roomForTabs() const
{
    int room = width();
    for (const QToolButton* const arrow :
         findChildren<QToolButton*>(QString(), Qt::FindDirectChildrenOnly)) {
        const bool scrolls = arrow->objectName().startsWith(QLatin1String("Scroll"));
        if (scrolls && arrow->isVisibleTo(this))
            room = std::min(room, arrow->x());
    }
    return room;
}

bool TabBar::isWhole(int tab) const
{
    const auto fits = [this, room = roomForTabs()](int at) {
        const QRect rect = tabRect(at);
        return rect.left() >= 0 && rect.right() < room;
    };
    if (fits(tab))
        return true;
    // One that is wider than the bar is seen in part rather than never.
    return tab == currentIndex() && tabRect(tab).width() > roomForTabs();
}

void TabBar::drawBadge(QPainter& painter, int tab) const
{
    QStyleOptionTab option;
    initStyleOption(&option, tab);
    const QRect rect = style()->subElementRect(QStyle::SE_TabBarTabRightButton, &option, this);
    const Theme& theme = Theme::of(palette());
    const bool grave = isBadgeGrave(tab);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(grave ? theme.error.ink
                           : palette().color(theme.is_dark ? QPalette::Light : QPalette::Mid));
    const qreal radius = rect.height() / 2.0;
    painter.drawRoundedRect(rect, radius, radius);
    painter.setFont(caption_font(font()));
    painter.setPen(palette().color(grave ? QPalette::Base : QPalette::WindowText));
    painter.drawText(rect, Qt::AlignCenter, badge(tab));
}

/// Takes what is seen of a tab away again, to the line that tabs stand on.
void TabBar::blank(QPainter& painter, int tab) const
{
    // The line between it and a whole tab is that one's.
    const QRect all = tabRect(tab);
    const QRect seen =
        (all.left() < 0 ? all : all.adjusted(1, 0, 1, 0)) & QRect(0, 0, roomForTabs(), height());
    painter.fillRect(seen, palette().window());
    painter.fillRect(QRect(seen.left(), height() - 1, seen.width(), 1), Theme::of(palette()).frame);
}

void TabBar::paintEvent(QPaintEvent* event)
{
    QTabBar::paintEvent(event);
    QPainter painter(this);
    for (int tab = 0; tab < count(); ++tab) {
        if (!isWhole(tab))
            blank(painter, tab);
        else if (!badge(tab).isEmpty())
            drawBadge(painter, tab);
        if (tab == m_marked && isWhole(tab)) {
            painter.setPen(QPen(Theme::of(palette()).focus, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(tabRect(tab).adjusted(2, 2, -2, -2));
        }
    }
}

void TabBar::mousePressEvent(QMouseEvent* event)
{
    if (const int tab = tabAt(event->position().toPoint()); tab >= 0 && !isWhole(tab))
        return;
    QTabBar::mousePressEvent(event);
}

void TabBar::hideButtonsOfCutTabs()
{
    for (int tab = 0; tab < count(); ++tab) {
        for (const ButtonPosition side : {LeftSide, RightSide}) {
            if (QWidget* const button = tabButton(tab, side))
                button->setVisible(isWhole(tab));
        }
    }
    update();
}

void TabBar::resizeEvent(QResizeEvent* event)
{
    QTabBar::resizeEvent(event);
    hideButtonsOfCutTabs();
}

void TabBar::tabLayoutChange()
{
    QTabBar::tabLayoutChange();
    hideButtonsOfCutTabs();
}

void TabBar::wheelEvent(QWheelEvent* event)
{
    QTabBar::wheelEvent(event);
    hideButtonsOfCutTabs();
}

} // namespace strata
