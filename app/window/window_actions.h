// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QHash>

class QMainWindow;
class QMenu;
class QToolBar;

namespace strata {

/// What can be done in the window.
enum class Command {
    Open,
    OpenFolder,
    Save,
    SaveAs,
    Export,
    ExportSelection,
    Review,
    Reload,
    Close,
    CloseOthers,
    CloseRight,
    CloseAll,
    Quit,
    Undo,
    Redo,
    Copy,
    CopyPath,
    Filter,
    Stop,
    ExpandAll,
    CollapseAll,
    SwitchReading,
    LargerText,
    SmallerText,
    NormalText,
    Back,
    Forward,
    PreviousDocument,
    NextDocument,
    PreviousPane,
    NextPane,
    NextDifference,
    PreviousDifference,
    Find,
    Compare,
    Series,
    SwapSides,
    SaveComparison,
    Shortcuts,
    Marks,
    About,
};

/// The actions of the window, in its menus and its tool bar. Each has a menu entry, and what can be
/// done by keyboard is read off them: the list of shortcuts and the palette are made of these.
class WindowActions : public QObject {
    Q_OBJECT

public:
    explicit WindowActions(QMainWindow& window);

    [[nodiscard]] QAction* operator[](Command command) const { return m_actions.value(command); }
    /// The inspector's pages, in its order: Alt+1 to Alt+8.
    [[nodiscard]] const QList<QAction*>& pages() const { return m_pages; }
    /// What a menu and the menus in it lead to.
    [[nodiscard]] static QList<QAction*> reachable(const QMenu& menu);
    /// The menus, in order, for whoever lists what there is.
    [[nodiscard]] const QList<QMenu*>& menus() const { return m_menus; }
    [[nodiscard]] QMenu* recentMenu() const { return m_recent; }
    [[nodiscard]] QMenu* themeMenu() const { return m_theme; }

    struct State {
        int tabs = 0;
        bool can_close_right = false;
        bool document = false; ///< the current tab is a document that is open
        bool can_go_back = false;
        bool can_go_forward = false;
        bool can_save = false; ///< there are changes, and they can be written
        bool can_save_as = false;
        bool can_review = false;
        bool can_undo = false;
        bool can_redo = false;
        bool comparison = false; ///< the current tab is one whose files are read
        bool can_stop = false;   ///< there is work to stop, or a filter to clear
    };
    void setState(const State& state);
    void setPageEnabled(int page, bool enabled) { m_pages[page]->setEnabled(enabled); }

Q_SIGNALS:
    void pageChosen(int page);

private:
    QMenu* addMenu(const QString& title);
    QAction* add(Command command, const QString& text, const QString& icon_name = {},
                 const QList<QKeySequence>& shortcuts = {});
    void makeFileMenu();
    void makeEditMenu();
    void makeViewMenu();
    void makeGoMenu();
    void makePages(QMenu& menu);
    void makeToolsAndHelp();
    void makeToolBar();

    QMainWindow& m_window;
    QHash<Command, QAction*> m_actions;
    QList<QAction*> m_pages;
    QList<QMenu*> m_menus;
    QMenu* m_recent = nullptr;
    QMenu* m_theme = nullptr;
};

} // namespace strata
