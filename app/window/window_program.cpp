// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"
#include "app/window/sample.h"
#include "io/formats/format.h"
#include "widgets/theme/theme_switch.h"

#include <QApplication>
#include <QCommandLineParser>

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
    parser.process(application);

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
