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

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void closeViewsWanted(const QList<strata::TabView*>& views);

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateNames();
    void showMenu(const QPoint& where);

    int m_pressed_tab = -1; ///< by the middle button
};

/// Names for tabs: the file's own, with as much of its folder as tells it from others of that name.
[[nodiscard]] QStringList distinct_names(const QStringList& paths);

} // namespace strata
