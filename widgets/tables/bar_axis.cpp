// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/bar_axis.h"

#include "widgets/tables/row_delegate.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/fonts.h"

#include <QHeaderView>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

constexpr int above_labels = 0;
constexpr int below_labels = 5;
constexpr int between_labels = 8;

} // namespace

BarAxis::BarAxis(TableView* table, int column, QWidget* parent)
    : QWidget(parent), m_table(table), m_column(column)
{
    setObjectName(QStringLiteral("barAxis"));
    setAccessibleName(tr("Scale of the bars"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(table->header(), &QHeaderView::sectionResized, this, qOverload<>(&QWidget::update));
    hide();
}

void BarAxis::setScale(double end, double step, const QString& widest)
{
    m_end = end;
    m_step = step;
    m_widest = widest;
    QList<double> shares;
    for (int i = 1; i <= steps(); ++i)
        shares.append(i * step / end);
    static_cast<RowDelegate*>(m_table->itemDelegate())->setGrid(shares);
    setVisible(steps() > 0);
    m_table->viewport()->update();
    update();
}

int BarAxis::steps() const
{
    return m_end > 0 && m_step > 0 ? qRound(m_end / m_step) : 0;
}

QStringList BarAxis::labels() const
{
    const int decimals =
        m_step > 0 ? std::max(0, -static_cast<int>(std::floor(std::log10(m_step) + 1e-9))) : 0;
    constexpr int most_decimals = 4;
    QStringList texts;
    for (int i = 0; steps() > 0 && i <= steps(); ++i)
        texts.append(decimals <= most_decimals ? QString::number(i * m_step, 'f', decimals)
                                               : QString::number(i * m_step, 'g', 2));
    return texts;
}

int BarAxis::placeOf(double value) const
{
    const QRect cell(m_table->columnViewportPosition(m_column), 0, m_table->columnWidth(m_column),
                     1);
    const QRect room = RowDelegate::barRoom(cell, m_widest, m_table->font());
    const int x = room.left() + (m_end > 0 ? qRound(value / m_end * room.width()) : 0);
    return mapFromGlobal(m_table->viewport()->mapToGlobal(QPoint(x, 0))).x();
}

QSize BarAxis::sizeHint() const
{
    return {0, above_labels + QFontMetrics(fixed_font(font())).height() + below_labels};
}

void BarAxis::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setFont(fixed_font(font()));
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const QFontMetrics digits(painter.font());
    const QStringList texts = labels();
    int taken = -between_labels;
    for (int i = 0; i < texts.size(); ++i) {
        const int width = digits.horizontalAdvance(texts[i]);
        const int left = placeOf(i * m_step) - width / 2;
        if (left < taken + between_labels || left + width > this->width())
            continue; // those that would collide drop
        painter.drawText(left, above_labels + digits.ascent(), texts[i]);
        taken = left + width;
    }
}

} // namespace strata
