// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/heat_map.h"

#include "widgets/plots/hover_box.h"
#include "widgets/plots/picture_image.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"
#include "widgets/words/number_words.h"

#include <QGuiApplication>
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

/// Decimals that leave a number two digits, three where it starts with 1; negative for large ones.
int label_decimals(double range)
{
    const int exponent = static_cast<int>(std::floor(std::log10(range)));
    const bool starts_with_one = range < 2 * std::pow(10, exponent) * (1 - 1e-9);
    return (starts_with_one ? 2 : 1) - exponent;
}

/// A length in logical pixels, up to the next whole device pixel.
double whole_pixels(double length, double ratio)
{
    return std::ceil(length * ratio) / ratio;
}

} // namespace

double even_range(double range, int parts)
{
    if (!(range > 0) || !std::isfinite(range))
        return range;
    const double unit = std::pow(10, -label_decimals(range));
    const double slack = 1e-9; // a number that is even stays as it is
    const double even = std::ceil(range / unit / parts - slack) * parts * unit;
    return std::isfinite(even) && even > 0 ? even : range;
}

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
    const auto has = [this](auto is_such) {
        return m_picture && std::ranges::any_of(m_picture->cells, is_such);
    };
    m_has_nan = has([](double value) { return std::isnan(value); });
    m_has_infinity = has([](double value) { return std::isinf(value); });
    setHoveredCell(-1, -1);
    arrange();
}

void HeatMap::setRange(double range)
{
    m_wanted_range = range;
    arrange();
}

ColourMap HeatMap::colourMap() const
{
    return m_picture && !m_picture->negative ? ColourMap::Sequential : ColourMap::Diverging;
}

void HeatMap::setAxisNames(const QString& rows, const QString& columns)
{
    m_row_name = rows;
    m_column_name = columns;
    arrange();
}

/// From the top.
QList<double> HeatMap::barValues() const
{
    const double r = m_range;
    if (colourMap() == ColourMap::Sequential)
        return {r, r * 3 / 4, r / 2, r / 4, 0};
    return {r, r / 2, 0, -r / 2, -r};
}

QStringList HeatMap::barLabels() const
{
    const int decimals = m_range > 0 ? label_decimals(m_range) : 0;
    const bool powers = m_range < 1e-4 || m_range >= 1e6;
    QStringList labels;
    for (const double value : barValues()) {
        const QString text = powers ? words::real(value, words::Sign::Plain)
                                    : QString::number(value, 'f', std::max(decimals, 0));
        labels.append(value == 0 ? QStringLiteral("0")
                                 : words::with_sign(text, words::Sign::Screen));
    }
    return labels;
}

QStringList HeatMap::legend() const
{
    QStringList texts;
    if (m_has_nan)
        texts.append(QStringLiteral("NaN"));
    if (m_has_infinity)
        texts.append(QStringLiteral("±Inf"));
    return texts;
}

void HeatMap::arrange()
{
    m_shown = {};
    m_image = {};
    m_cells = {};
    m_range = even_range(m_wanted_range, colourMap() == ColourMap::Sequential ? 4 : 2);
    if (m_picture && !m_picture->cells.empty()) {
        const QFontMetrics digits(fixed_font(font()));
        const QFontMetrics names(small_font(font()));
        int bar_labels = 0;
        for (const QString& label : barLabels())
            bar_labels = std::max(bar_labels, digits.horizontalAdvance(label));
        const QStringList under = legend();
        for (const QString& text : under)
            bar_labels = std::max(bar_labels, digits.horizontalAdvance(text));
        const int left = names.height() + 2 * label_gap +
                         digits.horizontalAdvance(words::count(m_picture->rows - 1));
        const int right = bar_gap + bar_width + tick_length + label_gap + bar_labels;
        const int top = digits.height() / 2;
        const int lines = static_cast<int>(under.size());
        const int bottom = std::max(tick_length + label_gap + digits.height() + names.height(),
                                    lines == 0 ? 0 : top + label_gap + lines * digits.height());
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
        // Not a fraction of a device pixel off, or the cells would be smoothed.
        m_cells = QRectF(whole_pixels(left, ratio), whole_pixels(top, ratio),
                         columns * m_cell.width() / ratio, rows * m_cell.height() / ratio);
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
    m_image = picture_image(m_shown, m_range, colourMap(), m_cell, Theme::of(palette()),
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

/// Under the middle of the cells; where they are narrow, as near to it as the whole name allows.
QRect HeatMap::columnNameRect() const
{
    const QFontMetrics names(small_font(font()));
    const int wanted = std::min(names.horizontalAdvance(m_column_name) + 2, width());
    const int left = qRound(m_cells.center().x()) - wanted / 2;
    const int top = static_cast<int>(m_cells.bottom()) + tick_length + label_gap +
                    QFontMetrics(fixed_font(font())).height();
    return {std::clamp(left, 0, width() - wanted), top, wanted, names.height()};
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
    const QRect place = columnNameRect();
    painter.drawText(
        place, Qt::AlignCenter,
        painter.fontMetrics().elidedText(m_column_name, Qt::ElideRight, place.width()));
}

void HeatMap::drawColourBar(QPainter& painter) const
{
    const Theme& theme = Theme::of(palette());
    const QRect bar = m_bar.toRect();
    for (int y = 0; y < bar.height(); ++y) {
        const double share = 1 - static_cast<double>(y) / (bar.height() - 1);
        const QRgb colour = colourMap() == ColourMap::Sequential
                                ? sequential_colour(theme, share)
                                : diverging_colour(theme, 2 * share - 1);
        painter.fillRect(QRect(bar.left(), bar.top() + y, bar.width(), 1), QColor(colour));
    }
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

void HeatMap::drawLegend(QPainter& painter) const
{
    painter.setFont(fixed_font(font()));
    const int line = painter.fontMetrics().height();
    const Theme& theme = Theme::of(palette());
    int y = m_bar.toRect().bottom() + 1 + line / 2 + label_gap;
    const QStringList texts = legend();
    for (const QString& text : texts) {
        const QRect swatch(m_bar.toRect().left(), y + (line - bar_width) / 2 + 1, bar_width,
                           bar_width - 2);
        if (m_has_nan && text == texts.first()) {
            const qreal ratio = devicePixelRatioF();
            QImage hatch = hatched_image((QSizeF(swatch.size()) * ratio).toSize(), theme,
                                         palette().color(QPalette::Base));
            hatch.setDevicePixelRatio(ratio);
            painter.drawImage(swatch.topLeft(), hatch);
        } else {
            painter.fillRect(swatch, theme.error.ink);
        }
        const int left = swatch.right() + 1 + tick_length + label_gap;
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(QRect(left, y, width() - left, line), Qt::AlignLeft | Qt::AlignVCenter,
                         text);
        y += line;
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
        drawLegend(painter);
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

} // namespace strata
