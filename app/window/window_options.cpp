// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/window_options.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>

namespace strata {

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
    [[nodiscard]] RenderRequest request(const QCommandLineParser& parser) const
    {
        RenderRequest request;
        request.picture.view = parser.value(view);
        request.picture.select = parser.value(select);
        request.picture.size = QSize(parser.value(width).toInt(), parser.value(height).toInt());
        request.dark = parser.isSet(dark);
        request.files = parser.positionalArguments();
        return request;
    }
};

} // namespace

WindowOptions read_window_options(const QCoreApplication& application)
{
    const QCommandLineOption no_history(
        QStringLiteral("no-history"),
        QCoreApplication::tr("Remember nothing, and read nothing that was remembered."));
    const QCommandLineOption watch_gui(
        QStringLiteral("watch-gui"),
        QCoreApplication::tr("Report every stretch over 50 ms in which the window stood still."));
    const QCommandLineOption compare(
        QStringLiteral("compare"),
        QCoreApplication::tr("Show two files beside each other and what differs."));
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({compare, no_history, watch_gui});
    parser.addPositionalArgument(QStringLiteral("files"), QCoreApplication::tr("Files to open"),
                                 QStringLiteral("[FILE…]"));
    RenderOptions render;
    render.addTo(parser);
    parser.process(application);
    WindowOptions options;
    for (const QString& path : parser.positionalArguments())
        options.paths.append(QFileInfo(path).absoluteFilePath());
    options.compare = parser.isSet(compare);
    options.no_history = parser.isSet(no_history);
    options.watch_gui = parser.isSet(watch_gui);
    if (parser.isSet(render.render))
        options.render = render.request(parser);
    return options;
}

} // namespace strata
