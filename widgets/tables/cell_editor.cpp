// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/cell_editor.h"

#include "widgets/parts/ink_label.h"

#include <QLineEdit>

#include <algorithm>
#include <utility>

namespace strata {

namespace {
constexpr int gap = 6;
}

CellEditor::CellEditor(QWidget* parent)
    : QWidget(parent), m_line(new QLineEdit(this)), m_note(new InkLabel(this))
{
    setObjectName(QStringLiteral("cellEditor"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_line->setObjectName(QStringLiteral("cellText"));
    m_line->setAccessibleName(tr("Text of the cell"));
    m_note->setObjectName(QStringLiteral("cellProblem"));
    m_note->setElided();
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textChanged, this, &CellEditor::check);
}

void CellEditor::setText(const QString& text)
{
    // Also called when the model changes while somebody types.
    if (isChanged())
        return;
    m_before = text;
    m_line->setText(text);
    check();
}

QString CellEditor::text() const
{
    return m_line->text();
}

void CellEditor::check()
{
    const QString before = std::exchange(m_problem, m_check ? m_check(text()) : QString());
    m_note->setNote(m_problem.isEmpty() ? QString() : QStringLiteral("error"), m_problem,
                    IconInk::Error);
    m_line->setAccessibleDescription(m_problem);
    layOut();
    if (m_problem != before)
        Q_EMIT problemChanged(m_problem);
}

void CellEditor::place(const QRect& room, int cell_width)
{
    m_room = room;
    m_cell_width = cell_width;
    layOut();
}

void CellEditor::layOut()
{
    if (m_room.isNull())
        return;
    const bool shown = m_note_shown && !m_problem.isEmpty();
    const int note = shown ? m_note->sizeHint().width() + gap : 0;
    // The note has what lies behind the cell, and of the cell what it needs, up to two thirds.
    const int line = shown ? std::clamp(m_room.width() - note - gap, m_cell_width / 3, m_cell_width)
                           : m_cell_width;
    const int width = shown ? std::min(m_room.width(), line + gap + note) : line;
    setGeometry(m_room.left(), m_room.top(), width, m_room.height());
    m_line->setGeometry(0, 0, line, height());
    m_note->setVisible(shown);
    m_note->setGeometry(line + gap, 0, width - line - gap, height());
}

} // namespace strata
