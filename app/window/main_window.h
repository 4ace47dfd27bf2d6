// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/job_runner.h"
#include "app/window/session.h"

#include <QMainWindow>

class QMimeData;
class QStackedWidget;
class QTabWidget;

namespace strata {

class DocumentView;
class DropPanel;
class ElidedLabel;
class StartPage;
class ThemeSwitch;
class WorkBar;

/// The window: menus, tabs, start page, status bar and drops, wired to the session and the jobs.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// `themes` may be null: then there is no theme menu. `opener` reads a file's index.
    explicit MainWindow(ThemeSwitch* themes, Session::Opener opener, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openFiles(const QStringList& paths);
    void setSample(const QString& path, const QString& description);

    [[nodiscard]] DocumentView* currentView() const;
    [[nodiscard]] DocumentView* view(int tab) const;
    [[nodiscard]] int tabCount() const;
    [[nodiscard]] JobRunner& jobs() { return *m_jobs; }
    [[nodiscard]] StartPage* startPage() { return m_start; }

public Q_SLOTS:
    void chooseFiles();
    void closeCurrent();
    void about();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeActions();
    void makeThemeMenu(QMenu& menu);
    void makeCentre();
    void makeStatusBar();
    void connectSession();
    void addTab(int id, const QString& path);
    void removeTab(int id);
    void closeTab(int tab);
    void stepTab(int step);
    void updateTab(int id);
    void updateCentre();
    void updateStatus();
    void updateWork();
    void showDrag(const QMimeData& dragged);
    void hideDrag();

    JobRunner* m_jobs;
    Session* m_session;
    ThemeSwitch* m_themes;
    QHash<int, DocumentView*> m_views;
    QString m_last_folder;

    QStackedWidget* m_centre;
    StartPage* m_start;
    QTabWidget* m_tabs;
    DropPanel* m_drop;
    ElidedLabel* m_path;
    WorkBar* m_work;
    QAction* m_close = nullptr;
    QAction* m_filter = nullptr;
};

} // namespace strata
