// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QCheckBox;

namespace strata {

class ChangesModel;
class EditSession;
class TableView;
struct OpenedFile;

/// All changes of a document that are not saved: what the file has and what it will have. Single
/// ones can be taken back before the rest is saved.
class ReviewDialog : public QDialog {
    Q_OBJECT

public:
    /// `edits` outlives the dialog. `file`: of the document, whose changes are shown.
    ReviewDialog(EditSession& edits, std::shared_ptr<const OpenedFile> file, bool keeps_backup,
                 QWidget* parent = nullptr);

Q_SIGNALS:
    void backupChosen(bool keep);
    void saveWanted();
    void saveAsWanted();

private:
    void showChanges();
    void showWarnings();
    void revertChosen();

    EditSession& m_edits;
    std::shared_ptr<const OpenedFile> m_file;
    ChangesModel* m_model;
    TableView* m_table;
    class QLabel* m_count;
    class QLabel* m_warnings;
    class QPushButton* m_revert;
};

} // namespace strata
