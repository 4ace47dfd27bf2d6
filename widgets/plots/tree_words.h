// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/tree_figures.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace strata {

/// What is said of a decision tree's nodes, with the names that its estimator gives to features and
/// classes.
class TreeWords {
    Q_DECLARE_TR_FUNCTIONS(TreeWords)

public:
    TreeWords() = default;
    /// `estimator` is the one that knows the names: the forest, for a tree of a forest.
    TreeWords(const Estimator& estimator, const DecisionTree& tree);

    /// "color_intensity"; "x3" where the file has no names.
    [[nodiscard]] QString feature(std::int64_t feature) const;
    /// "≤ 3.970"; empty for a leaf.
    [[nodiscard]] static QString threshold(const TreeNodeRecord& node);
    /// "class 2", or the class's own text.
    [[nodiscard]] QString className(std::size_t output, std::size_t number) const;
    [[nodiscard]] bool classifies(std::size_t output) const;
    /// The class with the largest share, or the value: "class 2", "23.41".
    [[nodiscard]] QString said(const TreeFigures& figures, std::size_t node,
                               std::size_t output) const;
    /// The same for all outputs: "class 2, class 0".
    [[nodiscard]] QString said(const TreeFigures& figures, std::size_t node) const;
    [[nodiscard]] static QString rows(std::int64_t count);
    /// "Gini", "Squared error".
    [[nodiscard]] QString impurity() const { return m_impurity; }
    [[nodiscard]] const QStringList& features() const { return m_features; }

private:
    QStringList m_features;
    QList<QStringList> m_classes;
    std::vector<std::uint64_t> m_class_counts;
    QString m_impurity;
};

/// The tree as indented lines, one a node, as far as `most_lines`; then a line says what is left.
[[nodiscard]] QString tree_as_text(const TreeFigures& figures, const TreeWords& words,
                                   std::size_t most_lines);

} // namespace strata
