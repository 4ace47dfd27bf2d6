// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/legend.h"

#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"
#include "widgets/words/number_words.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace strata {

namespace {
constexpr int swatch = 10;
constexpr int swatch_gap = 5;
constexpr int between = 14;
constexpr int widest_name = 110;
} // namespace

Legend::Legend(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

std::size_t Legend::mostNames() const
{
    return Theme::of(palette()).series.size();
}

void Legend::setNames(const QStringList& names, std::uint64_t count)
{
    m_names = names.mid(0, static_cast<qsizetype>(mostNames()));
    m_count = count;
    setAccessibleName(tr("Colours: %1").arg(shownNames().join(QStringLiteral(", "))));
    setToolTip(plain_tool_tip(shownNames().join(QLatin1Char('\n'))));
    updateGeometry();
    update();
}

QStringList Legend::shownNames() const
{
    QStringList shown = m_names;
    const auto named = static_cast<std::uint64_t>(m_names.size());
    if (m_count > named)
        shown.append(words::plural(m_count - named, tr("1 other"), tr("%1 others")));
    return shown;
}

int Legend::widthOf(const QString& name) const
{
    const QFontMetrics metrics(small_font(font()));
    return swatch + swatch_gap + std::min(metrics.horizontalAdvance(name), widest_name) + between;
}

QSize Legend::sizeHint() const
{
    int width = 0;
    for (const QString& name : shownNames())
        width += widthOf(name);
    return {width, fontMetrics().height()};
}

QSize Legend::minimumSizeHint() const
{
    return {0, fontMetrics().height()};
}

void Legend::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Theme& theme = Theme::of(palette());
    painter.setFont(small_font(font()));
    const QFontMetrics metrics(painter.font());
    const QStringList names = shownNames();
    // Right-aligned, and no name is cut by the edge: "…" stands for those without room, which the
    // tool tip lists.
    const QString rest = QString(QChar(0x2026));
    int total = 0;
    qsizetype fitting = 0;
    for (; fitting < names.size(); ++fitting) {
        const int kept = fitting + 1 < names.size() ? metrics.horizontalAdvance(rest) : 0;
        if (total + widthOf(names[fitting]) + kept > width())
            break;
        total += widthOf(names[fitting]);
    }
    if (fitting < names.size()) {
        const int mark = metrics.horizontalAdvance(rest);
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(QRect(width() - mark, 0, mark, height()), Qt::AlignCenter, rest);
        total += mark - between / 2;
    }
    int left = width() - total + between / 2;
    for (qsizetype i = 0; i < fitting; ++i) {
        const auto number = static_cast<std::size_t>(i);
        painter.fillRect(left, (height() - swatch) / 2, swatch, swatch,
                         number < theme.series.size() ? theme.series[number] : theme.other_series);
        painter.setPen(palette().color(QPalette::Text));
        const QRect room(left + swatch + swatch_gap, 0, widest_name, height());
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                         metrics.elidedText(names[i], Qt::ElideRight, widest_name));
        left += widthOf(names[i]);
    }
}

void Legend::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace strata
