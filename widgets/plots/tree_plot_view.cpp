// SPDX-License-Identifier: GPL-3.0-or-later
// What of its tree a TreePlot shows: zoom, place and scroll bars.
#include "widgets/plots/tree_plot.h"

#include <QScrollBar>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

constexpr double button_zoom_step = 1.25;
/// Smaller than this, a level is one pixel and nothing more can be told apart.
constexpr double smallest_scale = 0.02;
constexpr double largest_scale = 4;
/// Texts are drawn at the size of captions, the smallest that the look has, so a tree is not made
/// smaller at first; a small tree becomes a little larger.
constexpr double least_first_scale = 1;
constexpr double most_first_scale = 1.25;
/// Where there is room left beneath, levels move apart up to this.
constexpr double most_level_gap = 44;

} // namespace

void TreePlot::makeBars()
{
    m_across = new QScrollBar(Qt::Horizontal, this);
    m_down = new QScrollBar(Qt::Vertical, this);
    m_across->setAccessibleName(tr("Part of the tree across"));
    m_down->setAccessibleName(tr("Part of the tree downwards"));
    for (QScrollBar* const bar : {m_across, m_down}) {
        bar->setFocusPolicy(Qt::NoFocus);
        bar->setCursor(Qt::ArrowCursor);
        bar->hide();
        connect(bar, &QScrollBar::valueChanged, this, [this] {
            m_offset = QPointF(m_across->isHidden() ? m_offset.x() : -m_across->value(),
                               m_down->isHidden() ? m_offset.y() : -m_down->value());
            m_moved = true;
            update();
        });
    }
}

QSizeF TreePlot::room() const
{
    return {width() - (m_down->isHidden() ? 0.0 : m_down->width()),
            height() - (m_across->isHidden() ? 0.0 : m_across->height())};
}

/// Shows the bars that a tree of this size on screen needs; one may make the other needed.
void TreePlot::placeBars(const QSizeF& whole)
{
    const int across_height = m_across->sizeHint().height();
    const int down_width = m_down->sizeHint().width();
    const bool wide = whole.width() > width();
    const bool down = whole.height() > height() - (wide ? across_height : 0);
    const bool across = whole.width() > width() - (down ? down_width : 0);
    m_across->setVisible(across);
    m_down->setVisible(down);
    m_across->setGeometry(0, height() - across_height, width() - (down ? down_width : 0),
                          across_height);
    m_down->setGeometry(width() - down_width, 0, down_width,
                        height() - (across ? across_height : 0));
}

void TreePlot::zoomAbout(QPointF point, double factor)
{
    if (!m_figures)
        return;
    const QPointF held = toTree(point);
    m_scale = std::clamp(m_scale * factor, smallest_scale, largest_scale);
    m_offset = point - held * m_scale;
    m_moved = true;
    keepInView();
}

void TreePlot::zoomIn()
{
    zoomAbout(QRectF(rect()).center(), button_zoom_step);
}

void TreePlot::zoomOut()
{
    zoomAbout(QRectF(rect()).center(), 1 / button_zoom_step);
}

void TreePlot::fit()
{
    m_moved = false;
    if (!m_figures || m_layout.places.empty())
        return;
    m_level_gap = TreeDrawing::least_level_gap;
    m_widest_box = 0;
    // Names may be cut where that is all it takes to see the whole tree.
    if (const double fitting = drawing().boxWidthFor(width()); fitting >= TreeDrawing::least_box)
        m_widest_box = fitting;
    const QSizeF least = drawing().size();
    const double scale = std::min(width() / least.width(), height() / least.height());
    m_scale = std::clamp(scale, least_first_scale, most_first_scale);
    placeBars(least * m_scale);
    if (m_layout.depth > 0) {
        const double left = room().height() / m_scale - least.height();
        m_level_gap = std::clamp(m_level_gap + std::floor(left / m_layout.depth), m_level_gap,
                                 most_level_gap);
    }
    // The root in the middle, unless the whole tree is seen anyway.
    const TreeDrawing made = drawing();
    const double root = made.boxOf(m_layout.places.front()).center().x() * m_scale;
    const double spare = room().width() - made.size().width() * m_scale;
    m_offset = QPointF(spare >= 0 ? spare / 2 : room().width() / 2.0 - root, 0);
    keepInView();
}

/// Some of the tree stays on screen, and there is no empty side while the other side is cut.
void TreePlot::keepInView()
{
    if (!m_figures)
        return;
    const QSizeF whole = drawing().size() * m_scale;
    placeBars(whole);
    const QSizeF seen = room();
    const auto kept = [](double offset, double room, double length) {
        return length <= room ? std::clamp(offset, 0.0, room - length)
                              : std::clamp(offset, room - length, 0.0);
    };
    m_offset = QPointF(std::round(kept(m_offset.x(), seen.width(), whole.width())),
                       std::round(kept(m_offset.y(), seen.height(), whole.height())));
    const auto set_bar = [](QScrollBar* bar, double length, double shown, double offset) {
        const QSignalBlocker quiet(bar);
        bar->setRange(0, std::max(0, static_cast<int>(std::ceil(length - shown))));
        bar->setPageStep(static_cast<int>(shown));
        bar->setSingleStep(static_cast<int>(shown / 10));
        bar->setValue(static_cast<int>(-offset));
    };
    set_bar(m_across, whole.width(), seen.width(), m_offset.x());
    set_bar(m_down, whole.height(), seen.height(), m_offset.y());
    update();
}

void TreePlot::showPlace(std::uint32_t place)
{
    const QRectF box = placeRect(place);
    const QRectF seen = QRectF(QPointF(), room()).adjusted(8, 8, -8, -8);
    QPointF move;
    if (box.left() < seen.left())
        move.setX(seen.left() - box.left());
    else if (box.right() > seen.right())
        move.setX(seen.right() - box.right());
    if (box.top() < seen.top())
        move.setY(seen.top() - box.top());
    else if (box.bottom() > seen.bottom())
        move.setY(seen.bottom() - box.bottom());
    if (move.isNull())
        return;
    m_offset += move;
    m_moved = true;
    keepInView();
}

} // namespace strata
