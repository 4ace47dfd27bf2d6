// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/page.h"
#include "widgets/tables/finding_bytes.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace strata {

class Band;
class EmptyState;
class FindingDetail;
class FindingsModel;
class TableView;

/// The verdict, the findings by severity, and for the chosen one what would run, where, why it
/// matters and what to do, with the opcodes or bytes beside it.
class FindingsPage : public Page {
    Q_OBJECT

public:
    explicit FindingsPage(QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Findings"); }
    [[nodiscard]] bool isFor(const Document& document) const override;
    [[nodiscard]] bool canShow(const Selection& selection) const override;
    void show(const Selection& selection) override;
    using QWidget::show;

    [[nodiscard]] Band* band() { return m_band; }
    [[nodiscard]] TableView* table() { return m_table; }
    /// The text of the chosen finding, part by part.
    [[nodiscard]] QString detailText() const;
    [[nodiscard]] TableView* bytesTable();

    /// Before another document comes, of which show() will tell: nothing is asked of the old one.
    void forgetDocument();
    /// What measuring the document's values found; stands beside its own findings until another
    /// document is shown.
    void setMeasured(std::vector<Finding> findings);
    /// The answer to bytesWanted(); one about another finding is ignored.
    void setBytes(int finding, const FindingBytes& bytes);
    /// Why a report was not saved; nothing to say takes it away.
    void showProblem(const QString& problem);
    /// All arrays that hold numbers were measured, so many.
    void setAllChecked(int tensors);

Q_SIGNALS:
    void bytesWanted(int finding); ///< by its place among the document's findings
    void saveWanted();
    void copyWanted();
    void exportWanted(const QString& format); ///< of the whole file, by the format's name
    void checkWanted();                       ///< all values are to be measured

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QLayout* makeHeadLine();
    void showVerdict(const Document& document);
    void showIntegrity(const Document& document);
    void showFindings(const std::optional<Finding>& chosen);
    void showFinding(int row);
    void checkValues();

    std::shared_ptr<const Document> m_document;
    std::vector<Finding> m_measured;
    QString m_outcome; ///< of measuring all values
    Band* m_band;
    Band* m_integrity_band;
    QLabel* m_count;
    QLabel* m_outcome_label;
    FindingsModel* m_model;
    TableView* m_table;
    QLabel* m_problem;
    QPushButton* m_check;
    QPushButton* m_save;
    QPushButton* m_copy;
    int m_finding = -1;
    bool m_checked = false; ///< the person asked for all values
    FindingDetail* m_detail;
    EmptyState* m_empty;
    class QVBoxLayout* m_content = nullptr;
};

} // namespace strata
