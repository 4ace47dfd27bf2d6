// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include "app/window/about_dialog.h"
#include "app/window/document_view.h"
#include "app/window/dragged_files.h"
#include "io/formats/format.h"
#include "widgets/desk/drop_panel.h"
#include "widgets/desk/start_page.h"
#include "widgets/desk/work_bar.h"
#include "widgets/parts/elided_label.h"
#include "widgets/parts/text.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme_switch.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

#include <QActionGroup>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMenuBar>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>

#include <algorithm>

namespace strata {

namespace {

/// Under this width the tool bar has no room for words.
constexpr int words_from_width = 1000;

QStringList readable_extensions()
{
    QStringList out;
    for (const Format* const format : all_formats()) {
        if (!format->open)
            continue;
        // The usual ones: a page that lists every spelling says less.
        for (std::size_t i = 0; i < std::min<std::size_t>(2, format->extensions.size()); ++i)
            out.append(QLatin1Char('.') + words::text_of(format->extensions[i]));
    }
    out.removeDuplicates();
    return out;
}

QString amount_text(const WorkState& work)
{
    if (work.unit == WorkUnit::None || work.total == 0)
        return {};
    const bool bytes = work.unit == WorkUnit::Bytes;
    return MainWindow::tr("%1 of %2")
        .arg(bytes ? words::size(work.done) : words::count(work.done),
             bytes ? words::size(work.total) : words::count(work.total));
}

} // namespace

MainWindow::MainWindow(ThemeSwitch* themes, Session::Opener opener, QWidget* parent)
    : QMainWindow(parent),
      m_jobs(new JobRunner(this)),
      m_session(new Session(*m_jobs, std::move(opener), this)),
      m_themes(themes),
      m_centre(new QStackedWidget),
      m_start(new StartPage),
      m_tabs(new QTabWidget),
      m_drop(new DropPanel(this)),
      m_path(new ElidedLabel(Qt::ElideMiddle)),
      m_work(new WorkBar)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Strata"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/app.svg")));
    setMinimumSize(760, 480);
    resize(1440, 900);
    setAcceptDrops(true);
    makeCentre();
    makeActions();
    makeStatusBar();
    connectSession();
    updateCentre();
}

// Views own slots of jobs, which must go before the runner does.
MainWindow::~MainWindow()
{
    qDeleteAll(m_views);
    delete m_session;
}

void MainWindow::makeCentre()
{
    m_tabs->setObjectName(QStringLiteral("documents"));
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(true);
    m_tabs->tabBar()->setElideMode(Qt::ElideMiddle);
    m_tabs->tabBar()->setExpanding(false);
    m_centre->addWidget(m_start);
    m_centre->addWidget(m_tabs);
    setCentralWidget(m_centre);
    m_drop->hide();
    m_start->setExtensions(readable_extensions());
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &MainWindow::closeTab);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::updateStatus);
    connect(m_start, &StartPage::openRequested, this, &MainWindow::chooseFiles);
    connect(m_start, &StartPage::sampleRequested, this,
            [this](const QString& path) { openFiles({path}); });
}

void MainWindow::makeActions()
{
    QMenu* const file = menuBar()->addMenu(tr("&File"));
    QAction* const open =
        file->addAction(icon(QStringLiteral("open")), tr("&Open…"), this, &MainWindow::chooseFiles);
    open->setIconText(tr("Open"));
    open->setShortcut(QKeySequence::Open);
    m_close = file->addAction(tr("&Close"), this, &MainWindow::closeCurrent);
    m_close->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_W), QKeySequence(Qt::CTRL | Qt::Key_F4)});
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), this, &QWidget::close);

    QMenu* const view = menuBar()->addMenu(tr("&View"));
    m_filter =
        view->addAction(icon(QStringLiteral("filter")), tr("&Filter the tree"), this, [this] {
            if (DocumentView* const current = currentView())
                current->focusFilter();
        });
    m_filter->setShortcut(QKeySequence::Find);
    view->addAction(tr("&Next document"), QKeySequence(Qt::CTRL | Qt::Key_PageDown), this,
                    [this] { stepTab(1); });
    view->addAction(tr("&Previous document"), QKeySequence(Qt::CTRL | Qt::Key_PageUp), this,
                    [this] { stepTab(-1); });
    if (m_themes)
        makeThemeMenu(*view);

    QMenu* const help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&About Strata"), this, &MainWindow::about);

    QToolBar* const bar = addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addAction(open);
    // The menu of the bar's own that could hide it has one entry that nobody could undo.
    setContextMenuPolicy(Qt::NoContextMenu);
}

void MainWindow::makeThemeMenu(QMenu& menu)
{
    menu.addSeparator();
    QMenu* const themes = menu.addMenu(tr("&Theme"));
    auto* const group = new QActionGroup(this);
    const std::pair<QString, ThemeChoice> choices[] = {{tr("&System"), ThemeChoice::System},
                                                       {tr("&Light"), ThemeChoice::Light},
                                                       {tr("&Dark"), ThemeChoice::Dark}};
    for (const auto& [text, choice] : choices) {
        QAction* const action = themes->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_themes->choice() == choice);
        group->addAction(action);
        connect(action, &QAction::triggered, m_themes,
                [switcher = m_themes, choice = choice] { switcher->choose(choice); });
    }
}

void MainWindow::makeStatusBar()
{
    m_path->setObjectName(QStringLiteral("statusPath"));
    m_path->setFixed(true);
    m_path->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(8, 0, 6, 0);
    statusBar()->addWidget(m_path, 1);
    statusBar()->addPermanentWidget(m_work);
    connect(m_jobs, &JobRunner::changed, this, &MainWindow::updateWork);
    connect(m_work, &WorkBar::cancelRequested, m_jobs, &JobRunner::cancelShown);
}

void MainWindow::connectSession()
{
    connect(m_session, &Session::added, this, &MainWindow::addTab);
    connect(m_session, &Session::activated, this,
            [this](int id) { m_tabs->setCurrentWidget(m_views.value(id)); });
    connect(m_session, &Session::loaded, this,
            [this](int id, const std::shared_ptr<const OpenedFile>& file) {
                m_views.value(id)->showDocument(file);
                updateTab(id);
            });
    connect(m_session, &Session::failed, this, [this](int id, const Error& error) {
        m_views.value(id)->showError(error);
        updateTab(id);
    });
    connect(m_session, &Session::closed, this, &MainWindow::removeTab);
}

void MainWindow::addTab(int id, const QString& path)
{
    auto* const view = new DocumentView(*m_jobs, path);
    m_views.insert(id, view);
    const int tab = m_tabs->addTab(view, icon(view->iconName()), one_line(view->fileName(), 200));
    m_tabs->setTabToolTip(tab, plain_tool_tip(path));
    m_tabs->setCurrentIndex(tab);
    connect(view, &DocumentView::reopenWanted, this, [this, id] { m_session->reopen(id); });
    connect(
        view, &DocumentView::closeWanted, this, [this, id] { m_session->close(id); },
        Qt::QueuedConnection);
    connect(view, &DocumentView::selectionChanged, this, &MainWindow::updateStatus);
    updateCentre();
}

void MainWindow::updateTab(int id)
{
    DocumentView* const view = m_views.value(id);
    const int tab = m_tabs->indexOf(view);
    m_tabs->setTabIcon(tab, view->isOpen() ? icon(view->iconName())
                                           : icon(QStringLiteral("error"), IconInk::Error));
    updateStatus();
}

void MainWindow::removeTab(int id)
{
    DocumentView* const view = m_views.take(id);
    m_tabs->removeTab(m_tabs->indexOf(view));
    delete view;
    updateCentre();
}

void MainWindow::closeTab(int tab)
{
    const int id = m_views.key(view(tab), 0);
    if (id != 0)
        m_session->close(id);
}

void MainWindow::stepTab(int step)
{
    const int count = m_tabs->count();
    if (count > 0)
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + step + count) % count);
}

void MainWindow::updateCentre()
{
    const bool open = m_tabs->count() > 0;
    m_centre->setCurrentWidget(open ? static_cast<QWidget*>(m_tabs) : m_start);
    m_close->setEnabled(open);
    m_filter->setEnabled(open);
    updateStatus();
}

void MainWindow::updateStatus()
{
    const DocumentView* const view = currentView();
    setWindowTitle(view ? tr("%1 – Strata").arg(one_line(view->fileName(), 200)) : tr("Strata"));
    m_path->setText(view ? view->selectedPath() : tr("No file open"));
    m_work->setResting(view ? view->restingText() : QString());
}

void MainWindow::updateWork()
{
    const std::optional<WorkState> work = m_jobs->shown();
    if (!work)
        return m_work->hideWork();
    const double share =
        work->total == 0 ? -1 : static_cast<double>(work->done) / static_cast<double>(work->total);
    m_work->showWork(work->what, amount_text(*work), share);
}

void MainWindow::openFiles(const QStringList& paths)
{
    m_session->open(paths);
}

void MainWindow::setSample(const QString& path, const QString& description)
{
    m_start->setSample(path, description);
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
    QStringList patterns;
    for (const QString& extension : readable_extensions())
        patterns.append(QLatin1Char('*') + extension);
    const QStringList paths =
        QFileDialog::getOpenFileNames(this, tr("Open model files"), m_last_folder,
                                      tr("All files (*)") + QStringLiteral(";;") +
                                          tr("Models (%1)").arg(patterns.join(QLatin1Char(' '))));
    if (paths.isEmpty())
        return;
    m_last_folder = QFileInfo(paths.first()).absolutePath();
    openFiles(paths);
}

void MainWindow::closeCurrent()
{
    closeTab(m_tabs->currentIndex());
}

void MainWindow::about()
{
    AboutDialog dialog(this);
    dialog.exec();
}

// A drag over any part of the window ends up here, since no part of it accepts drops itself.

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    showDrag(*event->mimeData());
    // Accepted even when nothing can be opened: only so can the window say why.
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void MainWindow::dragMoveEvent(QDragMoveEvent* event)
{
    if (dragged_files(*event->mimeData()).isEmpty())
        event->ignore();
    else
        event->acceptProposedAction();
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent* /*event*/)
{
    hideDrag();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    hideDrag();
    const QStringList paths = dragged_files(*event->mimeData());
    if (paths.isEmpty()) {
        const DragWords words = describe_drag(*event->mimeData());
        m_work->setResting(words.what);
        event->ignore();
        return;
    }
    event->acceptProposedAction();
    openFiles(paths);
}

void MainWindow::showDrag(const QMimeData& dragged)
{
    const DragWords words = describe_drag(dragged);
    m_drop->setTarget(words.refused ? QStringLiteral("error") : QStringLiteral("open"), words.what,
                      words.detail);
    m_drop->setRefused(words.refused);
    m_drop->setActive(!words.refused);
    m_drop->setGeometry(m_centre->geometry());
    m_drop->show();
    m_drop->raise();
    m_path->setText(words.refused ? words.what : tr("%1. Escape cancels.").arg(words.what));
}

void MainWindow::hideDrag()
{
    m_drop->hide();
    updateStatus();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    for (QToolBar* const bar : findChildren<QToolBar*>())
        bar->setToolButtonStyle(width() < words_from_width ? Qt::ToolButtonIconOnly
                                                           : Qt::ToolButtonTextBesideIcon);
}

} // namespace strata
