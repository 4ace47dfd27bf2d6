// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tab_actions.h"

#include "app/window/compare_view.h"
#include "app/window/document_tabs.h"
#include "app/window/document_view.h"
#include "app/window/pane_step.h"
#include "app/window/window_actions.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>

namespace strata {

namespace {

/// Lists, plots and fields each know what of them is copied, and do it on this key. `action` has
/// the key too, and would be asked first.
void copy_focused(QAction& action)
{
    QWidget* const focus = QApplication::focusWidget();
    if (!focus)
        return;
    action.setEnabled(false);
    QKeyEvent press(QEvent::KeyPress, Qt::Key_C, Qt::ControlModifier);
    QCoreApplication::sendEvent(focus, &press);
    action.setEnabled(true);
}

} // namespace

TabActions::TabActions(WindowActions& actions, DocumentTabs& tabs, JobRunner& jobs, QObject* parent)
    : QObject(parent), m_actions(actions), m_tabs(tabs), m_jobs(jobs)
{
    connectTabs();
    connectRows();
    connectPanes();
    connectComparison();
    connect(&m_jobs, &JobRunner::changed, this, &TabActions::update);
}

void TabActions::connectTabs()
{
    const auto on = [this](Command command, auto what) {
        connect(m_actions[command], &QAction::triggered, this, what);
    };
    const auto close = [this](const QList<TabView*>& views) {
        Q_EMIT m_tabs.closeViewsWanted(views);
    };
    on(Command::Reload, [this] {
        if (TabView* const view = m_tabs.current())
            Q_EMIT view->reopenWanted();
    });
    on(Command::Close, [this, close] { close({m_tabs.current()}); });
    on(Command::CloseOthers, [this, close] { close(m_tabs.others(m_tabs.current())); });
    on(Command::CloseRight, [this, close] { close(m_tabs.rightOf(m_tabs.current())); });
    on(Command::CloseAll, [this, close] { close(m_tabs.views()); });
    on(Command::PreviousDocument, [this] { m_tabs.step(-1); });
    on(Command::NextDocument, [this] { m_tabs.step(1); });
}

void TabActions::connectRows()
{
    QAction* const copy = m_actions[Command::Copy];
    connect(copy, &QAction::triggered, this, [copy] { copy_focused(*copy); });
    connect(m_actions[Command::CopyPath], &QAction::triggered, this, [this] {
        if (const TabView* const view = m_tabs.current())
            QGuiApplication::clipboard()->setText(view->selectedPath());
    });
    connect(m_actions[Command::Filter], &QAction::triggered, this, [this] {
        if (TabView* const view = m_tabs.current())
            view->focusFilter();
    });
    connect(m_actions[Command::Stop], &QAction::triggered, this, &TabActions::stopOrClear);
    withDocument(m_actions[Command::Undo], &DocumentView::undo);
    withDocument(m_actions[Command::Redo], &DocumentView::redo);
    withTab(m_actions[Command::ExpandAll], &TabView::expandAll);
    withTab(m_actions[Command::CollapseAll], &TabView::collapseAll);
    withDocument(m_actions[Command::SwitchReading], &DocumentView::switchReading);
    withDocument(m_actions[Command::Back], &DocumentView::goBack);
    withDocument(m_actions[Command::Forward], &DocumentView::goForward);
}

void TabActions::connectPanes()
{
    const auto step = [this](int by) {
        if (TabView* const view = m_tabs.current())
            step_pane(view->panes(), by);
    };
    connect(m_actions[Command::NextPane], &QAction::triggered, this, [step] { step(1); });
    connect(m_actions[Command::PreviousPane], &QAction::triggered, this, [step] { step(-1); });
    connect(&m_actions, &WindowActions::pageChosen, this, [this](int page) {
        if (DocumentView* const view = document())
            view->turnToPage(page);
    });
}

void TabActions::withDocument(QAction* action, void (DocumentView::*what)())
{
    connect(action, &QAction::triggered, this, [this, what] {
        if (DocumentView* const view = document())
            (view->*what)();
    });
}

void TabActions::withTab(QAction* action, void (TabView::*what)())
{
    connect(action, &QAction::triggered, this, [this, what] {
        if (TabView* const view = m_tabs.current())
            (view->*what)();
    });
}

void TabActions::connectComparison()
{
    const auto on = [this](Command command, auto what) {
        connect(m_actions[command], &QAction::triggered, this, [this, what] {
            if (CompareView* const view = comparison())
                what(*view);
        });
    };
    on(Command::NextDifference, [](CompareView& view) { view.stepToDifference(1); });
    on(Command::PreviousDifference, [](CompareView& view) { view.stepToDifference(-1); });
    on(Command::SwapSides, [](CompareView& view) { view.swapSides(); });
    on(Command::SaveComparison, [](CompareView& view) { view.saveReport(); });
}

CompareView* TabActions::comparison() const
{
    auto* const view = qobject_cast<CompareView*>(m_tabs.current());
    return view && view->isOpen() ? view : nullptr;
}

DocumentView* TabActions::document() const
{
    auto* const view = qobject_cast<DocumentView*>(m_tabs.current());
    return view && view->isOpen() ? view : nullptr;
}

void TabActions::stopOrClear()
{
    TabView* const view = m_tabs.current();
    if (view && view->hasFilter())
        view->clearFilter();
    else
        m_jobs.cancelShown();
    update();
}

void TabActions::update()
{
    const TabView* const tab = m_tabs.current();
    const DocumentView* const view = document();
    WindowActions::State state;
    state.tabs = m_tabs.count();
    state.can_close_right = m_tabs.currentIndex() + 1 < m_tabs.count();
    state.document = view != nullptr;
    state.comparison = comparison() != nullptr;
    state.can_go_back = view && view->history().canGoBack();
    state.can_go_forward = view && view->history().canGoForward();
    if (view) {
        const EditSession& edits = view->edits();
        state.can_save = edits.canSave() && !edits.edits().empty();
        state.can_save_as = edits.canSave();
        state.can_review = !edits.edits().empty() && !edits.isSaving();
        state.can_undo = edits.steps().canUndo() && !edits.isSaving();
        state.can_redo = edits.steps().canRedo() && !edits.isSaving();
    }
    state.can_stop = m_jobs.shown() || (tab && tab->hasFilter());
    m_actions.setState(state);
    const CompareView* const compared = comparison();
    m_actions[Command::SaveComparison]->setEnabled(compared && compared->canSaveReport());
    for (int page = 0; page < m_actions.pages().size(); ++page)
        m_actions.setPageEnabled(page, view && view->hasPage(page));
}

} // namespace strata
