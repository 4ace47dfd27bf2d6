// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/dragged_files.h"

#include "widgets/words/number_words.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

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

DraggedPair dragged_pair(const QMimeData& data, const QString& open_path)
{
    const QStringList paths = dragged_files(data);
    if (std::any_of(paths.begin(), paths.end(),
                    [](const QString& path) { return QFileInfo(path).isDir(); }))
        return {};
    if (paths.size() == 2)
        return {paths[0], paths[1]};
    return paths.size() == 1 ? DraggedPair{open_path, paths[0]} : DraggedPair();
}

DragWords describe_comparison(const DraggedPair& pair, bool both_dragged)
{
    const QString left = QFileInfo(pair.left).fileName();
    const QString right = QFileInfo(pair.right).fileName();
    if (both_dragged)
        return {tr("Compare the two files"), tr("%1 on the left, %2 on the right").arg(left, right),
                false};
    return {tr("Compare with %1").arg(left), tr("The dropped file becomes the right side"), false};
}

} // namespace strata
