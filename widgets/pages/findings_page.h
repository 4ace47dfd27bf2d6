// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/page.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace strata {

class Band;
class EmptyState;
class FindingsModel;
class TableView;

/// The verdict, the findings by severity, and for the chosen one what, where, why and what to do.
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

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeDetail();
    void showVerdict(const Document& document);
    void showFinding(int row);
    void goToFinding();

    std::shared_ptr<const Document> m_document;
    Band* m_band;
    Band* m_integrity_band;
    QLabel* m_count;
    FindingsModel* m_model;
    TableView* m_table;
    QLabel* m_what;
    QLabel* m_where_head;
    QLabel* m_where;
    QLabel* m_why_head;
    QLabel* m_why;
    QLabel* m_remedy_head;
    QLabel* m_remedy;
    QPushButton* m_go;
    QWidget* m_detail;
    EmptyState* m_empty;
    class QSplitter* m_splitter;
    QStackedWidget* m_stack;
};

} // namespace strata
