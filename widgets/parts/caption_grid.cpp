// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/caption_grid.h"

#include "widgets/parts/elided_label.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/labels.h"
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

QWidget* CaptionGrid::makeBefore(const QString& before)
{
    auto* const line = new QWidget;
    auto* const layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    QLabel* const word = make_secondary_label(tr("was"));
    word->setFont(small_font(word->font()));
    auto* const text = new ElidedLabel(Qt::ElideRight);
    QFont struck = small_font(text->font());
    struck.setStrikeOut(true);
    text->setFont(struck);
    text->setForegroundRole(QPalette::PlaceholderText);
    text->setText(before);
    text->setAccessibleName(tr("Was %1").arg(before));
    layout->addWidget(word);
    layout->addWidget(text, 1);
    return line;
}

QWidget* CaptionGrid::makeCell(const Entry& entry, bool captioned)
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
    value->setObjectName(QStringLiteral("captionValue"));
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
    head->addWidget(captioned ? caption : value, 1);
    layout->addLayout(head);
    if (captioned)
        layout->addWidget(value);
    else
        delete caption; // the heads of row and column say it
    if (!entry.before.isEmpty())
        layout->addWidget(makeBefore(entry.before));
    layout->addStretch(1);
    return cell;
}

QWidget* CaptionGrid::valueOf(const QWidget& cell)
{
    return cell.findChild<QWidget*>(QStringLiteral("captionValue"));
}

int CaptionGrid::cellsARow() const
{
    return std::max(1, static_cast<int>(m_heads.columns.size()));
}

void CaptionGrid::setEntries(const QList<Entry>& entries)
{
    setTable(entries, {});
}

void CaptionGrid::setTable(const QList<Entry>& entries, const Heads& heads)
{
    qDeleteAll(m_cells);
    m_cells.clear();
    qDeleteAll(m_head_labels);
    m_head_labels.clear();
    m_columns = 0;
    m_entries = entries;
    m_heads = heads;
    const bool table = !heads.columns.isEmpty();
    for (const Entry& entry : entries)
        m_cells.append(makeCell(entry, !table));
    m_grid->setVerticalSpacing(table ? 3 : 8);
    if (table)
        arrangeTable();
    else
        arrange();
    showCells();
}

void CaptionGrid::showCells()
{
    if (!isVisible())
        return;
    // Not at the next turn of the loop: one of them may get the keyboard now.
    for (QWidget* const part : m_cells + m_head_labels)
        part->show();
}

void CaptionGrid::arrangeTable()
{
    const int columns = cellsARow();
    const auto add_head = [this](const QString& text, int row, int column) {
        auto* const head = new ElidedLabel(Qt::ElideRight);
        head->setForegroundRole(QPalette::PlaceholderText);
        head->setText(text);
        m_grid->addWidget(head, row, column);
        m_head_labels.append(head);
    };
    for (int column = 0; column <= std::max(columns, most_columns); ++column)
        m_grid->setColumnStretch(column, column <= columns ? 1 : 0);
    for (int column = 0; column < columns; ++column)
        add_head(m_heads.columns[column], 0, column + 1);
    for (int row = 0; row < m_heads.rows.size(); ++row)
        add_head(m_heads.rows[row], row + 1, 0);
    for (int i = 0; i < m_cells.size(); ++i)
        m_grid->addWidget(m_cells[i], i / columns + 1, i % columns + 1);
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
    if (!m_heads.columns.isEmpty())
        return;
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
