// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/job_runner.h"
#include "app/window/memory.h"
#include "app/window/session.h"

#include <QMainWindow>

class QStackedWidget;

namespace strata {

class Comparisons;
class DocumentExport;
class DocumentSaving;
class DocumentTabs;
class DocumentView;
class GoTo;
class RecentFiles;
class StartPage;
class StatusLine;
class TabActions;
class TabView;
class TensorDrag;
class TextSize;
class ThemeSwitch;
class WindowActions;

/// The window: wires its actions, tabs, start page, status bar and drops to the session and the
/// jobs.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// `themes` may be null: then there is no theme menu. `opener` reads a file's index. Without a
    /// `memory` nothing is remembered.
    explicit MainWindow(ThemeSwitch* themes, Session::Opener opener, Memory memory = {});
    ~MainWindow() override;

    /// Files open in tabs, folders as lists of the models in them.
    void openFiles(const QStringList& paths);
    void setSample(const QString& path, const QString& description);
    /// Shows two files beside each other.
    void compare(const QString& left, const QString& right);
    /// Shows files as states of one model.
    void showSeries(const QStringList& paths);
    /// Brings the window in front of the others.
    void comeForward();

    [[nodiscard]] DocumentView* currentView() const;
    [[nodiscard]] DocumentView* view(int tab) const;
    [[nodiscard]] int tabCount() const;
    [[nodiscard]] JobRunner& jobs() { return *m_jobs; }
    [[nodiscard]] StartPage* startPage() { return m_start; }
    [[nodiscard]] DocumentTabs* tabs() { return m_tabs; }
    [[nodiscard]] WindowActions& actions() { return *m_actions; }
    [[nodiscard]] RecentFiles& recentFiles() { return *m_recent; }
    [[nodiscard]] GoTo& goTo() { return *m_go_to; }
    [[nodiscard]] DocumentExport& exporting() { return *m_exporting; }
    [[nodiscard]] TensorDrag& dragging() { return *m_dragging; }

public Q_SLOTS:
    void chooseFiles();
    void chooseFolder();
    void closeCurrent();
    void about();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void makeCentre();
    void makeDrops();
    void restoreFromMemory();
    void connectSession();
    void connectFileActions();
    void connectTextSize();
    void connectRecentFiles();
    void connectPalette();
    void addTab(int id, const QString& path);
    void addFolder(const QString& path);
    void openAt(const QString& file, const QString& row);
    void showTab(TabView* view);
    void removeTab(TabView* view);
    void closeViews(const QList<TabView*>& views);
    void closeNow(const QList<TabView*>& views);
    void connectSaving();
    void connectExport();
    void connectComparisons();
    void updateTab(int id);
    void updateCentre();
    void updateStatus();
    void setTextStep(int step);
    void openPalette();

    Memory m_memory;
    JobRunner* m_jobs;
    Session* m_session;
    ThemeSwitch* m_themes;
    WindowActions* m_actions;
    RecentFiles* m_recent;
    TextSize* m_text_size;
    GoTo* m_go_to;
    QHash<int, DocumentView*> m_views;
    QHash<int, QString> m_rows_to_show; ///< paths of rows, in files that are being read
    QString m_sample;

    QStackedWidget* m_centre;
    StartPage* m_start;
    DocumentTabs* m_tabs;
    TabActions* m_tab_actions;
    DocumentSaving* m_saving;
    DocumentExport* m_exporting;
    TensorDrag* m_dragging;
    Comparisons* m_comparisons;
    bool m_settled = false; ///< nothing is lost by closing any more
    StatusLine* m_status;
};

} // namespace strata
