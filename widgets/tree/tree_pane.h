// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tree/tree_index.h"

#include <QSet>
#include <QWidget>

#include <array>

class QLineEdit;
class QStackedWidget;
class QTimer;
class QToolButton;

namespace strata {

class EmptyState;
class SwitchBar;
class TreeModel;
class TreeView;
struct Spark;

/// The left half of a document: which reading, a filter, and the tree. It shows values and says
/// what the person wants; whoever owns it runs the filter and the measuring.
class TreePane : public QWidget {
    Q_OBJECT

public:
    explicit TreePane(QWidget* parent = nullptr);

    /// One index for each reading, in the order of Reading.
    using Indexes = std::array<std::shared_ptr<const TreeIndex>, 2>;
    /// Rows that were open in a document before are open in this one, by their paths.
    void setDocument(std::shared_ptr<const Document> document, const Indexes& indexes);
    void showReading(Reading reading);
    [[nodiscard]] Reading reading() const { return m_reading; }
    /// The answer to filterWanted(); null shows all rows again.
    void setFilter(std::shared_ptr<const FilteredTree> filtered);
    void setSpark(TensorId tensor, const Spark& spark);

    [[nodiscard]] NodeId current() const { return m_current; }
    /// Makes a row of the shown reading current, opens the way to it and says so by nodeChosen().
    void choose(NodeId node);
    void chooseFirst();
    /// Puts the keyboard into the filter.
    void focusFilter();
    [[nodiscard]] bool hasFilterText() const;
    void clearFilter();
    [[nodiscard]] TreeView* view() { return m_view; }
    [[nodiscard]] TreeModel* model() { return m_model; }

Q_SIGNALS:
    void nodeChosen(strata::Reading reading, strata::NodeId node);
    void readingChosen(strata::Reading reading);
    void filterWanted(strata::Reading reading, const QString& text); ///< empty: none
    /// Tensors on screen of which nothing is known yet.
    void sparksWanted(const QList<strata::TensorId>& tensors);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeControls(class QHBoxLayout& bar);
    void setUsable(bool usable);
    void connectView();
    void currentChanged(const QModelIndex& index);
    void remember(const QModelIndex& index, bool expanded);
    /// The rows that were open, as those of the same path in another document.
    [[nodiscard]] QSet<quint32> openRowsIn(const Document& document, Reading reading) const;
    [[nodiscard]] NodeId counterpartOf(NodeId node) const;
    void restoreRows();
    void askForSparks();

    std::shared_ptr<const Document> m_document;
    Indexes m_indexes;
    Reading m_reading = Reading::Model;
    NodeId m_current = NodeId::none;
    std::array<QSet<quint32>, 2> m_expanded; ///< without a filter, per reading
    std::array<bool, 2> m_seen{};            ///< whether a reading was shown before
    bool m_restoring = false;

    SwitchBar* m_switch;
    QLineEdit* m_filter;
    QToolButton* m_expand;
    QToolButton* m_collapse;
    TreeModel* m_model;
    TreeView* m_view;
    EmptyState* m_no_match;
    QStackedWidget* m_stack;
    QTimer* m_spark_timer;
};

} // namespace strata
