// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tensor_drag.h"

#include "app/window/document_view.h"
#include "io/save/exported_names.h"
#include "widgets/parts/text.h"
#include "widgets/theme/icons.h"
#include "widgets/tree/tree_pane.h"
#include "widgets/tree/tree_view.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QDir>
#include <QDrag>
#include <QEvent>
#include <QFile>
#include <QMimeData>
#include <QPointer>
#include <QUrl>

#include <algorithm>

namespace strata {

namespace {

/// Of a file's name, which may have 255: the scratch file beside it needs none of them.
constexpr int longest_name_bytes = 200;

/// As many whole characters as have room in UTF-8.
QString cut_to_bytes(const QString& name, int most)
{
    qsizetype length = std::min<qsizetype>(name.size(), most);
    while (length > 0 && (name.left(length).toUtf8().size() > most ||
                          (length < name.size() && name.at(length).isLowSurrogate())))
        --length;
    return name.left(length);
}

QString file_name(const std::string& path)
{
    QString name = words::text_of(exported_name(path, NameStyle::Dotted));
    for (QChar& each : name) {
        if (each == QLatin1Char('/') || !(each.isPrint() || each.isSurrogate()))
            each = QLatin1Char('_');
    }
    name = cut_to_bytes(name, longest_name_bytes);
    if (name.isEmpty() || name.startsWith(QLatin1Char('.')))
        name.prepend(QStringLiteral("array"));
    return name + QStringLiteral(".npy");
}

} // namespace

TensorDrag::TensorDrag(JobRunner& jobs, QObject* parent) : QObject(parent), m_jobs(jobs) {}

void TensorDrag::add(DocumentView& view)
{
    connect(view.tree()->view(), &TreeView::dragWanted, this,
            [this, &view](TensorId tensor) { drag(view, tensor); });
    view.tree()->view()->viewport()->installEventFilter(this);
}

bool TensorDrag::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease)
        ++m_pull; // what was pulled at before is let go
    return QObject::eventFilter(watched, event);
}

void TensorDrag::drag(DocumentView& view, TensorId tensor)
{
    QString refusal;
    const auto begin = [this, pull = m_pull,
                        at = QPointer<DocumentView>(&view)](std::unique_ptr<QMimeData> data) {
        if (!at)
            return;
        if (!data)
            return at->setNotice(tr("The array could not be written for dragging. "
                                    "Export selection… says why."));
        // Nothing waits for the file: where it took longer than the button was held, it is there
        // for the next time.
        if (pull != m_pull)
            return at->setNotice(tr("The file of %1 is written now: drag it once more.")
                                     .arg(one_line(data->text(), 80)));
        auto* const drag = new QDrag(at->tree()->view()); // deletes itself
        drag->setMimeData(data.release());
        drag->setPixmap(icon(QStringLiteral("node-tensor")).pixmap(24, 24));
        drag->exec(Qt::CopyAction, Qt::CopyAction);
    };
    if (!prepare(view.sharedFile(), tensor, refusal, begin))
        view.setNotice(refusal);
}

QString TensorDrag::folderFor(std::uint64_t bytes)
{
    if (!m_folder)
        m_folder = std::make_unique<QTemporaryDir>();
    std::uint64_t kept = bytes;
    for (const auto& each : m_kept)
        kept += each->bytes;
    for (; kept > most_kept_bytes && !m_kept.empty(); m_kept.pop_front()) {
        kept -= m_kept.front()->bytes;
        m_kept.front()->slot.cancel();
        QDir(m_kept.front()->folder).removeRecursively();
    }
    // Two arrays of one name lie in two folders.
    const QString name = QString::number(++m_count);
    return m_folder->isValid() && QDir(m_folder->path()).mkdir(name) ? m_folder->filePath(name)
                                                                     : QString();
}

bool TensorDrag::prepare(const std::shared_ptr<const OpenedFile>& file, TensorId tensor,
                         QString& refusal, const Ready& ready)
{
    for (const auto& each : m_kept) {
        if (each->written && each->file.lock() == file && each->tensor == tensor &&
            QFile::exists(each->name)) {
            ready(data_of(*each));
            return true;
        }
    }
    const ExportTarget& target = *find_export_target("npy");
    ExportOptions options;
    options.selection = {tensor};
    const std::string path = file->open.document->tensor_path(tensor);
    const auto plan = plan_export(file->open, target, options);
    if (!plan) {
        refusal =
            tr("%1 cannot be dragged out: a .npy file has no place for its type or its values "
               "cannot be read. Export selection… offers other formats.")
                .arg(one_line(path, 80));
        return false;
    }
    if (plan->bytes > most_bytes) {
        refusal = tr("%1 has %2: arrays up to %3 can be dragged out. Export selection… writes it "
                     "where you say.")
                      .arg(one_line(path, 80), words::size(plan->bytes), words::size(most_bytes));
        return false;
    }
    const QString folder = folderFor(plan->bytes);
    if (folder.isEmpty()) {
        refusal = tr("There is no folder for temporary files, so nothing can be dragged out.");
        return false;
    }
    m_kept.push_back(std::make_unique<Kept>());
    Kept& kept = *m_kept.back();
    kept.folder = folder;
    kept.file = file;
    kept.tensor = tensor;
    kept.path = words::text_of(path);
    kept.name = QDir(folder).filePath(file_name(path));
    kept.bytes = plan->bytes;
    m_jobs.run(
        kept.slot, tr("Writing %1").arg(file_name(path)), WorkUnit::Bytes,
        [file, plan = *plan, to = kept.name.toStdString(), &target](const JobContext& job) {
            return export_document(file->open, target, plan, to, job);
        },
        [&kept, ready](const Result<ExportReport>& report) {
            kept.written = report.has_value();
            ready(report ? data_of(kept) : nullptr);
        });
    return true;
}

std::unique_ptr<QMimeData> TensorDrag::data_of(const Kept& kept)
{
    auto data = std::make_unique<QMimeData>();
    data->setUrls({QUrl::fromLocalFile(kept.name)});
    data->setText(kept.path);
    return data;
}

} // namespace strata
