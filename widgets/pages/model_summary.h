// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QWidget>

#include <memory>

class QBoxLayout;
class QLabel;

namespace strata {

class InkLabel;
class SummaryModel;
class TableView;

/// Whose way of printing a summary.
enum class SummaryText : std::uint8_t { Keras3, Keras2 };

/// The table of a network's layers with its totals beneath: trainable, not trainable, the
/// optimizer's, and all of them.
class ModelSummary : public QWidget {
    Q_OBJECT

public:
    explicit ModelSummary(QWidget* parent = nullptr);

    void setDocument(std::shared_ptr<const Document> document);
    [[nodiscard]] SummaryModel* model() { return m_model; }
    [[nodiscard]] TableView* table() { return m_table; }
    /// "6,922" for one of the captions of the totals.
    [[nodiscard]] QString total(const QString& caption) const;
    /// "27.0 KiB" beside it.
    [[nodiscard]] QString totalSize(const QString& caption) const;
    /// Says why nothing was copied; an empty text takes it away.
    void showProblem(const QString& text);

Q_SIGNALS:
    /// The summary as the framework prints it, for the clipboard.
    void textWanted(strata::SummaryText text);
    void layerChosen(strata::NodeId node);
    /// A row became the current one, which whoever scrolls the summary brings into view.
    void rowShown(const QRect& row);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void addCopying(QHBoxLayout* head);
    void offerTexts(bool keras);
    void copy(int way);
    void setTotals(const Document& document);
    void addTotal(const QString& caption, std::optional<std::uint64_t> count, std::uint64_t bytes);

    SummaryModel* m_model;
    TableView* m_table;
    InkLabel* m_problem;
    QWidget* m_totals;
    QBoxLayout* m_totals_layout;
    QList<QPair<QString, QString>> m_total_texts;
    QList<QLabel*> m_total_sizes; ///< of each of them
};

} // namespace strata
