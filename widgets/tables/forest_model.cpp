// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/forest_model.h"

#include "widgets/parts/text.h"
#include "widgets/theme/icons.h"
#include "widgets/words/number_words.h"

#include <QPointF>

#include <algorithm>

namespace strata {

namespace {
enum Column { TreeName, Depth, Leaves, Nodes, Bar };
}

ForestModel::ForestModel(QObject* parent)
    : ColumnsModel({{tr("Tree"), false, false},
                    {tr("Depth"), true, true},
                    {tr("Leaves"), true, true},
                    {tr("Nodes"), true, true},
                    {QString(), false, false}},
                   parent)
{
}

void ForestModel::setForest(std::shared_ptr<const Document> document, EstimatorId estimator)
{
    beginResetModel();
    m_document = std::move(document);
    m_estimator = estimator;
    m_most_nodes = 0;
    if (m_document && m_estimator != EstimatorId::none) {
        for (const DecisionTree& tree : trees())
            m_most_nodes = std::max(m_most_nodes, tree.node_count);
    }
    endResetModel();
}

int ForestModel::rows() const
{
    return m_document && m_estimator != EstimatorId::none ? static_cast<int>(trees().size()) : 0;
}

NodeId ForestModel::nodeOf(int row) const
{
    return row >= 0 && row < rows() ? trees()[static_cast<std::size_t>(row)].node : NodeId::none;
}

int ForestModel::rowOf(NodeId node) const
{
    for (int row = 0; node != NodeId::none && row < rows(); ++row) {
        if (nodeOf(row) == node)
            return row;
    }
    return -1;
}

QVariant ForestModel::cell(int row, int column, int role) const
{
    const DecisionTree& tree = trees()[static_cast<std::size_t>(row)];
    const std::uint64_t numbers[] = {0, tree.depth.value_or(0), tree.leaves, tree.node_count,
                                     tree.node_count};
    switch (role) {
    case Qt::DisplayRole:
        if (column == TreeName)
            return nameOf(tree, row);
        if (column == Bar)
            return QString();
        if (column == Depth && !tree.depth)
            return tr("unknown");
        return words::count(numbers[column]);
    case Qt::DecorationRole:
        return column == TreeName ? QVariant(icon(QStringLiteral("node-tree"), IconInk::Secondary))
                                  : QVariant();
    case SortRole:
        return column == TreeName ? QVariant(row) : QVariant(qulonglong{numbers[column]});
    case BarRole:
        return column == Bar && m_most_nodes > 0
                   ? QVariant(QPointF(0, static_cast<double>(tree.node_count) /
                                             static_cast<double>(m_most_nodes)))
                   : QVariant();
    default:
        return {};
    }
}

/// Of boosting: the round and the class whose score the tree adds to.
QString ForestModel::nameOf(const DecisionTree& tree, int row) const
{
    if (!tree.stage)
        return tr("tree %1").arg(row);
    const QString stage = tr("stage %1").arg(*tree.stage);
    if (!tree.target)
        return stage;
    const std::vector<Value>& classes = m_document->estimators[index(m_estimator)].classes;
    const QString target = *tree.target < classes.size()
                               ? one_line(classes[*tree.target].repr(40), 40)
                               : QString::number(*tree.target);
    return tr("%1, class %2").arg(stage, target);
}

} // namespace strata
