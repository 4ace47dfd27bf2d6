// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/window_actions.h"

#include "widgets/theme/icons.h"

#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

namespace strata {

WindowActions::WindowActions(QMainWindow& window) : QObject(&window), m_window(window)
{
    makeFileMenu();
    makeEditMenu();
    makeViewMenu();
    makeGoMenu();
    makeToolsAndHelp();
    makeToolBar();
    setState({});
}

QMenu* WindowActions::addMenu(const QString& title)
{
    m_menus.append(m_window.menuBar()->addMenu(title));
    return m_menus.last();
}

QAction* WindowActions::add(Command command, const QString& text, const QString& icon_name,
                            const QList<QKeySequence>& shortcuts)
{
    QAction* const action = m_menus.last()->addAction(text);
    if (!icon_name.isEmpty())
        action->setIcon(icon(icon_name));
    action->setShortcuts(shortcuts);
    m_actions.insert(command, action);
    return action;
}

void WindowActions::makeFileMenu()
{
    QMenu* const menu = addMenu(tr("&File"));
    add(Command::Open, tr("&Open…"), QStringLiteral("open"), {Qt::CTRL | Qt::Key_O})
        ->setIconText(tr("Open"));
    add(Command::OpenFolder, tr("Open &folder…"), QStringLiteral("node-group"),
        {Qt::CTRL | Qt::SHIFT | Qt::Key_O});
    m_recent = menu->addMenu(tr("Open &recent"));
    menu->addSeparator();
    add(Command::Save, tr("&Save"), QStringLiteral("save"), {Qt::CTRL | Qt::Key_S});
    add(Command::SaveAs, tr("Save &as…"), {}, {Qt::CTRL | Qt::SHIFT | Qt::Key_S});
    add(Command::Review, tr("Re&view changes…"), QStringLiteral("edit"));
    add(Command::Export, tr("&Export…"), QStringLiteral("export"), {Qt::CTRL | Qt::Key_E})
        ->setIconText(tr("Export"));
    add(Command::ExportSelection, tr("Export selectio&n…"));
    add(Command::Reload, tr("Re&load"), QStringLiteral("reload"), {Qt::Key_F5});
    menu->addSeparator();
    add(Command::Close, tr("&Close"), QStringLiteral("close"),
        {Qt::CTRL | Qt::Key_W, Qt::CTRL | Qt::Key_F4});
    add(Command::CloseOthers, tr("Close o&thers"));
    add(Command::CloseRight, tr("Close to the r&ight"));
    add(Command::CloseAll, tr("Close &all"), {}, {Qt::CTRL | Qt::SHIFT | Qt::Key_W});
    menu->addSeparator();
    add(Command::Quit, tr("&Quit"), {}, {Qt::CTRL | Qt::Key_Q});
}

void WindowActions::makeEditMenu()
{
    QMenu* const menu = addMenu(tr("&Edit"));
    add(Command::Undo, tr("&Undo"), QStringLiteral("undo"), {Qt::CTRL | Qt::Key_Z});
    add(Command::Redo, tr("&Redo"), QStringLiteral("redo"),
        {Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y});
    menu->addSeparator();
    add(Command::Copy, tr("&Copy"), QStringLiteral("copy"), {Qt::CTRL | Qt::Key_C});
    add(Command::CopyPath, tr("Copy &path of the row"), {}, {Qt::CTRL | Qt::SHIFT | Qt::Key_C});
    menu->addSeparator();
    add(Command::Filter, tr("&Filter"), QStringLiteral("filter"), {Qt::CTRL | Qt::Key_F});
    add(Command::Stop, tr("&Stop the work or clear the filter"), QStringLiteral("stop"),
        {Qt::Key_Escape});
}

void WindowActions::makeViewMenu()
{
    QMenu* const menu = addMenu(tr("&View"));
    add(Command::ExpandAll, tr("&Expand all"), QStringLiteral("expand-all"),
        {Qt::CTRL | Qt::SHIFT | Qt::Key_E});
    add(Command::CollapseAll, tr("&Collapse all"), QStringLiteral("collapse-all"),
        {Qt::CTRL | Qt::SHIFT | Qt::Key_L});
    add(Command::SwitchReading, tr("&Model or File reading"), {}, {Qt::CTRL | Qt::Key_M});
    menu->addSeparator();
    // Ctrl+= is Ctrl++ without Shift on most keyboards.
    add(Command::LargerText, tr("&Larger text"), QStringLiteral("zoom-in"),
        {Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal});
    add(Command::SmallerText, tr("&Smaller text"), QStringLiteral("zoom-out"),
        {Qt::CTRL | Qt::Key_Minus});
    add(Command::NormalText, tr("&Normal text"), QStringLiteral("zoom-fit"),
        {Qt::CTRL | Qt::Key_0});
    menu->addSeparator();
    m_theme = menu->addMenu(tr("&Theme"));
}

void WindowActions::makeGoMenu()
{
    QMenu* const menu = addMenu(tr("&Go"));
    add(Command::Back, tr("&Back"), QStringLiteral("previous"), {Qt::ALT | Qt::Key_Left});
    add(Command::Forward, tr("&Forward"), QStringLiteral("next"), {Qt::ALT | Qt::Key_Right});
    menu->addSeparator();
    add(Command::PreviousDocument, tr("&Previous file"), {},
        {Qt::CTRL | Qt::Key_PageUp, Qt::CTRL | Qt::SHIFT | Qt::Key_Tab,
         Qt::CTRL | Qt::SHIFT | Qt::Key_Backtab});
    add(Command::NextDocument, tr("&Next file"), {},
        {Qt::CTRL | Qt::Key_PageDown, Qt::CTRL | Qt::Key_Tab});
    menu->addSeparator();
    add(Command::NextPane, tr("Ne&xt pane"), {}, {Qt::Key_F6});
    add(Command::PreviousPane, tr("P&revious pane"), {}, {Qt::SHIFT | Qt::Key_F6});
    menu->addSeparator();
    add(Command::NextDifference, tr("Next &difference"), QStringLiteral("cmp-changed"),
        {Qt::Key_F7});
    add(Command::PreviousDifference, tr("Previous d&ifference"), {}, {Qt::SHIFT | Qt::Key_F7});
    menu->addSeparator();
    makePages(*menu);
}

void WindowActions::makePages(QMenu& menu)
{
    const QString titles[] = {tr("Overview"),      tr("Estimator"), tr("Weights"),  tr("Values"),
                              tr("Configuration"), tr("Optimizer"), tr("Metadata"), tr("Findings")};
    for (const QString& title : titles) {
        const int page = static_cast<int>(m_pages.size());
        QAction* const action =
            menu.addAction(title, this, [this, page] { Q_EMIT pageChosen(page); });
        action->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + page)));
        m_pages.append(action);
    }
}

void WindowActions::makeToolsAndHelp()
{
    QMenu* const tools = addMenu(tr("&Tools"));
    add(Command::Compare, tr("&Compare with…"), QStringLiteral("compare"), {Qt::CTRL | Qt::Key_D});
    m_actions.value(Command::Compare)->setIconText(tr("Compare with"));
    add(Command::SwapSides, tr("&Swap the sides of the comparison"), QStringLiteral("swap"));
    add(Command::Series, tr("Show files as a s&eries…"), QStringLiteral("series"));
    add(Command::SaveComparison, tr("Save &report of the comparison…"));
    tools->addSeparator();
    add(Command::Find, tr("&Go to anything…"), QStringLiteral("find"),
        {Qt::CTRL | Qt::Key_K, Qt::CTRL | Qt::SHIFT | Qt::Key_P});
    m_actions.value(Command::Find)->setIconText(tr("Go to"));
    addMenu(tr("&Help"));
    add(Command::Shortcuts, tr("&Keyboard shortcuts"), {}, {Qt::Key_F1});
    add(Command::Marks, tr("&Marks beside rows"));
    add(Command::About, tr("&About Strata"));
}

void WindowActions::makeToolBar()
{
    QToolBar* const bar = m_window.addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    bar->addAction(m_actions.value(Command::Open));
    bar->addAction(m_actions.value(Command::Reload));
    bar->addAction(m_actions.value(Command::Save));
    bar->addAction(m_actions.value(Command::Export));
    bar->addSeparator();
    // Everyday icons that need no word.
    for (const Command command : {Command::Undo, Command::Redo, Command::Back, Command::Forward})
        m_actions.value(command)->setPriority(QAction::LowPriority);
    bar->addAction(m_actions.value(Command::Undo));
    bar->addAction(m_actions.value(Command::Redo));
    bar->addSeparator();
    bar->addAction(m_actions.value(Command::Back));
    bar->addAction(m_actions.value(Command::Forward));
    bar->addSeparator();
    bar->addAction(m_actions.value(Command::Compare));
    bar->addAction(m_actions.value(Command::Find));
    for (QToolButton* const button : bar->findChildren<QToolButton*>()) {
        if (button->defaultAction())
            button->setFocusPolicy(Qt::TabFocus); // the bar takes it away
    }
    // The menu of the bar's own that could hide it has one entry that nobody could undo.
    m_window.setContextMenuPolicy(Qt::NoContextMenu);
}

QList<QAction*> WindowActions::reachable(const QMenu& menu)
{
    QList<QAction*> out;
    for (QAction* const action : menu.actions()) {
        if (action->menu() && action->isVisible())
            out += reachable(*action->menu());
        else if (!action->isSeparator() && !action->menu())
            out.append(action);
    }
    return out;
}

void WindowActions::setState(const State& state)
{
    const std::pair<Command, bool> states[] = {
        {Command::Save, state.can_save},
        {Command::SaveAs, state.can_save_as},
        {Command::Review, state.can_review},
        {Command::Export, state.document},
        {Command::ExportSelection, state.document},
        {Command::Undo, state.can_undo},
        {Command::Redo, state.can_redo},
        {Command::Reload, state.tabs > 0},
        {Command::Close, state.tabs > 0},
        {Command::CloseOthers, state.tabs > 1},
        {Command::CloseRight, state.can_close_right},
        {Command::CloseAll, state.tabs > 0},
        {Command::CopyPath, state.document || state.comparison},
        {Command::Compare, state.document || state.comparison},
        {Command::NextDifference, state.comparison},
        {Command::PreviousDifference, state.comparison},
        {Command::SwapSides, state.comparison},
        {Command::SaveComparison, state.comparison},
        {Command::Filter, state.tabs > 0},
        {Command::Stop, state.can_stop},
        {Command::ExpandAll, state.document || state.comparison},
        {Command::CollapseAll, state.document || state.comparison},
        {Command::SwitchReading, state.document},
        {Command::Back, state.can_go_back},
        {Command::Forward, state.can_go_forward},
        {Command::PreviousDocument, state.tabs > 1},
        {Command::NextDocument, state.tabs > 1},
        {Command::PreviousPane, state.tabs > 0},
        {Command::NextPane, state.tabs > 0}};
    for (const auto& [command, enabled] : states)
        m_actions.value(command)->setEnabled(enabled);
}

} // namespace strata
