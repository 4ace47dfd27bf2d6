// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/gui_watchdog.h"
#include "app/window/main_window.h"
#include "app/window/render_window.h"
#include "app/window/sample.h"
#include "app/window/single_instance.h"
#include "app/window/window_options.h"
#include "io/formats/format.h"
#include "widgets/theme/desktop_scheme.h"
#include "widgets/theme/theme_switch.h"

#include <QApplication>
#include <QScreen>

#include <cstdio>

namespace {

/// What the desktop usually draws around a window, so that a new one fits the screen with it.
constexpr QSize window_frame(8, 40);

/// For scripts and for whoever looks for what makes the window stand still.
void report_stretches(strata::GuiWatchdog& watchdog)
{
    QObject::connect(&watchdog, &strata::GuiWatchdog::noticed, &watchdog,
                     [](std::chrono::milliseconds length, std::chrono::milliseconds computing) {
                         std::fprintf(stderr,
                                      "strata: the window stood still for %lld ms, %lld ms of it "
                                      "computing\n",
                                      static_cast<long long>(length.count()),
                                      static_cast<long long>(computing.count()));
                     });
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Strata"));
    QApplication::setApplicationVersion(QStringLiteral(STRATA_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.strata_viewer.Strata"));
    const strata::WindowOptions options = strata::read_window_options(application);

    if (options.render)
        return static_cast<int>(strata::render_window(*options.render));
    strata::SingleInstance instance(options.no_history ? QString()
                                                       : strata::SingleInstance::userName());
    if (instance.handOver(options.paths, options.compare))
        return 0;
    instance.listen();

    std::unique_ptr<strata::GuiWatchdog> watchdog;
    if (options.watch_gui) {
        watchdog = std::make_unique<strata::GuiWatchdog>();
        report_stretches(*watchdog);
    }
    const strata::DesktopScheme desktop(QDBusConnection::sessionBus());
    strata::ThemeSwitch themes;
    themes.follow(desktop);
    strata::MainWindow window(
        &themes,
        [](const std::string& path, const strata::JobContext& job) {
            return strata::open_document(path, job);
        },
        options.no_history ? strata::Memory() : strata::Memory(strata::Memory::userPath()));
    const strata::Sample sample = strata::find_sample();
    window.setSample(sample.path, sample.description);
    if (!window.isMaximized())
        window.resize(window.size().boundedTo(window.screen()->availableSize() - window_frame));
    window.show();
    const auto open = [&window](const QStringList& paths, bool compare) {
        if (compare && paths.size() == 2)
            window.compare(paths[0], paths[1]);
        else
            window.openFiles(paths);
    };
    open(options.paths, options.compare);
    QObject::connect(&instance, &strata::SingleInstance::asked, &window,
                     [&window, open](const QStringList& paths, bool compare) {
                         open(paths, compare);
                         window.comeForward();
                     });
    return QApplication::exec();
}
