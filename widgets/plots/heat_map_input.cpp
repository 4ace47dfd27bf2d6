// SPDX-License-Identifier: GPL-3.0-or-later
// What the mouse and the keys do to a HeatMap.
#include "widgets/plots/heat_map.h"

#include "widgets/plots/hover_box.h"
#include "widgets/words/number_words.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>

#include <algorithm>

namespace strata {

namespace {

/// The number of a cell's first value along an axis, or the numbers it stands for.
QString index_text(std::uint64_t cell, std::uint64_t step, std::uint64_t count)
{
    const std::uint64_t first = cell * step;
    const std::uint64_t last = std::min(first + step, count) - 1;
    return first == last ? words::count(first)
                         : QObject::tr("%1 to %2").arg(words::count(first), words::count(last));
}

} // namespace

void HeatMap::setHoveredCell(int row, int column)
{
    if (row == m_hovered_row && column == m_hovered_column)
        return;
    const bool inside = row >= 0 && column >= 0 && static_cast<quint64>(row) < m_shown.cell_rows &&
                        static_cast<quint64>(column) < m_shown.cell_columns;
    m_hovered_row = inside ? row : -1;
    m_hovered_column = inside ? column : -1;
    update();
    if (!inside)
        return m_box->hide();
    const auto at_row = static_cast<std::uint64_t>(row);
    const auto at_column = static_cast<std::uint64_t>(column);
    m_box->showAt(cellRect(row, column).center().toPoint(),
                  tr("%1 %2, %3 %4")
                      .arg(m_row_name, index_text(at_row, m_shown.row_step, m_shown.rows),
                           m_column_name,
                           index_text(at_column, m_shown.column_step, m_shown.columns)),
                  words::real(m_shown.cell(at_row, at_column)), {});
}

QString HeatMap::hoverText() const
{
    return m_hovered_row < 0 ? QString() : m_box->text();
}

void HeatMap::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (!m_cells.contains(at))
        return setHoveredCell(-1, -1);
    const qreal ratio = devicePixelRatioF();
    setHoveredCell(static_cast<int>((at.y() - m_cells.top()) * ratio) / m_cell.height(),
                   static_cast<int>((at.x() - m_cells.left()) * ratio) / m_cell.width());
}

void HeatMap::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    setHoveredCell(-1, -1);
}

void HeatMap::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    const int down = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
    const int across = key == Qt::Key_Right ? 1 : key == Qt::Key_Left ? -1 : 0;
    if (!m_image.isNull() && (down != 0 || across != 0)) {
        const int last_row = static_cast<int>(m_shown.cell_rows) - 1;
        const int last_column = static_cast<int>(m_shown.cell_columns) - 1;
        const bool first = m_hovered_row < 0;
        return setHoveredCell(first ? 0 : std::clamp(m_hovered_row + down, 0, last_row),
                              first ? 0 : std::clamp(m_hovered_column + across, 0, last_column));
    }
    if (key == Qt::Key_Escape && m_hovered_row >= 0)
        return setHoveredCell(-1, -1);
    QWidget::keyPressEvent(event);
}

void HeatMap::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void HeatMap::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

void HeatMap::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    const QAction* const copy = menu.addAction(tr("Copy picture"));
    if (menu.exec(event->globalPos()) == copy)
        QGuiApplication::clipboard()->setPixmap(grab());
}

} // namespace strata
