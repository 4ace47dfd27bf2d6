// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/document_saving.h"

#include "app/window/document_view.h"
#include "app/window/file_dialogs.h"
#include "app/window/file_notices.h"
#include "app/window/memory.h"
#include "app/window/review_dialog.h"
#include "app/window/session.h"
#include "io/source/atomic_file.h"
#include "widgets/inspector/inspector.h"
#include "widgets/pages/configuration_page.h"
#include "widgets/pages/edit_bar.h"
#include "widgets/pages/metadata_page.h"
#include "widgets/pages/optimizer_page.h"
#include "widgets/parts/text.h"
#include "widgets/words/edit_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace strata {

namespace {

QString backup_key()
{
    return QStringLiteral("save/backup");
}

/// "Saved as b.h5. The old content is in b.h5~."
QString saved_words(const SaveReport& report)
{
    QStringList parts = {DocumentSaving::tr("Saved as %1.").arg(words::text_of(report.written))};
    if (!report.backup.empty())
        parts.append(
            DocumentSaving::tr("The old content is in %1.").arg(words::text_of(report.backup)));
    if (report.other_names != 0)
        parts.append(words::plural(
            report.other_names,
            DocumentSaving::tr("1 other name (hard link) of the file keeps the old content."),
            DocumentSaving::tr("%1 other names (hard links) of the file keep the old content.")));
    for (const std::string& left : abandoned_scratch_files(report.written))
        parts.append(
            DocumentSaving::tr("%1 was left by a save that did not end; it can be deleted.")
                .arg(words::text_of(left)));
    return parts.join(QLatin1Char(' '));
}

/// What the question about closing lists of one file.
QString loss_words(const DocumentView& view)
{
    const EditSession& edits = view.edits();
    QStringList parts;
    if (const auto changes = words::count_changes(edits.edits()); changes > 0)
        parts.append(words::changes(changes));
    if (edits.unread() > 0)
        parts.append(words::plural(static_cast<std::uint64_t>(edits.unread()),
                                   DocumentSaving::tr("1 entry is not valid"),
                                   DocumentSaving::tr("%1 entries are not valid")));
    return DocumentSaving::tr("%1: %2").arg(one_line(view.fileName(), 80),
                                            parts.join(QStringLiteral(", ")));
}

} // namespace

DocumentSaving::DocumentSaving(QWidget& over, Session& session, Memory& memory)
    : QObject(&over), m_over(over), m_session(session), m_memory(memory)
{
}

void DocumentSaving::add(int id, DocumentView& view)
{
    EditSession& edits = view.edits();
    connect(&edits, &EditSession::saved, this,
            [this, id, &view](const SaveReport& report) { finish(id, view, report); });
    connect(&edits, &EditSession::saveFailed, this, &DocumentSaving::giveUp);
    connect(view.notices(), &FileNotices::reloadWanted, this, [this, id](bool keep) {
        reread(id, keep ? EditSession::Reread::Kept : EditSession::Reread::Other);
    });
    connect(view.notices(), &FileNotices::saveAsWanted, this, [this, &view] { saveAs(view); });
    for (const EditBar* const bar :
         {view.inspector()->metadata()->bar(), view.inspector()->configuration()->bar(),
          view.inspector()->optimizer()->bar()}) {
        connect(bar, &EditBar::undoWanted, &edits, [&edits] { edits.steps().undo(); });
        connect(bar, &EditBar::saveWanted, this, [this, &view] { save(view); });
        connect(bar, &EditBar::reviewWanted, this, [this, &view] { review(view); });
    }
}

EditSession::Reread DocumentSaving::takeReread(int id)
{
    return m_reread.contains(id) ? m_reread.take(id) : EditSession::Reread::Other;
}

void DocumentSaving::reread(int id, EditSession::Reread how)
{
    m_reread.insert(id, how);
    m_session.reopen(id);
}

void DocumentSaving::reload(int id, DocumentView& view)
{
    if (view.isOpen() && view.isModified())
        view.notices()->askBeforeReload(words::count_changes(view.edits().edits()));
    else
        reread(id, EditSession::Reread::Other);
}

bool DocumentSaving::keepsBackup() const
{
    return m_backup.value_or(m_memory.value(backup_key(), false).toBool());
}

void DocumentSaving::save(DocumentView& view)
{
    if (!view.isOpen() || view.edits().edits().empty())
        return;
    view.notices()->hideFailure();
    view.edits().save(view.path(), keepsBackup());
}

void DocumentSaving::saveAs(DocumentView& view)
{
    if (!view.isOpen() || !view.edits().canSave())
        return;
    const QString path = ask_for_new_file(&m_over, view.path());
    if (path.isEmpty())
        return;
    // Two tabs of one file would each save over what the other one did.
    const int other = m_session.find(path);
    if (other != 0 && m_session.path(other) != view.path()) {
        view.setNotice(tr("%1 is open in another tab: close it there, or choose another name.")
                           .arg(one_line(QFileInfo(path).fileName(), 80)));
        return;
    }
    view.notices()->hideFailure();
    view.edits().save(path, keepsBackup());
}

void DocumentSaving::review(DocumentView& view)
{
    if (!view.isOpen() || view.edits().edits().empty())
        return;
    auto* const dialog = new ReviewDialog(view.edits(), view.sharedFile(), keepsBackup(), &m_over);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ReviewDialog::backupChosen, this, [this](bool keep) {
        m_backup = keep; // counts even where nothing is remembered
        m_memory.set(backup_key(), keep);
    });
    connect(dialog, &ReviewDialog::saveWanted, &view, [this, &view] { save(view); });
    connect(dialog, &ReviewDialog::saveAsWanted, &view, [this, &view] { saveAs(view); });
    dialog->open();
}

void DocumentSaving::finish(int id, DocumentView& view, const SaveReport& report)
{
    m_reread.insert(id, EditSession::Reread::Saved);
    const QString path = words::text_of(report.written);
    if (path == view.path())
        m_session.reopen(id);
    else
        m_session.move(id, path);
    view.setNotice(saved_words(report));
    settle(&view);
}

void DocumentSaving::whenSettled(const QList<TabView*>& views, std::function<void()> then)
{
    QList<DocumentView*> modified;
    for (TabView* const view : views) {
        if (view && view->isModified())
            modified.append(qobject_cast<DocumentView*>(view));
    }
    if (modified.isEmpty())
        return then();
    giveUp();
    m_then = std::move(then);
    ask(modified);
}

void DocumentSaving::ask(const QList<DocumentView*>& modified)
{
    const bool savable =
        std::all_of(modified.begin(), modified.end(),
                    [](const DocumentView* view) { return view->edits().unread() == 0; });
    QStringList lines;
    for (const DocumentView* const view : modified)
        lines.append(loss_words(*view));
    m_question = new QMessageBox(&m_over);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    m_question->setObjectName(QStringLiteral("closeQuestion"));
    m_question->setWindowTitle(tr("Changes that are not saved"));
    m_question->setIcon(QMessageBox::Question);
    m_question->setTextFormat(Qt::PlainText);
    m_question->setText(
        modified.size() == 1
            ? tr("Save the changes before closing?")
            : tr("Save the changes of %1 files before closing?").arg(modified.size()));
    if (!savable)
        lines.append(tr("What is not valid must be corrected before it can be saved."));
    m_question->setInformativeText(lines.join(QLatin1Char('\n')));
    m_question->setStandardButtons(QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    m_question->setDefaultButton(savable ? QMessageBox::Save : QMessageBox::Cancel);
    m_question->button(QMessageBox::Save)->setEnabled(savable);
    connect(m_question, &QMessageBox::finished, this, [this, modified](int answer) {
        if (answer == QMessageBox::Save)
            saveAll(modified);
        else if (answer == QMessageBox::Discard)
            settle(nullptr);
        else
            giveUp();
    });
    m_question->open();
}

void DocumentSaving::saveAll(const QList<DocumentView*>& modified)
{
    for (const DocumentView* const view : modified)
        m_waited_for.append(view);
    for (DocumentView* const view : modified) {
        if (!view->edits().isSaving())
            save(*view);
    }
}

void DocumentSaving::settle(const DocumentView* view)
{
    m_waited_for.removeAll(view);
    if (!m_waited_for.isEmpty() || !m_then)
        return;
    std::exchange(m_then, nullptr)();
}

void DocumentSaving::giveUp()
{
    m_then = nullptr;
    m_waited_for.clear();
    if (m_question)
        m_question->close();
}

} // namespace strata
