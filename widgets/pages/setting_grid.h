// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/parts/caption_grid.h"

#include <functional>

namespace strata {

class CellEditor;

/// Short values with their captions above them, each edited in its place: with a double click, Enter
/// or F2; the arrow keys go from one to the next.
class SettingGrid : public CaptionGrid {
    Q_OBJECT

public:
    /// What can be done with a value, by its place.
    struct Editing {
        QString obstacle; ///< why it cannot be edited; empty when it can
        QString text;     ///< to edit
    };

    explicit SettingGrid(QWidget* parent = nullptr);

    /// The entries with what can be done with each; none: nothing can be edited.
    void setSettings(const QList<Entry>& entries, const QList<Editing>& editing,
                     const Heads& heads = {});
    /// Why a text cannot be taken for a value; empty when it can.
    void setCheck(std::function<QString(int, const QString&)> check) { m_check = std::move(check); }
    void edit(int place);
    [[nodiscard]] int current() const { return m_current; } ///< −1: none was chosen yet
    void setCurrent(int place);

Q_SIGNALS:
    void currentChanged(int place);
    void typed(int place, const QString& text);
    void revertWanted(int place);
    /// Why the text that is being typed cannot be taken; empty: it can, or nothing is typed any more.
    void problemTyped(const QString& problem);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool takeKey(int place, int key);
    bool takeLineEvent(QEvent* event);
    void closeEditor(bool take);
    void showMenu(int place, const QPoint& where);
    void paintFocus(QWidget* cell);

    std::function<QString(int, const QString&)> m_check;
    QList<Editing> m_editing;
    CellEditor* m_editor = nullptr;
    int m_edited = -1;
    int m_current = -1;
};

} // namespace strata
