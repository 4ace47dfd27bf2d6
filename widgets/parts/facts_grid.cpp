// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/facts_grid.h"

#include "widgets/parts/elided_label.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/mixed_label.h"
#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>

#include <algorithm>

namespace strata {

namespace {

/// From one line to the next, at the usual size of text.
constexpr int line_height = 20;
constexpr int narrowest_gap = 3;

} // namespace

FactsGrid::FactsGrid(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(14);
    fitRows();
}

void FactsGrid::fitRows()
{
    const int line = ElidedLabel(Qt::ElideRight, this).minimumSizeHint().height();
    m_grid->setVerticalSpacing(std::max(narrowest_gap, line_height - line));
}

void FactsGrid::setFacts(const QList<QList<Fact>>& columns)
{
    while (QLayoutItem* const item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_columns = columns;
    for (int column = 0; column < columns.size(); ++column) {
        int row = 0;
        for (const Fact& fact : columns[column])
            addFact(row++, column * 2, fact);
    }
}

QWidget* FactsGrid::makeValue(const Fact& fact)
{
    if (fact.style == ValueStyle::Paragraph && !fact.code.isEmpty())
        return new MixedLabel(fact.value, fact.code);
    if (fact.style == ValueStyle::Paragraph || fact.style == ValueStyle::Code) {
        QLabel* const label = make_text_label(fact.value);
        if (fact.style == ValueStyle::Code)
            label->setFont(fixed_font(label->font()));
        return label;
    }
    const bool figure = fact.style == ValueStyle::Figure || fact.style == ValueStyle::Word;
    auto* const value = new ElidedLabel(figure ? Qt::ElideRight : Qt::ElideMiddle);
    value->setFixed(fact.style != ValueStyle::Text && fact.style != ValueStyle::Word);
    value->setRightAligned(figure);
    value->setText(fact.value);
    return value;
}

void FactsGrid::addName(int row, int column, const QString& name)
{
    QLabel* const label = make_secondary_label(name);
    label->setContentsMargins(column > 0 ? 16 : 0, 0, 0, 0);
    m_grid->addWidget(label, row, column, Qt::AlignTop);
}

void FactsGrid::addWidget(const QString& name, QWidget* value)
{
    const int row = m_grid->count() == 0 ? 0 : m_grid->rowCount();
    addName(row, 0, name);
    m_grid->addWidget(value, row, 1);
    m_grid->setColumnStretch(1, 1);
}

void FactsGrid::addFact(int row, int column, const Fact& fact)
{
    addName(row, column, fact.name);
    QWidget* const value = makeValue(fact);
    if (fact.style == ValueStyle::Figure)
        value->setMinimumWidth(value->sizeHint().width());
    else
        m_grid->setColumnStretch(column + 1, 1);
    if (fact.secondary)
        value->setForegroundRole(QPalette::PlaceholderText);
    if (!fact.full.isEmpty())
        value->setToolTip(plain_tool_tip(fact.full));
    value->setAccessibleName(fact.name + QStringLiteral(": ") + fact.value);
    m_grid->addWidget(value, row, column + 1);
}

QString FactsGrid::value(const QString& name) const
{
    for (const QList<Fact>& column : m_columns) {
        for (const Fact& fact : column) {
            if (fact.name == name)
                return fact.value;
        }
    }
    return {};
}

QString FactsGrid::asText() const
{
    QString text;
    for (const QList<Fact>& column : m_columns) {
        for (const Fact& fact : column)
            text += fact.name + QLatin1Char('\t') + (fact.full.isEmpty() ? fact.value : fact.full) +
                    QLatin1Char('\n');
    }
    return text;
}

void FactsGrid::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitRows();
}

void FactsGrid::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    const QAction* const copy = menu.addAction(tr("Copy all as text"));
    if (menu.exec(event->globalPos()) == copy)
        QGuiApplication::clipboard()->setText(asText());
}

} // namespace strata
