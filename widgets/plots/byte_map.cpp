// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/byte_map.h"

#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"
#include "widgets/words/number_words.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

constexpr int map_height = 22;
constexpr int text_gap = 4;
/// Between two labels on one line.
constexpr int note_gap = 10;
constexpr int gone_period = 6;

} // namespace

ByteMap::ByteMap(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("byteMap"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ByteMap::setEnd(const EarlyEnd& end)
{
    m_end = end;
    const auto line = [](const QString& what, std::uint64_t bytes) {
        return tr("%1: %2").arg(what, words::exact_bytes(bytes));
    };
    const QString says =
        QStringList{line(m_end.header_bytes == 0 ? tr("whole") : tr("header"),
                         m_end.bytes - m_end.cut_bytes),
                    line(tr("cut"), m_end.cut_bytes), line(tr("missing"), m_end.missing_bytes)}
            .join(QLatin1Char('\n'));
    setToolTip(plain_tool_tip(says));
    setAccessibleName(tr("Where the bytes are"));
    setAccessibleDescription(says);
    update();
}

QSize ByteMap::sizeHint() const
{
    const int text = QFontMetrics(small_font(font())).height() + text_gap;
    return {420, map_height + 2 * text};
}

QSize ByteMap::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

QRectF ByteMap::barRect() const
{
    const int text = QFontMetrics(small_font(font())).height() + text_gap;
    return {0.5, text + 0.5, width() - 1.0, map_height - 1.0};
}

double ByteMap::endOfFile() const
{
    const QRectF bar = barRect();
    const double share = static_cast<double>(m_end.bytes) / static_cast<double>(m_end.promised());
    return std::round(bar.left() + bar.width() * share);
}

QRectF ByteMap::labelRect(const Part& part) const
{
    const QFontMetrics metrics(small_font(font()));
    const double length = metrics.horizontalAdvance(part.label);
    const double left =
        std::clamp(part.place.center().x() - length / 2, 0.0, std::max(0.0, width() - length));
    return {left, barRect().bottom() + text_gap, length, double(metrics.height())};
}

QList<ByteMap::Part> ByteMap::parts() const
{
    if (m_end.promised() == 0)
        return {};
    const QRectF bar = barRect();
    const double end = endOfFile();
    const double cut_share =
        static_cast<double>(m_end.cut_bytes) / static_cast<double>(m_end.promised());
    const double cut = std::max(bar.left(), std::round(end - bar.width() * cut_share));
    const auto part = [&](double left, double right, const QString& text, std::uint64_t count) {
        return Part{count == 0 ? QString() : text.arg(words::count(count)),
                    QRectF(left, bar.top(), right - left, bar.height()), false};
    };
    QList<Part> parts = {part(bar.left(), cut, tr("%1 whole"), m_end.whole),
                         part(cut, end, tr("%1 cut"), m_end.cut),
                         part(end, bar.right(), tr("%1 missing"), m_end.missing)};
    if (m_end.header_bytes != 0)
        parts[0].label = tr("header");
    QList<QRectF> taken;
    for (const int i : {2, 1, 0}) {
        const QRectF place = labelRect(parts[i]);
        parts[i].labelled = !parts[i].label.isEmpty() &&
                            std::none_of(taken.begin(), taken.end(), [&](const QRectF& other) {
                                return other.adjusted(-note_gap, 0, note_gap, 0).intersects(place);
                            });
        if (parts[i].labelled)
            taken.append(place);
    }
    return parts;
}

std::pair<QString, QString> ByteMap::captions() const
{
    const QFontMetrics metrics(small_font(font()));
    const QString ends = tr("the file ends at %1").arg(words::size(m_end.bytes));
    const QString promised = (m_end.at_least    ? tr("it promises at least %1")
                              : m_end.in_header ? tr("the header promises %1")
                                                : tr("it promises %1"))
                                 .arg(words::size(m_end.promised()));
    const double taken = std::max<double>(endOfFile(), metrics.horizontalAdvance(ends));
    const bool both = taken + note_gap + metrics.horizontalAdvance(promised) <= width();
    return {ends, both ? promised : QString()};
}

void ByteMap::paintEvent(QPaintEvent* /*event*/)
{
    const QList<Part> shown = parts();
    if (shown.isEmpty())
        return;
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(shown[0].place,
                     m_end.header_bytes == 0 ? theme.series[0] : theme.other_series);
    painter.fillRect(shown[1].place, theme.warning.ink);
    painter.setPen(QPen(theme.error.ink, 1));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(shown[2].place);
    const QRectF gone = shown[2].place;
    for (double x = gone.left() - gone.height(); x < gone.right(); x += gone_period)
        painter.drawLine(QPointF(x, gone.bottom()), QPointF(x + gone.height(), gone.top()));
    painter.restore();
    painter.setPen(QPen(theme.frame, 1));
    painter.drawRect(barRect());
    const double end = endOfFile();
    painter.fillRect(QRectF(end - 1, barRect().top() - 3, 2, barRect().height() + 6),
                     theme.error.ink);

    painter.setFont(small_font(font()));
    const QFontMetrics metrics(painter.font());
    const auto [ends, promised] = captions();
    const double ends_width = metrics.horizontalAdvance(ends);
    painter.setPen(theme.error.ink);
    painter.drawText(QRectF(std::max(0.0, end - ends_width), 0, ends_width, metrics.height()),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, ends);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(QRectF(0, 0, width(), metrics.height()), Qt::AlignRight | Qt::AlignVCenter,
                     promised);
    for (const Part& part : shown) {
        if (part.labelled)
            painter.drawText(labelRect(part), Qt::AlignCenter | Qt::TextDontClip, part.label);
    }
}

void ByteMap::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace strata
