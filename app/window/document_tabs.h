// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/tab_view.h"

#include <QTabWidget>

namespace strata {

/// The tabs of the window. Long names are cut in the middle, files of one name are told apart by
/// their folders, and tabs close by their cross, the middle button or their menu.
class DocumentTabs : public QTabWidget {
    Q_OBJECT

public:
    explicit DocumentTabs(QWidget* parent = nullptr);

    void add(TabView* view);
    void take(TabView* view);
    void step(int by);
    [[nodiscard]] TabView* current() const;
    [[nodiscard]] TabView* view(int tab) const;
    [[nodiscard]] QList<TabView*> views() const;
    [[nodiscard]] QList<TabView*> others(const TabView* than) const;
    [[nodiscard]] QList<TabView*> rightOf(const TabView* view) const;
    /// A tab that was selected beside the one that is shown, by a click with Ctrl; null: none.
    [[nodiscard]] TabView* alsoSelected() const { return m_also_selected; }

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void closeViewsWanted(const QList<strata::TabView*>& views);
    /// Two tabs shall be compared; without a `right` one it is to be asked for.
    void compareWanted(strata::TabView* left, strata::TabView* right);

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateNames();
    void showMenu(const QPoint& where);

    void addComparing(class QMenu& menu, TabView* of);
    void selectAlso(TabView* view);
    bool press(const class QMouseEvent& mouse);

    int m_pressed_tab = -1; ///< by the middle button
    TabView* m_also_selected = nullptr;
};

/// Names for tabs: the file's own, with as much of its folder as tells it from others of that name.
[[nodiscard]] QStringList distinct_names(const QStringList& paths);

} // namespace strata
