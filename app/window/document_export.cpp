// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/document_export.h"

#include "app/window/document_view.h"
#include "app/window/memory.h"
#include "io/model/presence.h"
#include "widgets/inspector/inspector.h"
#include "widgets/pages/findings_page.h"
#include "widgets/parts/text.h"
#include "widgets/tree/tree_pane.h"
#include "widgets/tree/tree_view.h"
#include "widgets/words/edit_words.h"
#include "widgets/words/error_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace strata {

namespace {

QString format_key()
{
    return QStringLiteral("export/format");
}

QString name_of(const QString& path)
{
    return one_line(QFileInfo(path).fileName(), 80);
}

} // namespace

std::vector<TensorId> arrays_below(const Tree& tree, NodeId node)
{
    std::vector<TensorId> arrays;
    std::vector<NodeId> left = {node};
    while (!left.empty()) {
        const NodeId at = left.back();
        left.pop_back();
        if (tree.node(at).tensor != TensorId::none)
            arrays.push_back(tree.node(at).tensor);
        for (std::size_t row = tree.node(at).child_count; row-- > 0;)
            left.push_back(tree.child(at, row));
    }
    std::ranges::sort(arrays);
    const auto twice = std::ranges::unique(arrays);
    arrays.erase(twice.begin(), twice.end());
    return arrays;
}

DocumentExport::DocumentExport(QWidget& over, Session& session, JobRunner& jobs, Memory& memory)
    : QObject(&over), m_over(over), m_session(session), m_jobs(jobs), m_memory(memory)
{
}

DocumentExport::~DocumentExport() = default;

void DocumentExport::add(DocumentView& view)
{
    connect(view.tree()->view(), &TreeView::exportWanted, this,
            [this, &view] { exportSelection(view); });
    connect(view.inspector()->findings(), &FindingsPage::exportWanted, this,
            [this, &view](const QString& format) {
                if (view.isOpen())
                    open(view, {}, {}, format);
            });
    connect(view.inspector(), &Inspector::wholeExportWanted, this,
            [this, &view] { exportWhole(view); });
}

void DocumentExport::exportAll(DocumentView& view)
{
    if (view.isOpen())
        open(view, {}, {});
}

void DocumentExport::exportSelection(DocumentView& view)
{
    if (!view.isOpen())
        return;
    const Document& document = *view.file()->open.document;
    const NodeId node = view.tree()->current();
    const Tree& tree = tree_of(document, view.tree()->reading());
    std::vector<TensorId> arrays;
    if (node != NodeId::none)
        arrays = arrays_below(tree, node);
    if (arrays.empty())
        return view.setNotice(tr("There is no array in what is selected, so nothing to export."));
    open(view, std::move(arrays), words::text_of(tree.path(node)));
}

void DocumentExport::exportWhole(DocumentView& view)
{
    if (view.isOpen())
        open(view, whole_tensors(*view.file()->open.document), {});
}

void DocumentExport::open(DocumentView& view, std::vector<TensorId> selection, const QString& part,
                          const QString& format)
{
    if (m_dialog && m_dialog->isVisible())
        return;
    m_view = &view;
    const bool one = selection.size() == 1;
    m_dialog = new ExportDialog(
        {view.sharedFile(), std::move(selection), part, words::count_changes(view.edits().edits())},
        !format.isEmpty() ? format
        : one             ? QStringLiteral("npy")
                          : m_memory.value(format_key()).toString(),
        &m_over);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ExportDialog::planWanted, this, &DocumentExport::plan);
    connect(m_dialog, &ExportDialog::exportWanted, this, &DocumentExport::start);
    m_dialog->open();
}

void DocumentExport::plan()
{
    m_jobs.run(
        m_plan_slot, tr("Looking what an export loses"), WorkUnit::None,
        [file = m_dialog->subject().file, form = &m_dialog->form(), options = m_dialog->options()](
            const JobContext& job) { return exports::plan(file->open, *form, options, job); },
        [this, dialog = m_dialog](const Result<ExportPlan>& plan) {
            if (dialog)
                dialog->setPlan(plan);
        });
}

void DocumentExport::start()
{
    const QString path = m_dialog->path();
    if (path.isEmpty() || !m_dialog->plan())
        return;
    if (m_session.find(path) != 0)
        return m_dialog->setProblem(tr("%1 is open in this window").arg(name_of(path)),
                                    tr("What is shown would no longer be what is on disk."),
                                    tr("Choose another name, or close it first."));
    const bool writing =
        std::ranges::any_of(m_writing, [&](const auto& each) { return each->path == path; });
    if (writing)
        return m_dialog->setProblem(tr("%1 is being written").arg(name_of(path)), QString(),
                                    tr("Choose another name, or wait until it is done."));
    const QFileInfo there(path);
    if (there.isDir())
        return m_dialog->setProblem(tr("%1 is a folder").arg(name_of(path)), QString(),
                                    tr("Add a name for the file."));
    if (there.exists())
        return askBeforeReplacing(path);
    write(path);
}

void DocumentExport::askBeforeReplacing(const QString& path)
{
    m_question = new QMessageBox(m_dialog);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    m_question->setObjectName(QStringLiteral("replaceQuestion"));
    m_question->setWindowTitle(tr("Replace a file"));
    m_question->setIcon(QMessageBox::Question);
    m_question->setTextFormat(Qt::PlainText);
    m_question->setText(tr("Replace %1?").arg(name_of(path)));
    m_question->setInformativeText(
        tr("%1 has %2. Its content is lost once the new file is whole.")
            .arg(one_line(path, 200),
                 words::size(static_cast<std::uint64_t>(QFileInfo(path).size()))));
    QPushButton* const replace = m_question->addButton(tr("Replace"), QMessageBox::AcceptRole);
    replace->setObjectName(QStringLiteral("replaceFile"));
    m_question->setDefaultButton(m_question->addButton(QMessageBox::Cancel));
    connect(m_question, &QMessageBox::buttonClicked, this,
            [this, path, replace](const QAbstractButton* pressed) {
                if (pressed == replace && m_dialog && m_dialog->path() == path)
                    write(path);
            });
    m_question->open();
}

void DocumentExport::write(const QString& path)
{
    m_memory.set(format_key(), words::text_of(m_dialog->form().id));
    m_dialog->setProblem({});
    m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    m_dialog->hide();
    m_writing.push_back(std::make_unique<Writing>());
    Writing* const writing = m_writing.back().get();
    writing->path = path;
    writing->view = m_view;
    m_jobs.run(
        writing->slot, tr("Exporting %1").arg(QFileInfo(path).fileName()), WorkUnit::Bytes,
        [file = m_dialog->subject().file, form = &m_dialog->form(), plan = *m_dialog->plan(),
         options = m_dialog->options(), to = path.toStdString()](const JobContext& job) {
            return exports::write(file->open, *form, plan, options, to, job);
        },
        [this, writing, dialog = m_dialog](const Result<ExportReport>& result) {
            finish(writing, dialog, result);
        });
    m_dialog = nullptr;
}

/// Over the dialog of the next export: a notice of the document would be behind it, and its tab
/// may be closing.
void DocumentExport::tellFailure(const QString& path, const QString& why)
{
    auto* const box =
        new QMessageBox(QMessageBox::Warning, tr("Export"),
                        tr("Cannot write %1.").arg(name_of(path)), QMessageBox::Close, m_dialog);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("exportFailed"));
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(why);
    box->open();
}

void DocumentExport::finish(const Writing* writing, const QPointer<ExportDialog>& dialog,
                            const Result<ExportReport>& result)
{
    const QString path = writing->path;
    // A tab that was closed may not be deleted yet.
    const bool shown = writing->view && m_session.find(writing->view->path()) != 0;
    const QPointer<DocumentView> view = shown ? writing->view : nullptr;
    m_writing.remove_if([&](const auto& each) { return each.get() == writing; });
    const bool stopped = !result && result.error().code == ErrorCode::Cancelled;
    const auto words =
        result ? words::ErrorWords() : words::describe(result.error(), path.toStdString());
    if (view && result)
        view->setNotice(tr("Exported as %1, %2.")
                            .arg(words::text_of(result->written), words::size(result->bytes)));
    else if (view && stopped)
        view->setNotice(
            tr("The export of %1 was stopped. Nothing was written.").arg(name_of(path)));
    if (!dialog)
        return;
    if (result || stopped || m_dialog) {
        if (!result && !stopped) // another dialog is open already
            tellFailure(path, words.text());
        return dialog->deleteLater();
    }
    // It comes back as it was left, and says why.
    m_dialog = dialog;
    m_view = view;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setProblem(tr("Cannot write %1").arg(name_of(path)), words.message(), words.remedy);
    dialog->open();
}

} // namespace strata
