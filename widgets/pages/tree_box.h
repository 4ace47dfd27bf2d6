// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "widgets/parts/box.h"
#include "widgets/plots/tree_words.h"

#include <memory>

class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace strata {

class FactsGrid;
class Legend;
class TreePlot;

/// One decision tree as a drawing, with what its chosen node holds beside it.
class TreeBox : public Box {
    Q_OBJECT

public:
    explicit TreeBox(QWidget* parent = nullptr);

    /// Names the tree that is being read; `title` is "Tree 6".
    void awaitTree(const QString& title, const Estimator& estimator, const DecisionTree& tree);
    void setTree(std::shared_ptr<const TreeFigures> figures);
    void setError(const QString& message);
    void clearTree();

    [[nodiscard]] TreePlot* plot() { return m_plot; }
    [[nodiscard]] FactsGrid* nodeFacts() { return m_facts; }
    /// "Node 1", "color_intensity ≤ 3.970".
    [[nodiscard]] QString nodeTitle() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeHead();
    QWidget* makeDetail();
    QToolButton* addButton(const QString& icon_name, const QString& text, const QString& name);
    void showOutput(int output);
    void showNode(quint32 node);
    void showMenu(const QPoint& global);
    void save();

    std::shared_ptr<const TreeFigures> m_figures;
    TreeWords m_words;
    QString m_name;
    QLabel* m_summary;
    Legend* m_legend;
    QLabel* m_levels_label;
    QSpinBox* m_levels;
    QComboBox* m_output;
    TreePlot* m_plot;
    QLabel* m_message;
    QWidget* m_detail;
    QLabel* m_node;
    QLabel* m_rule;
    QLabel* m_threshold;
    FactsGrid* m_facts;
};

} // namespace strata
