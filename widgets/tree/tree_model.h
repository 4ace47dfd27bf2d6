// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tables/roles.h"
#include "widgets/tree/row_state.h"
#include "widgets/tree/spark.h"
#include "widgets/tree/tree_index.h"
#include "widgets/tree/tree_rows.h"

#include <QAbstractItemModel>
#include <QHash>

namespace strata {

/// One reading of a document as rows. Thin: an index holds the place of a row, and everything is
/// looked up in the document; a filter is a list of rows that was made elsewhere and is swapped in.
class TreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    explicit TreeModel(QObject* parent = nullptr);

    void setDocument(std::shared_ptr<const Document> document, Reading reading,
                     std::shared_ptr<const TreeIndex> index);
    /// Shows only the rows of `filtered`; null shows all. Resets the model.
    void setFilter(std::shared_ptr<const FilteredTree> filtered);
    [[nodiscard]] const FilteredTree* filter() const { return m_filtered.get(); }
    /// Puts what was measured beside its tensor's rows.
    void setSpark(TensorId tensor, const Spark& spark);
    [[nodiscard]] bool hasSpark(TensorId tensor) const { return m_sparks.contains(index(tensor)); }

    [[nodiscard]] const Document* document() const { return m_document.get(); }
    [[nodiscard]] Reading reading() const { return m_reading; }
    [[nodiscard]] bool isUseful(TreeColumn column) const;
    /// Marks stand behind the name when their own column has left, and so does the state's.
    void setMarksBesideNames(bool marks, bool state);

    /// None for a row that stands for a run of others.
    [[nodiscard]] NodeId nodeAt(const QModelIndex& index) const;
    /// The index of a row; invalid for the root and for rows that the filter hides.
    [[nodiscard]] QModelIndex indexOf(NodeId node, int column = 0) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    using QObject::parent;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    /// Rows of arrays can be dragged.
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    static std::size_t index(TensorId id) { return strata::index(id); }
    [[nodiscard]] const Tree& tree() const { return tree_of(*m_document, m_reading); }
    [[nodiscard]] QString text(NodeId node, TreeColumn column) const;
    [[nodiscard]] QString valueText(NodeId node) const;
    [[nodiscard]] bool isCall(NodeId node) const; ///< a dangerous one
    [[nodiscard]] QString outputShape(const Node& node) const;
    [[nodiscard]] bool holdsValues(NodeId node) const;
    [[nodiscard]] QVariant nameData(NodeId node, int role) const;
    [[nodiscard]] QVariant distribution(NodeId node) const;
    [[nodiscard]] QStringList marks(NodeId node) const;
    [[nodiscard]] RowState stateOf(NodeId node) const;
    [[nodiscard]] QVariant stateData(NodeId node, int role) const;
    [[nodiscard]] QVariant runData(TreeRows::Id run, TreeColumn column, int role) const;
    [[nodiscard]] QModelIndex indexAt(TreeRows::Id id, int column) const;
    [[nodiscard]] QString toolTip(NodeId node, TreeColumn column) const;

    std::shared_ptr<const Document> m_document;
    Reading m_reading = Reading::Model;
    std::shared_ptr<const TreeIndex> m_index;
    std::shared_ptr<const FilteredTree> m_filtered;
    TreeRows m_rows; ///< of the document's tree and the filter
    QHash<std::size_t, Spark> m_sparks;
    bool m_marks_beside_names = false;
    bool m_state_beside_names = false;
};

/// The icon of a row.
[[nodiscard]] QString node_icon(const Document& document, const Node& node);

} // namespace strata
