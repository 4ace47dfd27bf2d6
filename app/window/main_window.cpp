// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include "app/window/about_dialog.h"
#include "app/window/compare_view.h"
#include "app/window/comparisons.h"
#include "app/window/document_export.h"
#include "app/window/document_saving.h"
#include "app/window/document_tabs.h"
#include "app/window/document_view.h"
#include "app/window/drop_zone.h"
#include "app/window/file_dialogs.h"
#include "app/window/folder_view.h"
#include "app/window/go_to.h"
#include "app/window/marks_dialog.h"
#include "app/window/recent_files.h"
#include "app/window/series_view.h"
#include "app/window/shortcuts_dialog.h"
#include "app/window/status_line.h"
#include "app/window/tab_actions.h"
#include "app/window/tensor_drag.h"
#include "app/window/theme_menu.h"
#include "app/window/window_actions.h"
#include "widgets/desk/start_page.h"
#include "widgets/parts/text.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/text_size.h"
#include "widgets/theme/theme_switch.h"

#include <QFileInfo>
#include <QMenu>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>

#include <algorithm>
#include <utility>

namespace strata {

namespace {

/// Under this width the tool bar has no room for words.
constexpr int words_from_width = 1000;

QIcon window_icon()
{
    QIcon icon(QStringLiteral(":/icons/app.svg"));
    for (const int side : {16, 22, 24, 32, 48, 64, 128, 256})
        icon.addFile(QStringLiteral(":/icons/app.svg"), {side, side});
    return icon;
}

} // namespace

MainWindow::MainWindow(ThemeSwitch* themes, Session::Opener opener, Memory memory)
    : m_memory(std::move(memory)),
      m_jobs(new JobRunner(this)),
      m_session(new Session(*m_jobs, std::move(opener), this)),
      m_themes(themes),
      m_actions(new WindowActions(*this)),
      m_recent(new RecentFiles(m_memory, *m_jobs, this)),
      m_text_size(new TextSize(this)),
      m_go_to(new GoTo(*this, *m_jobs)),
      m_centre(new QStackedWidget),
      m_start(new StartPage),
      m_tabs(new DocumentTabs),
      m_tab_actions(new TabActions(*m_actions, *m_tabs, *m_jobs, this)),
      m_saving(new DocumentSaving(*this, *m_session, m_memory)),
      m_exporting(new DocumentExport(*this, *m_session, *m_jobs, m_memory)),
      m_dragging(new TensorDrag(*m_jobs, this)),
      m_comparisons(new Comparisons(*m_tabs, *m_session, *m_jobs, m_memory, this)),
      m_status(new StatusLine(*statusBar(), *m_jobs))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Strata"));
    setWindowIcon(window_icon());
    setMinimumSize(760, 480);
    resize(1440, 900);
    makeCentre();
    makeDrops();
    connectSession();
    connectFileActions();
    connectSaving();
    connectExport();
    connectComparisons();
    connectTextSize();
    connectRecentFiles();
    connectPalette();
    restoreFromMemory();
    updateCentre();
}

// Views own slots of jobs, which must go before the runner does.
MainWindow::~MainWindow()
{
    for (TabView* const view : m_tabs->views()) {
        m_tabs->take(view);
        delete view;
    }
    delete m_exporting;
    delete m_dragging;
    delete m_go_to;
    delete m_recent;
    delete m_session;
}

void MainWindow::makeCentre()
{
    m_centre->addWidget(m_start);
    m_centre->addWidget(m_tabs);
    setCentralWidget(m_centre);
    m_start->setExtensions(usual_extensions());
    connect(m_tabs, &DocumentTabs::closeViewsWanted, this, &MainWindow::closeViews,
            Qt::QueuedConnection);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::updateStatus);
    connect(m_start, &StartPage::openRequested, this, &MainWindow::chooseFiles);
    connect(m_start, &StartPage::sampleRequested, this,
            [this](const QString& path) { openFiles({path}); });
}

void MainWindow::makeDrops()
{
    const auto place = [this] {
        QRect free = m_centre->geometry();
        if (TabView* const view = m_tabs->current())
            free.setTop(view->mapTo(this, QPoint()).y() + view->headHeight());
        return free;
    };
    auto* const drops = new DropZone(*this, {place, [this] {
                                                 return m_comparisons->partner();
                                             }});
    connect(drops, &DropZone::dropped, this, &MainWindow::openFiles);
    connect(drops, &DropZone::droppedToCompare, this, &MainWindow::compare);
    connect(drops, &DropZone::spoke, this, [this](const QString& what) {
        what.isEmpty() ? updateStatus() : m_status->setWords(what);
    });
    connect(drops, &DropZone::refused, m_status, &StatusLine::setResting);
}

void MainWindow::restoreFromMemory()
{
    if (m_themes) {
        restore_theme(*m_themes, m_memory);
        fill_theme_menu(*m_actions->themeMenu(), *m_themes, m_memory);
    }
    m_actions->themeMenu()->menuAction()->setVisible(m_themes != nullptr);
    m_text_size->setStep(m_memory.value(QStringLiteral("window/text"), 0).toInt());
    restoreGeometry(m_memory.value(QStringLiteral("window/geometry")).toByteArray());
}

void MainWindow::connectSession()
{
    connect(m_session, &Session::added, this, &MainWindow::addTab);
    connect(m_session, &Session::activated, this,
            [this](int id) { m_tabs->setCurrentWidget(m_views.value(id)); });
    connect(m_session, &Session::recognized, this,
            [this](int id, const QString& format) { m_views.value(id)->showKind(format); });
    connect(m_session, &Session::loaded, this,
            [this](int id, const std::shared_ptr<const OpenedFile>& file) {
                DocumentView* const view = m_views.value(id);
                const bool first = !view->isOpen();
                view->showDocument(file, m_saving->takeReread(id));
                // The keyboard is in the tree at once.
                if (first && view == m_tabs->current())
                    view->panes().first()->setFocus(Qt::OtherFocusReason);
                if (const QString row = m_rows_to_show.take(id); !row.isEmpty())
                    view->choosePath(row);
                if (view->path() != m_sample)
                    m_recent->add(view->path(), summarize(*file->open.document));
                updateTab(id);
            });
    connect(m_session, &Session::failed, this, [this](int id, const Error& error) {
        m_saving->forgetReread(id);
        m_views.value(id)->showError(error);
        updateTab(id);
    });
    connect(m_session, &Session::closed, this, [this](int id) {
        m_rows_to_show.remove(id);
        removeTab(m_views.take(id));
    });
    connect(m_session, &Session::changedOnDisk, this,
            [this](int id, bool exists) { m_views.value(id)->showChanged(exists); });
}

void MainWindow::connectFileActions()
{
    WindowActions& actions = *m_actions;
    connect(actions[Command::Open], &QAction::triggered, this, &MainWindow::chooseFiles);
    connect(actions[Command::OpenFolder], &QAction::triggered, this, &MainWindow::chooseFolder);
    connect(actions[Command::Quit], &QAction::triggered, this, &QWidget::close);
    connect(actions[Command::About], &QAction::triggered, this, &MainWindow::about);
    connect(actions[Command::Marks], &QAction::triggered, this, [this] {
        auto* const dialog = new MarksDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(actions[Command::Shortcuts], &QAction::triggered, this, [this] {
        auto* const dialog = new ShortcutsDialog(m_actions->menus(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void MainWindow::connectSaving()
{
    const auto on = [this](Command command, void (DocumentSaving::*what)(DocumentView&)) {
        connect((*m_actions)[command], &QAction::triggered, this, [this, what] {
            if (DocumentView* const view = currentView())
                (m_saving->*what)(*view);
        });
    };
    on(Command::Save, &DocumentSaving::save);
    on(Command::SaveAs, &DocumentSaving::saveAs);
    on(Command::Review, &DocumentSaving::review);
    connect(m_session, &Session::moved, this,
            [this](int id, const QString& path) { m_views.value(id)->setPath(path); });
}

void MainWindow::connectExport()
{
    const auto on = [this](Command command, void (DocumentExport::*what)(DocumentView&)) {
        connect((*m_actions)[command], &QAction::triggered, this, [this, what] {
            if (DocumentView* const view = currentView())
                (m_exporting->*what)(*view);
        });
    };
    on(Command::Export, &DocumentExport::exportAll);
    on(Command::ExportSelection, &DocumentExport::exportSelection);
}

void MainWindow::connectComparisons()
{
    connect((*m_actions)[Command::Compare], &QAction::triggered, m_comparisons,
            &Comparisons::compareCurrent);
    connect(m_comparisons, &Comparisons::opened, this, [this](CompareView* view) {
        connect(view, &CompareView::showWanted, this, &MainWindow::openAt);
        showTab(view);
    });
    connect((*m_actions)[Command::Series], &QAction::triggered, m_comparisons,
            &Comparisons::askForSeries);
    connect(m_comparisons, &Comparisons::seriesOpened, this, &MainWindow::showTab);
}

void MainWindow::compare(const QString& left, const QString& right)
{
    m_comparisons->compare(left, right);
}

void MainWindow::showSeries(const QStringList& paths)
{
    m_comparisons->showSeries(paths);
}

/// Opens a file, or goes to its tab, and to a row of it.
void MainWindow::openAt(const QString& file, const QString& row)
{
    openFiles({file});
    const int id = m_session->find(file);
    DocumentView* const view = m_views.value(id);
    if (view && view->isOpen())
        view->choosePath(row);
    else if (view)
        m_rows_to_show.insert(id, row);
}

void MainWindow::connectTextSize()
{
    WindowActions& actions = *m_actions;
    connect(actions[Command::LargerText], &QAction::triggered, this,
            [this] { setTextStep(m_text_size->step() + 1); });
    connect(actions[Command::SmallerText], &QAction::triggered, this,
            [this] { setTextStep(m_text_size->step() - 1); });
    connect(actions[Command::NormalText], &QAction::triggered, this, [this] { setTextStep(0); });
}

void MainWindow::connectRecentFiles()
{
    const auto show = [this] {
        m_start->setRecentFiles(m_recent->files());
        fill_recent_menu(*m_actions->recentMenu(), *m_recent,
                         [this](const QString& path) { openFiles({path}); });
    };
    connect(m_recent, &RecentFiles::changed, this, show);
    connect(m_start, &StartPage::recentOpenWanted, this, &MainWindow::openFiles);
    connect(m_start, &StartPage::recentRemoveWanted, m_recent, &RecentFiles::remove);
    connect(m_start, &StartPage::recentClearWanted, m_recent, &RecentFiles::clear);
    m_start->setRemembers(m_memory.isOn());
    show();
}

void MainWindow::connectPalette()
{
    connect((*m_actions)[Command::Find], &QAction::triggered, this, &MainWindow::openPalette);
    connect(m_go_to, &GoTo::fileChosen, m_tabs, &QTabWidget::setCurrentIndex);
    connect(m_go_to, &GoTo::rowChosen, this, [this](Reading reading, NodeId node) {
        if (DocumentView* const view = currentView())
            view->chooseRow(reading, node);
    });
}

void MainWindow::openPalette()
{
    PaletteSearch::Scope scope;
    for (const QMenu* const menu : m_actions->menus())
        scope.actions += WindowActions::reachable(*menu);
    for (const TabView* const view : m_tabs->views())
        scope.files.append({view->title(), view->path()});
    if (const DocumentView* const view = currentView())
        scope.document = view->sharedFile();
    m_go_to->open(std::move(scope));
}

void MainWindow::addTab(int id, const QString& path)
{
    auto* const view = new DocumentView(*m_jobs, path, &m_memory);
    m_views.insert(id, view);
    m_saving->add(id, *view);
    m_exporting->add(*view);
    m_dragging->add(*view);
    connect(view, &TabView::reopenWanted, this, [this, id, view] { m_saving->reload(id, *view); });
    showTab(view);
}

void MainWindow::addFolder(const QString& path)
{
    const QString unique = QFileInfo(path).canonicalFilePath();
    for (TabView* const view : m_tabs->views()) {
        if (view->path() == unique)
            return m_tabs->setCurrentWidget(view);
    }
    auto* const view = new FolderView(*m_jobs, m_session->opener(), unique);
    connect(view, &TabView::reopenWanted, view, &FolderView::look);
    connect(view, &FolderView::openWanted, this, &MainWindow::openFiles);
    connect(view, &FolderView::seriesWanted, m_comparisons, &Comparisons::showSeries);
    showTab(view);
}

void MainWindow::showTab(TabView* view)
{
    m_tabs->add(view);
    m_tabs->setTabIcon(m_tabs->indexOf(view), icon(view->iconName()));
    connect(
        view, &TabView::closeWanted, this, [this, view] { closeViews({view}); },
        Qt::QueuedConnection);
    connect(view, &TabView::selectionChanged, this, &MainWindow::updateStatus);
    updateCentre();
}

void MainWindow::updateTab(int id)
{
    DocumentView* const view = m_views.value(id);
    m_tabs->setTabIcon(m_tabs->indexOf(view), view->isOpen()
                                                  ? icon(view->iconName())
                                                  : icon(QStringLiteral("error"), IconInk::Error));
    updateStatus();
}

void MainWindow::removeTab(TabView* view)
{
    m_tabs->take(view);
    // Its own menu or button may be what closes it.
    view->hide();
    view->deleteLater();
    updateCentre();
}

void MainWindow::closeViews(const QList<TabView*>& views)
{
    QList<TabView*> open;
    for (TabView* const view : views) {
        if (view && m_tabs->indexOf(view) >= 0) // not closed meanwhile
            open.append(view);
    }
    m_saving->whenSettled(open, [this, open] { closeNow(open); });
}

void MainWindow::closeNow(const QList<TabView*>& views)
{
    for (TabView* const view : views) {
        if (!view || m_tabs->indexOf(view) < 0)
            continue; // closed meanwhile
        const int id = m_views.key(qobject_cast<DocumentView*>(view), 0);
        if (id != 0)
            m_session->close(id);
        else
            removeTab(view);
    }
}

void MainWindow::updateCentre()
{
    const bool open = m_tabs->count() > 0;
    m_centre->setCurrentWidget(open ? static_cast<QWidget*>(m_tabs) : m_start);
    if (!open)
        m_recent->lookForFiles();
    updateStatus();
}

void MainWindow::updateStatus()
{
    const TabView* const view = m_tabs->current();
    const bool modified = view && view->isModified();
    const QString name = view ? one_line(view->title(), 200) : QString();
    // The mark stands where the system shows it in its own way.
    setWindowTitle(!view      ? tr("Strata")
                   : modified ? tr("%1[*] – Strata").arg(name)
                              : tr("%1 – Strata").arg(name));
    setWindowModified(modified);
    if (view && view->notice().isEmpty())
        m_status->setPath(view->selectedPath());
    else
        m_status->setWords(view ? view->notice() : tr("No file open"));
    m_status->setResting(view ? view->restingText() : QString());
    m_tab_actions->update();
}

void MainWindow::openFiles(const QStringList& paths)
{
    QStringList files;
    for (const QString& path : paths) {
        if (QFileInfo(path).isDir())
            addFolder(path);
        else
            files.append(path);
    }
    m_session->open(files);
}

void MainWindow::setSample(const QString& path, const QString& description)
{
    m_sample = path;
    m_start->setSample(path, description);
}

void MainWindow::comeForward()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

DocumentView* MainWindow::currentView() const
{
    return qobject_cast<DocumentView*>(m_tabs->currentWidget());
}

DocumentView* MainWindow::view(int tab) const
{
    return qobject_cast<DocumentView*>(m_tabs->widget(tab));
}

int MainWindow::tabCount() const
{
    return m_tabs->count();
}

void MainWindow::chooseFiles()
{
    openFiles(ask_for_files(this, m_memory));
}

void MainWindow::chooseFolder()
{
    openFiles(ask_for_folder(this, m_memory));
}

void MainWindow::closeCurrent()
{
    closeViews({m_tabs->current()});
}

void MainWindow::about()
{
    AboutDialog dialog(this);
    dialog.exec();
}

void MainWindow::setTextStep(int step)
{
    m_text_size->setStep(step);
    m_memory.set(QStringLiteral("window/text"), m_text_size->step());
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    for (QToolBar* const bar : findChildren<QToolBar*>())
        bar->setToolButtonStyle(width() < words_from_width ? Qt::ToolButtonIconOnly
                                                           : Qt::ToolButtonTextBesideIcon);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    const QList<TabView*> views = m_tabs->views();
    const bool modified =
        std::any_of(views.begin(), views.end(), [](const TabView* v) { return v->isModified(); });
    if (modified && !std::exchange(m_settled, false)) {
        event->ignore();
        m_saving->whenSettled(views, [this] {
            m_settled = true;
            close();
        });
        return;
    }
    m_memory.set(QStringLiteral("window/geometry"), saveGeometry());
    QMainWindow::closeEvent(event);
}

} // namespace strata
