// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/file_dialogs.h"

#include "app/window/memory.h"
#include "app/window/recent_files.h"
#include "io/formats/format.h"
#include "widgets/parts/text.h"
#include "widgets/theme/icons.h"
#include "widgets/words/translation.h"

#include <QFileDialog>
#include <QMenu>

#include <algorithm>

namespace strata {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FileDialogs", text);
}

QString folder_key()
{
    return QStringLiteral("files/folder");
}

/// In a menu; the start page shows more.
constexpr int most_in_menu = 10;

QString file_filters()
{
    QStringList patterns;
    for (const QString& extension : readable_extensions())
        patterns.append(QLatin1Char('*') + extension);
    return tr("All files (*)") + QStringLiteral(";;") +
           tr("Models (%1)").arg(patterns.join(QLatin1Char(' ')));
}

QStringList ask_for_several(QWidget* over, const QString& title, Memory& memory)
{
    const QStringList paths = QFileDialog::getOpenFileNames(
        over, title, memory.value(folder_key()).toString(), file_filters());
    if (!paths.isEmpty())
        memory.set(folder_key(), QFileInfo(paths.first()).absolutePath());
    return paths;
}

} // namespace

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

QStringList usual_extensions()
{
    QStringList out;
    // What most people come with is looked for last, since it has no signature.
    const auto formats = all_formats();
    for (auto format = formats.rbegin(); format != formats.rend(); ++format) {
        if (!(*format)->open || (*format)->extensions.empty())
            continue;
        const QString extension = words::text_of((*format)->extensions.front());
        // "safetensors.index.json" stands beside what it is an index of.
        if (!extension.contains(QLatin1Char('.')))
            out.append(QLatin1Char('.') + extension);
    }
    out.removeDuplicates();
    return out;
}

QStringList ask_for_files(QWidget* over, Memory& memory)
{
    return ask_for_several(over, tr("Open model files"), memory);
}

QStringList ask_for_files_of_series(QWidget* over, Memory& memory)
{
    return ask_for_several(over, tr("States of one model, two or more files"), memory);
}

QString ask_for_file_to_compare(QWidget* over, const QString& name, Memory& memory)
{
    const QString path =
        QFileDialog::getOpenFileName(over, tr("Compare %1 with").arg(one_line(name, 120)),
                                     memory.value(folder_key()).toString(), file_filters());
    if (!path.isEmpty())
        memory.set(folder_key(), QFileInfo(path).absolutePath());
    return path;
}

QStringList ask_for_folder(QWidget* over, Memory& memory)
{
    const QString path = QFileDialog::getExistingDirectory(over, tr("Open a folder of models"),
                                                           memory.value(folder_key()).toString());
    if (path.isEmpty())
        return {};
    memory.set(folder_key(), path);
    return {path};
}

QString ask_for_new_file(QWidget* over, const QString& path)
{
    return QFileDialog::getSaveFileName(over, tr("Save as"), path, tr("All files (*)"));
}

void fill_recent_menu(QMenu& menu, RecentFiles& recent,
                      const std::function<void(const QString&)>& open)
{
    menu.clear();
    for (const RecentFile& file :
         recent.files().first(std::min<qsizetype>(most_in_menu, recent.files().size()))) {
        QString name = one_line(QFileInfo(file.path).fileName(), 80);
        QAction* const action = menu.addAction(
            icon(file.summary.icon), name.replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setToolTip(plain_tool_tip(file.path));
        QObject::connect(action, &QAction::triggered, &recent,
                         [open, path = file.path] { open(path); });
    }
    menu.setToolTipsVisible(true);
    menu.menuAction()->setEnabled(!menu.isEmpty());
    if (menu.isEmpty())
        return;
    menu.addSeparator();
    menu.addAction(tr("Clear list"), &recent, &RecentFiles::clear);
}

} // namespace strata
