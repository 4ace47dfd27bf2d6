// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"
#include "app/window/render_window.h"
#include "app/window/sample.h"
#include "io/formats/format.h"
#include "widgets/theme/theme_switch.h"

#include <QApplication>
#include <QCommandLineParser>

namespace {

/// Options by which `strata render` asks for a picture; they are no interface for people.
struct RenderOptions {
    QCommandLineOption render{QStringLiteral("render")};
    QCommandLineOption view{QStringLiteral("view"), {}, QStringLiteral("VIEW")};
    QCommandLineOption select{QStringLiteral("select"), {}, QStringLiteral("PATH")};
    QCommandLineOption width{QStringLiteral("width"), {}, QStringLiteral("W")};
    QCommandLineOption height{QStringLiteral("height"), {}, QStringLiteral("H")};
    QCommandLineOption dark{QStringLiteral("dark")};

    void addTo(QCommandLineParser& parser)
    {
        for (QCommandLineOption* const option : {&render, &view, &select, &width, &height, &dark}) {
            option->setFlags(QCommandLineOption::HiddenFromHelp);
            parser.addOption(*option);
        }
    }
    [[nodiscard]] strata::RenderRequest request(const QCommandLineParser& parser) const
    {
        strata::RenderRequest request;
        request.picture.view = parser.value(view);
        request.picture.select = parser.value(select);
        request.picture.size = QSize(parser.value(width).toInt(), parser.value(height).toInt());
        request.dark = parser.isSet(dark);
        request.files = parser.positionalArguments();
        return request;
    }
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Strata"));
    QApplication::setApplicationVersion(QStringLiteral(STRATA_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.strata_viewer.Strata"));

    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("files"), QApplication::tr("Files to open"),
                                 QStringLiteral("[FILE…]"));
    RenderOptions render;
    render.addTo(parser);
    parser.process(application);
    if (parser.isSet(render.render))
        return static_cast<int>(strata::render_window(render.request(parser)));

    strata::ThemeSwitch themes;
    strata::MainWindow window(&themes, [](const std::string& path, const strata::JobContext& job) {
        return strata::open_document(path, job);
    });
    const strata::Sample sample = strata::find_sample();
    window.setSample(sample.path, sample.description);
    window.show();
    window.openFiles(parser.positionalArguments());
    return QApplication::exec();
}
