// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/export_dialog.h"
#include "app/window/job_runner.h"

#include <QPointer>

#include <list>
#include <memory>

class QMessageBox;

namespace strata {

class DocumentView;
class Memory;
class Session;

/// Exports the documents of a window: asks how, plans and writes in jobs, and says what came of it.
/// A file that is written may outlive its tab.
class DocumentExport : public QObject {
    Q_OBJECT

public:
    /// `over`: the window that questions are asked over.
    DocumentExport(QWidget& over, Session& session, JobRunner& jobs, Memory& memory);
    ~DocumentExport() override;

    /// A document that may ask for it.
    void add(DocumentView& view);
    void exportAll(DocumentView& view);
    /// The arrays of the row that is chosen, itself and below; a notice where there are none.
    void exportSelection(DocumentView& view);
    /// The arrays that are whole, of a file that ends early.
    void exportWhole(DocumentView& view);
    /// The dialog that is open; null: none.
    [[nodiscard]] ExportDialog* dialog() const { return m_dialog; }

private:
    /// A file that is being written.
    struct Writing {
        JobSlot slot;
        QString path;
        QPointer<DocumentView> view; ///< that is told what came of it
    };

    /// `format`: that is chosen first; empty: the one of last time.
    void open(DocumentView& view, std::vector<TensorId> selection, const QString& part,
              const QString& format = {});
    void plan();
    void start();
    void askBeforeReplacing(const QString& path);
    void write(const QString& path);
    void tellFailure(const QString& path, const QString& why);
    void finish(const Writing* writing, const QPointer<ExportDialog>& dialog,
                const Result<ExportReport>& result);

    QWidget& m_over;
    Session& m_session;
    JobRunner& m_jobs;
    Memory& m_memory;
    QPointer<ExportDialog> m_dialog;
    QPointer<QMessageBox> m_question;
    QPointer<DocumentView> m_view; ///< that the dialog is about
    JobSlot m_plan_slot;
    std::list<std::unique_ptr<Writing>> m_writing;
};

/// The arrays of a row and of those below it.
[[nodiscard]] std::vector<TensorId> arrays_below(const Tree& tree, NodeId node);

} // namespace strata
