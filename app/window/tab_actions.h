// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;

namespace strata {

class CompareView;
class DocumentTabs;
class DocumentView;
class JobRunner;
class TabView;
class WindowActions;

/// Wires the actions that are about the tab that is shown, and says which of them can be done.
class TabActions : public QObject {
    Q_OBJECT

public:
    TabActions(WindowActions& actions, DocumentTabs& tabs, JobRunner& jobs, QObject* parent);

    /// Enables what can be done now.
    void update();

private:
    void connectTabs();
    void connectRows();
    void connectPanes();
    /// Does something to the document that is shown, when it is open.
    void withDocument(QAction* action, void (DocumentView::*what)());
    /// Does something to the tab that is shown.
    void withTab(QAction* action, void (TabView::*what)());
    void connectComparison();
    [[nodiscard]] DocumentView* document() const;
    [[nodiscard]] CompareView* comparison() const;
    void stopOrClear();

    WindowActions& m_actions;
    DocumentTabs& m_tabs;
    JobRunner& m_jobs;
};

} // namespace strata
