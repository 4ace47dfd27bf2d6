// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/heat_map.h"

#include "widgets/plots/hover_box.h"
#include "widgets/plots/picture_image.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"
#include "widgets/words/number_column.h"
#include "widgets/words/number_words.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

constexpr int tick_length = 4;
constexpr int label_gap = 4;
constexpr int bar_gap = 14;
constexpr int bar_width = 12;
constexpr int shortest_bar = 96;
/// A plane so narrow that square cells would be a line is stretched to this, in whole pixels.
constexpr int narrowest_plane = 48;
constexpr int bar_digits = 2;

/// The number of a cell's first value along an axis, or the numbers it stands for.
QString index_text(std::uint64_t cell, std::uint64_t step, std::uint64_t count)
{
    const std::uint64_t first = cell * step;
    const std::uint64_t last = std::min(first + step, count) - 1;
    return first == last ? words::count(first)
                         : QObject::tr("%1 to %2").arg(words::count(first), words::count(last));
}

} // namespace

QList<std::uint64_t> index_ticks(std::uint64_t count, int most)
{
    if (count == 0)
        return {};
    std::uint64_t step = 1;
    const auto many = static_cast<std::uint64_t>(std::max(2, most)) - 1;
    if (count % 4 == 0 && count / 4 <= 256 && many >= 4 && count > many) {
        step = count / 4; // sizes of layers are such numbers
    } else {
        for (std::uint64_t ten = 1; (count - 1) / step > many; ten *= 10) {
            for (const std::uint64_t nice : {ten, ten * 2, ten * 5, ten * 10}) {
                step = nice;
                if ((count - 1) / step <= many)
                    break;
            }
        }
    }
    QList<std::uint64_t> ticks;
    for (std::uint64_t at = 0; at < count; at += step)
        ticks.append(at);
    const std::uint64_t last = count - 1;
    if (ticks.last() != last) {
        if (ticks.size() > 1 && (last - ticks.last()) * 2 < step)
            ticks.removeLast();
        ticks.append(last);
    }
    return ticks;
}

HeatMap::HeatMap(QWidget* parent) : QWidget(parent), m_box(new HoverBox(this))
{
    setObjectName(QStringLiteral("heatMap"));
    setAccessibleName(tr("Picture of the values"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void HeatMap::setPicture(std::shared_ptr<const Picture> picture)
{
    m_picture = std::move(picture);
    setHoveredCell(-1, -1);
    arrange();
}

void HeatMap::setRange(double range)
{
    m_range = range;
    arrange();
}

void HeatMap::setAxisNames(const QString& rows, const QString& columns)
{
    m_row_name = rows;
    m_column_name = columns;
    arrange();
}

QStringList HeatMap::barLabels() const
{
    const words::NumberColumn column(std::array<double, 2>{m_range, m_range / 2}, bar_digits);
    const auto text = [&column](double value) {
        return value == 0 ? QStringLiteral("0") : column.text(value);
    };
    return {text(m_range), text(m_range / 2), text(0), text(-m_range / 2), text(-m_range)};
}

void HeatMap::arrange()
{
    m_shown = {};
    m_image = {};
    m_cells = {};
    if (m_picture && !m_picture->cells.empty()) {
        const QFontMetrics digits(fixed_font(font()));
        const QFontMetrics names(small_font(font()));
        int bar_labels = 0;
        for (const QString& label : barLabels())
            bar_labels = std::max(bar_labels, digits.horizontalAdvance(label));
        const int left = names.height() + 2 * label_gap +
                         digits.horizontalAdvance(words::count(m_picture->rows - 1));
        const int right = bar_gap + bar_width + tick_length + label_gap + bar_labels;
        const int top = digits.height() / 2;
        const int bottom = tick_length + label_gap + digits.height() + names.height();
        const qreal ratio = devicePixelRatioF();
        const int room_x = std::max(1, static_cast<int>((width() - left - right) * ratio));
        const int room_y = std::max(1, static_cast<int>((height() - top - bottom) * ratio));
        m_shown = reduced(*m_picture, static_cast<std::uint64_t>(room_y),
                          static_cast<std::uint64_t>(room_x));
        const int rows = static_cast<int>(m_shown.cell_rows);
        const int columns = static_cast<int>(m_shown.cell_columns);
        const int side = std::max(1, std::min(room_x / columns, room_y / rows));
        const int least = static_cast<int>(narrowest_plane * ratio);
        m_cell = QSize(std::max(side, std::min(least, room_x) / columns),
                       std::max(side, std::min(least, room_y) / rows));
        m_cells =
            QRectF(left, top, columns * m_cell.width() / ratio, rows * m_cell.height() / ratio);
        const qreal bar_height =
            std::max<qreal>(m_cells.height(), std::min<qreal>(shortest_bar, room_y / ratio));
        m_bar = QRectF(m_cells.right() + bar_gap, top, bar_width, bar_height);
        makeImage();
    }
    update();
    Q_EMIT shownChanged();
}

void HeatMap::makeImage()
{
    m_image = picture_image(m_shown, m_range, m_cell, Theme::of(palette()),
                            palette().color(QPalette::Base));
    m_image.setDevicePixelRatio(devicePixelRatioF());
}

QRectF HeatMap::cellRect(int row, int column) const
{
    const qreal ratio = devicePixelRatioF();
    const QSizeF size(m_cell.width() / ratio, m_cell.height() / ratio);
    return {QPointF(m_cells.left() + column * size.width(), m_cells.top() + row * size.height()),
            size};
}

void HeatMap::drawRowAxis(QPainter& painter) const
{
    const QFontMetrics digits(fixed_font(font()));
    const int most = std::max(2, static_cast<int>(m_cells.height() / (digits.height() * 2)));
    const int right = static_cast<int>(m_cells.left()) - label_gap;
    painter.setFont(fixed_font(font()));
    for (const std::uint64_t index : index_ticks(m_shown.rows, most)) {
        const int y = qRound(cellRect(static_cast<int>(index / m_shown.row_step), 0).center().y());
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(QRect(0, y - digits.height() / 2, right, digits.height()),
                         Qt::AlignRight | Qt::AlignVCenter, words::count(index));
    }
    painter.save();
    painter.setFont(small_font(font()));
    const int height = painter.fontMetrics().height();
    const int length = std::max(static_cast<int>(m_cells.height()), 80);
    painter.translate(0, m_cells.center().y() + length / 2.0);
    painter.rotate(-90);
    painter.drawText(QRect(0, 0, length, height), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(m_row_name, Qt::ElideRight, length));
    painter.restore();
}

void HeatMap::drawColumnAxis(QPainter& painter) const
{
    const QFontMetrics digits(fixed_font(font()));
    const int label = digits.horizontalAdvance(words::count(m_shown.columns));
    const int most = std::max(2, static_cast<int>(m_cells.width() / (label + 16)));
    const int top = static_cast<int>(m_cells.bottom());
    painter.setFont(fixed_font(font()));
    int taken = -1000;
    for (const std::uint64_t index : index_ticks(m_shown.columns, most)) {
        const int x =
            qRound(cellRect(0, static_cast<int>(index / m_shown.column_step)).center().x());
        painter.setPen(Theme::of(palette()).axis);
        painter.drawLine(x, top, x, top + tick_length - 1);
        const QString text = words::count(index);
        const int width = digits.horizontalAdvance(text);
        if (x - width / 2 < taken + 4)
            continue;
        taken = x + width / 2;
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(
            QRect(x - width / 2 - 2, top + tick_length + label_gap, width + 4, digits.height()),
            Qt::AlignCenter, text);
    }
    painter.setFont(small_font(font()));
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const int length = std::max(static_cast<int>(m_cells.width()), 100);
    painter.drawText(QRect(qRound(m_cells.center().x()) - length / 2,
                           top + tick_length + label_gap + digits.height(), length,
                           painter.fontMetrics().height()),
                     Qt::AlignCenter,
                     painter.fontMetrics().elidedText(m_column_name, Qt::ElideRight, length));
}

void HeatMap::drawColourBar(QPainter& painter) const
{
    const Theme& theme = Theme::of(palette());
    const QRect bar = m_bar.toRect();
    for (int y = 0; y < bar.height(); ++y)
        painter.fillRect(QRect(bar.left(), bar.top() + y, bar.width(), 1),
                         QColor(diverging_colour(theme, 1 - 2.0 * y / (bar.height() - 1))));
    painter.setFont(fixed_font(font()));
    const QFontMetrics digits(painter.font());
    const QStringList labels = barLabels();
    for (int i = 0; i < labels.size(); ++i) {
        const int y = bar.top() + qRound(i * (bar.height() - 1) / 4.0);
        painter.setPen(theme.axis);
        painter.drawLine(bar.right() + 1, y, bar.right() + tick_length, y);
        painter.setPen(palette().color(QPalette::PlaceholderText));
        const int left = bar.right() + 1 + tick_length + label_gap;
        painter.drawText(QRect(left, y - digits.height() / 2, width() - left, digits.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, labels[i]);
    }
}

void HeatMap::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    if (!m_image.isNull()) {
        painter.drawImage(m_cells.topLeft(), m_image);
        drawRowAxis(painter);
        drawColumnAxis(painter);
        drawColourBar(painter);
        if (m_hovered_row >= 0) {
            painter.setPen(palette().color(QPalette::Text));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(cellRect(m_hovered_row, m_hovered_column).adjusted(-1, -1, 0, 0));
        }
    }
    if (hasFocus()) {
        painter.setPen(QPen(Theme::of(palette()).focus, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

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

void HeatMap::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    setHoveredCell(-1, -1);
    arrange();
}

void HeatMap::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        arrange();
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
