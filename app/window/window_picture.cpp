// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/window_picture.h"

#include "app/window/compare_view.h"
#include "app/window/dialog_picture.h"
#include "app/window/document_export.h"
#include "app/window/document_tabs.h"
#include "app/window/document_view.h"
#include "app/window/main_window.h"
#include "app/window/series_view.h"
#include "widgets/inspector/inspector.h"
#include "widgets/pages/configuration_page.h"
#include "widgets/pages/estimator_page.h"
#include "widgets/pages/findings_page.h"
#include "widgets/pages/metadata_page.h"
#include "widgets/pages/optimizer_page.h"
#include "widgets/pages/overview_page.h"
#include "widgets/pages/values_page.h"
#include "widgets/pages/weights_page.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <array>

namespace strata {

namespace {

/// After the last job, until what it delivered is laid out, asked for more, and painted.
constexpr int settle_ms = 150;
/// Until a file that opens slowly shows in the status bar.
constexpr int loading_ms = 500;

Page* page_named(Inspector& inspector, const QString& name)
{
    const std::pair<QLatin1String, Page*> pages[] = {
        {QLatin1String("overview"), inspector.overview()},
        {QLatin1String("estimator"), inspector.estimator()},
        {QLatin1String("weights"), inspector.weights()},
        {QLatin1String("values"), inspector.values()},
        {QLatin1String("configuration"), inspector.configuration()},
        {QLatin1String("optimizer"), inspector.optimizer()},
        {QLatin1String("metadata"), inspector.metadata()},
        {QLatin1String("findings"), inspector.findings()}};
    for (const auto& [title, page] : pages) {
        if (title == name)
            return inspector.has(page) ? page : nullptr;
    }
    return nullptr;
}

void wait_for_events(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Until no job runs and none was started for a moment.
bool settle(MainWindow& window, int timeout_ms)
{
    QElapsedTimer timer;
    timer.start();
    int quiet = 0;
    while (quiet < 2) {
        if (timer.elapsed() > timeout_ms)
            return false;
        wait_for_events(settle_ms / 2);
        quiet = window.jobs().idle() ? quiet + 1 : 0;
    }
    return true;
}

bool is_state(const QString& view)
{
    return view == QLatin1String("start") || view == QLatin1String("loading") ||
           view == QLatin1String("error") || view == QLatin1String("drag");
}

bool has_path(const DocumentView* view, const QString& path)
{
    if (!view || !view->isOpen())
        return false;
    const Document& document = *view->file()->open.document;
    return std::ranges::any_of(std::array{Reading::Model, Reading::File}, [&](Reading reading) {
        const auto node = tree_of(document, reading).find(path.toStdString());
        return node && *node != Tree::root;
    });
}

/// Of several open files the one that has the row that is asked for: the one that is shown, else the
/// first.
void show_file_with(MainWindow& window, const QString& path)
{
    if (path.isEmpty() || has_path(window.currentView(), path))
        return;
    for (int tab = 0; tab < window.tabCount(); ++tab) {
        if (has_path(window.view(tab), path)) {
            window.tabs()->setCurrentIndex(tab);
            return;
        }
    }
}

/// Of a tab that has rows and no pages.
template <class View> RenderStatus turn_to_row(View& view, const WindowPicture& picture)
{
    if (!view.isOpen())
        return RenderStatus::NotOpened;
    return picture.select.isEmpty() || view.choosePath(picture.select) ? RenderStatus::Drawn
                                                                       : RenderStatus::NoSuchRow;
}

/// Turns to the row and the page that are asked for.
RenderStatus turn_to(MainWindow& window, const WindowPicture& picture)
{
    if (auto* const comparison = qobject_cast<CompareView*>(window.tabs()->current()))
        return turn_to_row(*comparison, picture);
    if (auto* const series = qobject_cast<SeriesView*>(window.tabs()->current()))
        return turn_to_row(*series, picture);
    show_file_with(window, picture.select);
    DocumentView* const view = window.currentView();
    if (picture.view == QLatin1String("error"))
        return view && !view->isOpen() ? RenderStatus::Drawn : RenderStatus::NoSuchPage;
    if (is_state(picture.view))
        return RenderStatus::Drawn;
    if (!view)
        return picture.view.isEmpty() ? RenderStatus::Drawn : RenderStatus::NoSuchPage;
    if (!view->isOpen())
        return RenderStatus::NotOpened;
    if (!picture.select.isEmpty() && !view->choosePath(picture.select))
        return RenderStatus::NoSuchRow;
    if (picture.view.isEmpty())
        return RenderStatus::Drawn;
    if (picture.view == QLatin1String("export")) {
        window.exporting().exportAll(*view);
        return RenderStatus::Drawn;
    }
    Page* const page = page_named(*view->inspector(), picture.view);
    if (!page)
        return RenderStatus::NoSuchPage;
    view->inspector()->turnTo(page);
    return RenderStatus::Drawn;
}

RenderStatus prepare(MainWindow& window, const WindowPicture& picture, int timeout_ms)
{
    if (picture.view == QLatin1String("loading")) { // its work does not end
        wait_for_events(loading_ms);
        return RenderStatus::Drawn;
    }
    if (!settle(window, timeout_ms))
        return RenderStatus::TooSlow;
    const RenderStatus status = turn_to(window, picture);
    if (status == RenderStatus::Drawn && !settle(window, timeout_ms))
        return RenderStatus::TooSlow;
    return status;
}

} // namespace

QImage draw_window(MainWindow& window, const WindowPicture& picture, int timeout_ms,
                   RenderStatus* status)
{
    // Without a screen the window may be shown, and only a shown one is the active one.
    const bool screenless = QGuiApplication::platformName() == QLatin1String("offscreen");
    window.setAttribute(Qt::WA_DontShowOnScreen, !screenless);
    window.resize(picture.size);
    window.show();
    QApplication::setActiveWindow(&window);
    const RenderStatus ended = prepare(window, picture, timeout_ms);
    if (status)
        *status = ended;
    if (ended != RenderStatus::Drawn)
        return {};
    QApplication::setActiveWindow(&window);
    QImage image(picture.size * window.devicePixelRatioF(), QImage::Format_RGB32);
    image.setDevicePixelRatio(window.devicePixelRatioF());
    window.render(&image);
    if (QDialog* const dialog = window.exporting().dialog(); dialog && dialog->isVisible())
        draw_dialog(image, window, *dialog);
    return image;
}

} // namespace strata
