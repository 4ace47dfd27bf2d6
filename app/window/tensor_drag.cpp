// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tensor_drag.h"

#include "app/window/document_view.h"
#include "io/save/export.h"
#include "widgets/parts/text.h"
#include "widgets/theme/icons.h"
#include "widgets/tree/tree_pane.h"
#include "widgets/tree/tree_view.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QDir>
#include <QDrag>
#include <QMimeData>
#include <QUrl>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace strata {

namespace {

/// How long who is dropped on may wait for a file of TensorDrag::most_bytes.
constexpr std::chrono::seconds longest_wait{3};
constexpr int longest_name = 120;

/// Whether a file is written, told from the job's thread to the window's.
class WrittenSign {
public:
    void set(bool written)
    {
        const std::lock_guard lock(m_mutex);
        m_written = written;
        m_ended = true;
        m_changed.notify_all();
    }
    /// Whether it was written within the time that one waits.
    [[nodiscard]] bool wait()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, longest_wait, [this] { return m_ended; });
        return m_written;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ended = false;
    bool m_written = false;
};

/// A file that may still be being written when it is asked for.
class FileMime : public QMimeData {
public:
    FileMime(const QString& path, std::shared_ptr<WrittenSign> sign) : m_sign(std::move(sign))
    {
        setUrls({QUrl::fromLocalFile(path)});
    }

protected:
    [[nodiscard]] QVariant retrieveData(const QString& type, QMetaType preferred) const override
    {
        if (type == QLatin1String("text/uri-list") && !m_sign->wait())
            return {};
        return QMimeData::retrieveData(type, preferred);
    }

private:
    std::shared_ptr<WrittenSign> m_sign;
};

QString file_name(const std::string& path)
{
    QString name = words::text_of(exported_name(path, NameStyle::Dotted));
    for (QChar& each : name) {
        if (each == QLatin1Char('/') || !each.isPrint())
            each = QLatin1Char('_');
    }
    name.truncate(longest_name);
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
}

void TensorDrag::drag(DocumentView& view, TensorId tensor)
{
    QString refusal;
    std::unique_ptr<QMimeData> data = dragged(view.sharedFile(), tensor, refusal);
    if (!data)
        return view.setNotice(refusal);
    auto* const drag = new QDrag(view.tree()->view()); // deletes itself
    drag->setMimeData(data.release());
    drag->setPixmap(icon(QStringLiteral("node-tensor")).pixmap(24, 24));
    drag->exec(Qt::CopyAction, Qt::CopyAction);
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

std::unique_ptr<QMimeData> TensorDrag::dragged(const std::shared_ptr<const OpenedFile>& file,
                                               TensorId tensor, QString& refusal)
{
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
        return nullptr;
    }
    if (plan->bytes > most_bytes) {
        refusal = tr("%1 has %2: arrays up to %3 can be dragged out. Export selection… writes it "
                     "where you say.")
                      .arg(one_line(path, 80), words::size(plan->bytes), words::size(most_bytes));
        return nullptr;
    }
    const QString folder = folderFor(plan->bytes);
    if (folder.isEmpty()) {
        refusal = tr("There is no folder for temporary files, so nothing can be dragged out.");
        return nullptr;
    }
    const QString name = QDir(folder).filePath(file_name(path));
    m_kept.push_back(std::make_unique<Kept>());
    Kept& kept = *m_kept.back();
    kept.folder = folder;
    kept.bytes = plan->bytes;
    auto sign = std::make_shared<WrittenSign>();
    m_jobs.run(
        kept.slot, tr("Writing %1").arg(file_name(path)), WorkUnit::Bytes,
        [file, plan = *plan, to = name.toStdString(), sign, &target](const JobContext& job) {
            const auto written = export_document(file->open, target, plan, to, job);
            sign->set(written.has_value());
            return written;
        },
        [](const Result<ExportReport>&) {});
    auto data = std::make_unique<FileMime>(name, std::move(sign));
    data->setText(words::text_of(path));
    return data;
}

} // namespace strata
