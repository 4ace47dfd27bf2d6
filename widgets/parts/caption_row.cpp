// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/caption_row.h"

#include "widgets/parts/labels.h"
#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"

#include <QHBoxLayout>
#include <QLabel>

namespace strata {

namespace {

constexpr int between_cells = 28;

QWidget* make_cell(const FactsGrid::Fact& fact)
{
    auto* const cell = new QWidget;
    auto* const lines = new QVBoxLayout(cell);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(2);
    QLabel* const name = make_secondary_label(fact.name);
    name->setFont(caption_font(name->font()));
    QLabel* const value = make_label(fact.value);
    value->setFont(fixed_font(value->font()));
    if (!fact.full.isEmpty())
        value->setToolTip(plain_tool_tip(fact.full));
    value->setAccessibleName(fact.name + QStringLiteral(": ") + fact.value);
    lines->addWidget(name);
    lines->addWidget(value);
    return cell;
}

} // namespace

CaptionRow::CaptionRow(QWidget* parent) : QWidget(parent), m_line(new QHBoxLayout(this))
{
    m_line->setContentsMargins(0, 0, 0, 0);
    m_line->setSpacing(between_cells);
    m_line->addStretch(1);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void CaptionRow::setFacts(const QList<FactsGrid::Fact>& facts)
{
    qDeleteAll(m_cells);
    m_cells.clear();
    for (const FactsGrid::Fact& fact : facts) {
        m_cells.append(make_cell(fact));
        m_line->insertWidget(static_cast<int>(m_cells.size()) - 1, m_cells.last());
    }
    fit();
}

void CaptionRow::fit()
{
    int taken = 0;
    for (QWidget* const cell : std::as_const(m_cells)) {
        taken += cell->sizeHint().width();
        cell->setVisible(taken <= width());
        taken += between_cells;
    }
}

void CaptionRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

} // namespace strata
