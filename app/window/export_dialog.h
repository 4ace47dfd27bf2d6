// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/export/forms.h"
#include "app/window/session.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace strata {

class Band;
class InkLabel;
class LossList;
class PackingChoice;

/// What is exported: a whole document, or some of its arrays.
struct ExportSubject {
    std::shared_ptr<const OpenedFile> file;
    std::vector<TensorId> selection; ///< empty: all
    QString part;                    ///< the path of what is selected; empty: all, or no one row
    std::uint64_t unsaved = 0;       ///< changes of the document that are not in the file
};

/// Asks in which format, under which name and what of a document is written, and says what is lost
/// before it is. It only asks: whoever owns it plans and writes.
class ExportDialog : public QDialog {
    Q_OBJECT

public:
    ExportDialog(ExportSubject subject, const QString& format, QWidget* parent = nullptr);

    void open() override;
    [[nodiscard]] const ExportSubject& subject() const { return m_subject; }
    [[nodiscard]] const exports::Form& form() const;
    [[nodiscard]] exports::Options options() const;
    [[nodiscard]] QString path() const; ///< absolute; empty when no name is there
    /// Of the form and the options as they are; null while it is not known.
    [[nodiscard]] const ExportPlan* plan() const { return m_plan ? &*m_plan : nullptr; }

    /// The answer to planWanted().
    void setPlan(const Result<ExportPlan>& plan);
    /// Why what was wanted cannot be done; an empty text takes it away.
    void setProblem(const QString& what, const QString& why = {}, const QString& remedy = {});
    /// All that the dialog says, as text.
    [[nodiscard]] QString report() const;

Q_SIGNALS:
    void planWanted();
    void exportWanted();

private:
    [[nodiscard]] static QLabel* labelFor(const QString& text, QWidget* buddy);
    QWidget* makeForm();
    QWidget* makeContents();
    QWidget* makeChoices();
    QWidget* makeSizes();
    QWidget* makeFoot();
    void fillTypes();
    void chooseForm();
    void showWhatApplies();
    void ask();
    void browse();
    void showPlan();
    void showContents();
    void showButton();
    void grow();
    [[nodiscard]] QString suggestedPath() const;
    [[nodiscard]] QString titleWords() const;
    [[nodiscard]] QString keptWords() const;

    ExportSubject m_subject;
    std::optional<ExportPlan> m_plan;

    QComboBox* m_format;
    QLineEdit* m_path;
    QCheckBox* m_weights;
    QCheckBox* m_optimizer;
    QCheckBox* m_metadata;
    bool m_metadata_wanted = true; ///< wherever the format holds any
    QCheckBox* m_statistics;
    QCheckBox* m_sha256;
    QComboBox* m_names;
    QComboBox* m_type;
    QLabel* m_names_label;
    QWidget* m_choices;
    QLabel* m_contents;
    PackingChoice* m_packing;
    QLabel* m_packing_label;
    QLabel* m_head;
    InkLabel* m_count;
    LossList* m_losses;
    InkLabel* m_kept;
    QWidget* m_sizes;
    QLabel* m_new_label;
    QLabel* m_new_size;
    QLabel* m_old_size;
    Band* m_problem;
    QPushButton* m_export;
};

} // namespace strata
