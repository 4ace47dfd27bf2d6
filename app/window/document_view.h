// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/document_jobs.h"
#include "app/window/edit_session.h"
#include "app/window/selection_history.h"
#include "app/window/tab_view.h"

#include "widgets/desk/identity_strip.h"

class QSplitter;
class QStackedWidget;

namespace strata {

class Band;
class FileNotices;
class Inspector;
class Memory;
class TreePane;
class ViewLayout;
enum class SummaryText : std::uint8_t;

/// One tab: a file that is being opened, could not be opened, or is open. Joins the tree and the
/// pages with the jobs that serve them.
class DocumentView : public TabView {
    Q_OBJECT

public:
    /// `memory` keeps how wide the tree is, for each kind of file; null: it is not kept.
    DocumentView(JobRunner& runner, const QString& path, Memory* memory = nullptr,
                 QWidget* parent = nullptr);

    /// Shows a file that was read; when it was read again, at the same row and page as before.
    void showDocument(std::shared_ptr<const OpenedFile> file,
                      EditSession::Reread reread = EditSession::Reread::Other);
    void showError(const Error& error);
    /// What kind of file it is, while it is being read.
    void showKind(const QString& format);
    /// Says that the file on disk is no longer what is shown.
    void showChanged(bool exists);

    [[nodiscard]] QString path() const override { return m_path; }
    [[nodiscard]] QString fileName() const;
    [[nodiscard]] bool isOpen() const override { return m_file != nullptr; }
    [[nodiscard]] QString iconName() const override;
    [[nodiscard]] QString selectedPath() const override;
    [[nodiscard]] QString restingText() const override;
    [[nodiscard]] QList<QWidget*> panes() override;
    [[nodiscard]] int headHeight() const override;
    void focusFilter() override;
    [[nodiscard]] bool hasFilter() const override;
    void clearFilter() override;
    [[nodiscard]] bool canBeCompared() const override { return m_file != nullptr; }
    [[nodiscard]] bool isModified() const override { return m_edits->isModified(); }
    [[nodiscard]] QString notice() const override { return m_notice; }
    /// Said until something else is chosen or changed.
    void setNotice(const QString& text);
    /// The document was saved under another name.
    void setPath(const QString& path);

    /// Shows a row by its path in the Model or the File reading.
    bool choosePath(const QString& path);
    /// Shows a row, through a filter that would hide it too.
    void chooseRow(Reading reading, NodeId node);
    void switchReading();
    void expandAll() override;
    void collapseAll() override;
    /// Turns to a page by its place among all pages; nothing happens when the document has none.
    void turnToPage(int page);
    [[nodiscard]] bool hasPage(int page) const;
    void undo() { m_edits->steps().undo(); }
    void redo() { m_edits->steps().redo(); }
    void goBack();
    void goForward();
    [[nodiscard]] const SelectionHistory& history() const { return m_history; }
    [[nodiscard]] TreePane* tree() { return m_tree; }
    [[nodiscard]] Inspector* inspector() { return m_inspector; }
    [[nodiscard]] IdentityStrip* strip() { return m_strip; }
    [[nodiscard]] Band* errorBand() { return m_error; }
    [[nodiscard]] Band* changedBand();
    [[nodiscard]] FileNotices* notices() { return m_notices; }
    [[nodiscard]] EditSession& edits() { return *m_edits; }
    [[nodiscard]] const EditSession& edits() const { return *m_edits; }
    [[nodiscard]] const OpenedFile* file() const { return m_file.get(); }
    [[nodiscard]] std::shared_ptr<const OpenedFile> sharedFile() const { return m_file; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showOpening();
    QWidget* makeErrorPage();
    QWidget* makeDocumentPage();
    void connectTree();
    void connectPages();
    void connectStrip();
    void connectEdits();
    void showEdits();
    void setPort(EditPort* port, bool forget);
    void chooseRowAtFault();
    void orderTabs();
    void copySummary(SummaryText text) const;

    JobRunner& m_runner;
    QString m_path;
    SelectionHistory m_history;
    std::shared_ptr<const OpenedFile> m_file;
    DocumentJobs* m_jobs = nullptr;
    EditSession* m_edits;
    QString m_notice;
    std::uint64_t m_whole = 0; ///< tensors of numbers of which all are there

    QStackedWidget* m_stack;
    Band* m_error;
    QWidget* m_error_page;
    FileNotices* m_notices;
    IdentityStrip* m_strip;
    TreePane* m_tree;
    Inspector* m_inspector;
    QSplitter* m_splitter;
    ViewLayout* m_layout;
    QWidget* m_page;
};

} // namespace strata
