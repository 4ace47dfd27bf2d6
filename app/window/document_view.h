// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/document_jobs.h"

#include "widgets/desk/identity_strip.h"

#include <QWidget>

class QSplitter;
class QStackedWidget;

namespace strata {

class Band;
class EmptyState;
class Inspector;
class TreePane;

/// One tab: a file that is being opened, could not be opened, or is open. Joins the tree and the
/// pages with the jobs that serve them.
class DocumentView : public QWidget {
    Q_OBJECT

public:
    DocumentView(JobRunner& runner, const QString& path, QWidget* parent = nullptr);

    void showDocument(std::shared_ptr<const OpenedFile> file);
    void showError(const Error& error);

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] QString fileName() const;
    [[nodiscard]] bool isOpen() const { return m_file != nullptr; }
    [[nodiscard]] QString iconName() const; ///< of the kind of document
    /// The path of what is selected, for the status bar.
    [[nodiscard]] QString selectedPath() const;
    [[nodiscard]] QString restingText() const;

    /// Shows a row by its path in the Model or the File reading.
    bool choosePath(const QString& path);
    void focusFilter();
    [[nodiscard]] TreePane* tree() { return m_tree; }
    [[nodiscard]] Inspector* inspector() { return m_inspector; }
    [[nodiscard]] IdentityStrip* strip() { return m_strip; }
    [[nodiscard]] Band* errorBand() { return m_error; }
    [[nodiscard]] const OpenedFile* file() const { return m_file.get(); }

Q_SIGNALS:
    void reopenWanted();
    void closeWanted();
    void selectionChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeErrorPage();
    QWidget* makeDocumentPage();
    void connectTree();
    void connectPages();
    void connectStrip();
    void chooseRow(Reading reading, NodeId node);
    /// Gives the tree the width that its columns want, until the person drags the splitter.
    void shareWidth();

    JobRunner& m_runner;
    QString m_path;
    std::shared_ptr<const OpenedFile> m_file;
    DocumentJobs* m_jobs = nullptr;

    QStackedWidget* m_stack;
    EmptyState* m_loading;
    Band* m_error;
    QWidget* m_error_page;
    IdentityStrip* m_strip;
    TreePane* m_tree;
    Inspector* m_inspector;
    QSplitter* m_splitter;
    bool m_dragged = false; ///< the person set the splitter
    QWidget* m_page;
};

} // namespace strata
