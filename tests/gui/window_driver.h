// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/document_view.h"
#include "app/window/main_window.h"
#include "io/formats/format.h"
#include "widgets/inspector/inspector.h"
#include "widgets/pages/configuration_page.h"
#include "widgets/pages/estimator_page.h"
#include "widgets/pages/findings_page.h"
#include "widgets/pages/metadata_page.h"
#include "widgets/pages/overview_page.h"
#include "widgets/pages/values_page.h"
#include "widgets/pages/weights_page.h"
#include "widgets/parts/band.h"
#include "widgets/tree/tree_pane.h"

#include <QAbstractItemModel>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QTest>
#include <QUrl>

#include <memory>

namespace strata::test {

inline QString data_file(const QString& name)
{
    return QStringLiteral(STRATA_TEST_DATA "/") + name;
}

/// What Python read in a fixture.
inline QJsonObject expected(const QString& name)
{
    QFile file(data_file(name + QStringLiteral(".expected.json")));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

inline Session::Opener real_opener()
{
    return [](const std::string& path, const JobContext& job) {
        return open_document(path, job);
    };
}

/// The window on real files, with room for all that it can show; null when it does not come up.
inline std::unique_ptr<MainWindow> exposed_window()
{
    auto window = std::make_unique<MainWindow>(nullptr, real_opener());
    window->resize(1440, 900);
    window->show();
    return QTest::qWaitForWindowExposed(window.get()) ? std::move(window) : nullptr;
}

/// Opens a file in the window and waits until it is shown or refused.
inline DocumentView* open_in(MainWindow& window, const QString& path)
{
    window.openFiles({path});
    DocumentView* const view = window.currentView();
    if (!view || !QTest::qWaitFor(
                     [view] { return view->isOpen() || view->errorBand()->isVisible(); }, 20'000))
        return nullptr;
    return view;
}

/// A drag of `data` that enters `target`'s middle and is dropped there, as the system delivers it.
inline bool drop_on(QWidget* target, const QMimeData& data)
{
    const QPoint middle = target->rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &enter);
    QDropEvent drop(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &drop);
    return drop.isAccepted();
}

inline std::unique_ptr<QMimeData> files_as_mime(const QStringList& paths)
{
    auto data = std::make_unique<QMimeData>();
    QList<QUrl> urls;
    for (const QString& path : paths)
        urls.append(QUrl::fromLocalFile(path));
    data->setUrls(urls);
    return data;
}

inline QString cell(const QAbstractItemModel* model, int row, int column)
{
    return model->index(row, column).data().toString();
}

/// Whether some widget below `parent` has this name and is on screen.
template <class Widget> Widget* shown(QWidget& parent, const char* name)
{
    for (Widget* const widget : parent.findChildren<Widget*>(QString::fromLatin1(name))) {
        if (widget->isVisible())
            return widget;
    }
    return nullptr;
}

} // namespace strata::test
