// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

class QLineEdit;

namespace strata {

class InkLabel;

/// A text that is edited in its cell, and beside it why it cannot be taken as it stands.
class CellEditor : public QWidget {
    Q_OBJECT

public:
    explicit CellEditor(QWidget* parent);

    void setCheck(std::function<QString(const QString&)> check) { m_check = std::move(check); }
    void setText(const QString& text);
    [[nodiscard]] QString text() const;
    [[nodiscard]] bool isChanged() const { return text() != m_before; }
    [[nodiscard]] QString problem() const { return m_problem; }
    /// Whether the problem stands beside the text; otherwise whoever hears of it says it.
    void setNoteShown(bool shown) { m_note_shown = shown; }
    /// A key has ended the editing; that the line loses the keyboard then says nothing new.
    void setClosing() { m_closing = true; }
    [[nodiscard]] bool isClosing() const { return m_closing; }
    [[nodiscard]] QLineEdit* line() { return m_line; }
    /// `cell_width`: of the cell itself, where `room` goes to the end of the row.
    void place(const QRect& room, int cell_width);

Q_SIGNALS:
    void problemChanged(const QString& problem);

private:
    void check();
    void layOut();

    std::function<QString(const QString&)> m_check;
    QString m_before;
    QString m_problem;
    QRect m_room;
    int m_cell_width = 0;
    bool m_closing = false;
    bool m_note_shown = true;
    QLineEdit* m_line;
    InkLabel* m_note;
};

} // namespace strata
