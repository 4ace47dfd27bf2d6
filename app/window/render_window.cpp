// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/render_window.h"

#include "app/window/main_window.h"
#include "app/window/sample.h"
#include "io/formats/format.h"
#include "widgets/theme/theme_switch.h"

#include <QBuffer>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QThread>
#include <QUrl>

namespace strata {

namespace {

constexpr unsigned long poll_ms = 5;

/// What reads a file; for a picture of a file that is being opened, one that never ends by itself.
Session::Opener opener_for(const QString& view)
{
    if (view == QLatin1String("loading"))
        return [](const std::string& path, const JobContext& job) -> Result<OpenDocument> {
            const auto bytes =
                static_cast<std::uint64_t>(QFileInfo(QString::fromStdString(path)).size());
            while (!job.cancelled()) {
                job.report(bytes / 3, bytes);
                QThread::msleep(poll_ms);
            }
            return fail(ErrorCode::Cancelled);
        };
    return [](const std::string& path, const JobContext& job) {
        return open_document(path, job);
    };
}

/// Holds files over the right half of the window.
void drag_over(MainWindow& window, const QStringList& files)
{
    QList<QUrl> urls;
    for (const QString& file : files)
        urls.append(QUrl::fromLocalFile(QFileInfo(file).absoluteFilePath()));
    QMimeData data;
    data.setUrls(urls);
    const QPoint at(window.width() * 3 / 4, window.height() / 2);
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
}

bool write_picture(const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QFile out;
    return buffer.open(QIODevice::WriteOnly) && image.save(&buffer, "PNG") &&
           out.open(stdout, QIODevice::WriteOnly) && out.write(bytes) == bytes.size() &&
           out.flush();
}

} // namespace

RenderStatus render_window(const RenderRequest& request)
{
    ThemeSwitch themes;
    themes.choose(request.dark ? ThemeChoice::Dark : ThemeChoice::Light);
    MainWindow window(&themes, opener_for(request.picture.view));
    const Sample sample = find_sample();
    window.setSample(sample.path, sample.description);
    const bool drag = request.picture.view == QLatin1String("drag");
    const bool start = request.picture.view == QLatin1String("start");
    // Of several files the first is open while the others are dragged; one comes to the start page.
    const bool one_dragged = drag && request.files.size() == 1;
    const bool compare = request.picture.view == QLatin1String("compare");
    if (compare && request.files.size() == 2)
        window.compare(request.files[0], request.files[1]);
    else if (request.picture.view == QLatin1String("series"))
        window.showSeries(request.files);
    else if (!start && !one_dragged)
        window.openFiles(drag ? request.files.mid(0, 1) : request.files);
    RenderStatus status = RenderStatus::Drawn;
    QImage image = draw_window(window, request.picture, picture_timeout_ms, &status);
    if (drag && status == RenderStatus::Drawn) {
        drag_over(window, one_dragged ? request.files : request.files.mid(1));
        image = draw_window(window, request.picture, picture_timeout_ms, &status);
    }
    if (status != RenderStatus::Drawn)
        return status;
    return write_picture(image) ? RenderStatus::Drawn : RenderStatus::NotWritten;
}

} // namespace strata
