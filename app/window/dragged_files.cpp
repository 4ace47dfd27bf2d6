// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/dragged_files.h"

#include "widgets/words/number_words.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace strata {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("DraggedFiles", text);
}

} // namespace

QStringList dragged_files(const QMimeData& data)
{
    QStringList paths;
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

DragWords describe_drag(const QMimeData& data)
{
    const QStringList paths = dragged_files(data);
    if (paths.isEmpty()) {
        if (data.hasUrls())
            return {tr("Cannot open this: it is not a file on this computer"),
                    data.urls().value(0).toDisplayString(), true};
        return {tr("Cannot open this: it is not a file"), data.text().simplified(), true};
    }
    QStringList names;
    for (const QString& path : paths)
        names.append(QFileInfo(path).fileName());
    if (paths.size() == 1 && QFileInfo(paths.first()).isDir())
        return {tr("List the models of a folder"), names.first(), false};
    if (paths.size() == 1)
        return {tr("Open in a new tab"), names.first(), false};
    return {tr("Open %1 files").arg(words::count(static_cast<std::uint64_t>(paths.size()))),
            names.join(QStringLiteral(", ")), false};
}

} // namespace strata
