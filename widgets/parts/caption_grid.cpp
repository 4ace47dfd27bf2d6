// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/caption_grid.h"

#include "widgets/parts/elided_label.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"

#include <algorithm>

namespace strata {

namespace {

constexpr int narrowest_column = 120;
constexpr int most_columns = 5;

} // namespace

CaptionGrid::CaptionGrid(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(8);
}

QWidget* CaptionGrid::makeCell(const Entry& entry)
{
    auto* const cell = new QWidget;
    auto* const layout = new QVBoxLayout(cell);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto* const caption = new ElidedLabel(Qt::ElideRight);
    const bool marked = entry.wrong || !entry.before.isEmpty();
    QFont font = caption_font(caption->font());
    font.setBold(marked);
    caption->setFont(font);
    caption->setForegroundRole(QPalette::PlaceholderText);
    caption->setText(entry.caption);
    auto* const value = new ElidedLabel(Qt::ElideRight);
    value->setFixed(true);
    value->setText(entry.value);
    if (entry.secondary)
        value->setForegroundRole(QPalette::PlaceholderText);
    if (!entry.full.isEmpty())
        value->setToolTip(plain_tool_tip(entry.full));
    value->setAccessibleName(entry.caption + QStringLiteral(": ") + entry.value);
    auto* const head = new QHBoxLayout;
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(4);
    if (marked) {
        auto* const mark = new InkLabel;
        if (entry.wrong)
            mark->setMark(QStringLiteral("error"), IconInk::Error, tr("not valid"));
        else
            mark->setMark(QStringLiteral("edit"), IconInk::Note, tr("edited"));
        head->addWidget(mark);
    }
    head->addWidget(caption, 1);
    layout->addLayout(head);
    layout->addWidget(value);
    if (!entry.before.isEmpty()) {
        auto* const before = new ElidedLabel(Qt::ElideRight);
        QFont struck = small_font(before->font());
        struck.setStrikeOut(true);
        before->setFont(struck);
        before->setForegroundRole(QPalette::PlaceholderText);
        before->setText(entry.before);
        before->setAccessibleName(tr("Was %1").arg(entry.before));
        layout->addWidget(before);
    }
    layout->addStretch(1);
    return cell;
}

void CaptionGrid::setEntries(const QList<Entry>& entries)
{
    qDeleteAll(m_cells);
    m_cells.clear();
    m_columns = 0;
    m_entries = entries;
    for (const Entry& entry : entries)
        m_cells.append(makeCell(entry));
    arrange();
    if (isVisible()) { // not at the next turn of the loop: one of them may get the keyboard now
        for (QWidget* const cell : m_cells)
            cell->show();
    }
}

QString CaptionGrid::value(const QString& caption) const
{
    for (const Entry& entry : m_entries) {
        if (entry.caption == caption)
            return entry.value;
    }
    return {};
}

void CaptionGrid::arrange()
{
    const int columns = std::clamp(width() / narrowest_column, 1, most_columns);
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int column = 0; column < most_columns; ++column) {
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
        m_grid->setColumnMinimumWidth(column, 0);
    }
    const int last = static_cast<int>(m_cells.size()) - 1;
    for (int i = 0; i <= last; ++i) // the last one has what is left of its row
        m_grid->addWidget(m_cells[i], i / columns, i % columns, 1,
                          i == last ? columns - i % columns : 1);
}

void CaptionGrid::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace strata
