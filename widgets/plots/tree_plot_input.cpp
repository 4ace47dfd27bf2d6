// SPDX-License-Identifier: GPL-3.0-or-later
// What the mouse and the keys do to a TreePlot.
#include "widgets/plots/tree_plot.h"

#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QMouseEvent>

#include <cmath>

namespace strata {

namespace {
/// A notch of a usual wheel zooms by this much.
constexpr double wheel_step = 1.2;
constexpr double key_zoom_step = 1.25;
} // namespace

void TreePlot::wheelEvent(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / 120.0;
    if (notches != 0)
        zoomAbout(event->position(), std::pow(wheel_step, notches));
    event->accept();
}

void TreePlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_figures)
        return QWidget::mousePressEvent(event);
    m_pressed = event->pos();
    m_dragged_from = m_offset;
    m_dragging = false;
}

void TreePlot::mouseMoveEvent(QMouseEvent* event)
{
    if (!(event->buttons() & Qt::LeftButton) || !m_figures)
        return QWidget::mouseMoveEvent(event);
    const QPoint way = event->pos() - m_pressed;
    if (!m_dragging && way.manhattanLength() < QApplication::startDragDistance())
        return;
    m_dragging = true;
    setCursor(Qt::ClosedHandCursor);
    m_offset = m_dragged_from + way;
    m_moved = true;
    keepInView();
}

void TreePlot::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_figures)
        return QWidget::mouseReleaseEvent(event);
    unsetCursor();
    if (!m_dragging)
        choosePlace(drawing().placeAt(toTree(event->position())));
    m_dragging = false;
}

void TreePlot::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_figures)
        toggleFold(drawing().placeAt(toTree(event->position())));
}

/// The next place on the same level, to the left or right.
std::uint32_t TreePlot::neighbour(std::uint32_t place, int step) const
{
    const std::vector<TreePlace>& places = m_layout.places;
    const auto count = static_cast<std::int64_t>(places.size());
    for (std::int64_t i = std::int64_t{place} + step; i >= 0 && i < count; i += step) {
        if (places[static_cast<std::size_t>(i)].depth == places[place].depth)
            return static_cast<std::uint32_t>(i);
    }
    return place;
}

std::uint32_t TreePlot::placeByKey(int key) const
{
    const std::uint32_t from = m_selected < m_layout.places.size() ? m_selected : 0;
    const TreePlace& at = m_layout.places[from];
    switch (key) {
    case Qt::Key_Up:
        return at.parent == TreePlace::none ? from : at.parent;
    case Qt::Key_Down:
        return at.left == TreePlace::none ? from : at.left;
    case Qt::Key_Left:
        return neighbour(from, -1);
    case Qt::Key_Right:
        return neighbour(from, 1);
    case Qt::Key_Home:
        return 0;
    default:
        return TreePlace::none;
    }
}

void TreePlot::keyPressEvent(QKeyEvent* event)
{
    if (!m_figures || m_layout.places.empty())
        return QWidget::keyPressEvent(event);
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(asText());
        return;
    }
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier));
    const int key = plain ? event->key() : 0;
    if (const std::uint32_t place = placeByKey(key); place != TreePlace::none) {
        choosePlace(place);
        return showPlace(m_selected);
    }
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomAbout(QRectF(rect()).center(), key_zoom_step);
    case Qt::Key_Minus:
        return zoomAbout(QRectF(rect()).center(), 1 / key_zoom_step);
    case Qt::Key_0:
        return fit();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return toggleFold(m_selected);
    default:
        return QWidget::keyPressEvent(event);
    }
}

} // namespace strata
