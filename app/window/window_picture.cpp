// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/window_picture.h"

#include "app/window/document_view.h"
#include "app/window/main_window.h"
#include "widgets/inspector/inspector.h"
#include "widgets/pages/configuration_page.h"
#include "widgets/pages/estimator_page.h"
#include "widgets/pages/findings_page.h"
#include "widgets/pages/metadata_page.h"
#include "widgets/pages/overview_page.h"
#include "widgets/pages/values_page.h"
#include "widgets/pages/weights_page.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

namespace strata {

namespace {

/// After the last job, until what it delivered is laid out, asked for more, and painted.
constexpr int settle_ms = 150;

Page* page_named(Inspector& inspector, const QString& name)
{
    const std::pair<QLatin1String, Page*> pages[] = {
        {QLatin1String("overview"), inspector.overview()},
        {QLatin1String("estimator"), inspector.estimator()},
        {QLatin1String("weights"), inspector.weights()},
        {QLatin1String("values"), inspector.values()},
        {QLatin1String("configuration"), inspector.configuration()},
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

} // namespace

QImage draw_window(MainWindow& window, const WindowPicture& request, int timeout_ms)
{
    // Without a screen the window may be shown, and only a shown one is the active one.
    const bool screenless = QGuiApplication::platformName() == QLatin1String("offscreen");
    window.setAttribute(Qt::WA_DontShowOnScreen, !screenless);
    window.resize(request.size);
    window.show();
    QApplication::setActiveWindow(&window);
    if (!settle(window, timeout_ms))
        return {};
    if (DocumentView* const view = window.currentView(); view && view->isOpen()) {
        if (!request.select.isEmpty() && !view->choosePath(request.select))
            return {};
        if (!request.view.isEmpty()) {
            Page* const page = page_named(*view->inspector(), request.view);
            if (!page)
                return {};
            view->inspector()->turnTo(page);
        }
        if (!settle(window, timeout_ms))
            return {};
    }
    QApplication::setActiveWindow(&window);
    QImage image(request.size * window.devicePixelRatioF(), QImage::Format_RGB32);
    image.setDevicePixelRatio(window.devicePixelRatioF());
    window.render(&image);
    return image;
}

} // namespace strata
