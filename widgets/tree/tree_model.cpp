// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tree/tree_model.h"

#include "widgets/parts/text.h"
#include "widgets/theme/icons.h"
#include "widgets/words/brief_real.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

namespace strata {

namespace {

bool is_number(TreeColumn column)
{
    return column == TreeColumn::Params || column == TreeColumn::Size;
}

bool is_fixed(TreeColumn column)
{
    return is_number(column) || column == TreeColumn::Dims || column == TreeColumn::Dtype;
}

/// A real number shortened, where a row has one as its value.
QString shown_value(const QString& text, const Node& node, TreeColumn column)
{
    if (column != TreeColumn::Value || node.kind != NodeKind::Scalar ||
        !text.contains(QLatin1Char('.')))
        return text;
    bool real = false;
    const double number = text.toDouble(&real);
    return real ? words::brief_real(number) : text;
}

} // namespace

QString node_icon(const Document& document, const Node& node)
{
    switch (node.kind) {
    case NodeKind::Tensor: {
        if (node.tensor == TensorId::none)
            return QStringLiteral("node-tensor");
        const std::size_t rank = document.tensor(node.tensor).shape.size();
        return rank == 0   ? QStringLiteral("node-scalar")
               : rank == 1 ? QStringLiteral("node-vector")
                           : QStringLiteral("node-tensor");
    }
    case NodeKind::Root:
        return QStringLiteral("node-object");
    default:
        return QStringLiteral("node-") + QLatin1String(node_kind_name(node.kind));
    }
}

TreeModel::TreeModel(QObject* parent) : QAbstractItemModel(parent) {}

void TreeModel::setDocument(std::shared_ptr<const Document> document, Reading reading,
                            std::shared_ptr<const TreeIndex> index)
{
    beginResetModel();
    if (m_document != document)
        m_sparks.clear();
    m_document = std::move(document);
    m_reading = reading;
    m_index = std::move(index);
    m_filtered.reset();
    m_rows = m_document ? TreeRows(&tree(), nullptr) : TreeRows();
    endResetModel();
}

void TreeModel::setFilter(std::shared_ptr<const FilteredTree> filtered)
{
    beginResetModel();
    m_filtered = std::move(filtered);
    m_rows = m_document ? TreeRows(&tree(), m_filtered.get()) : TreeRows();
    endResetModel();
}

void TreeModel::setSpark(TensorId tensor, const Spark& spark)
{
    m_sparks.insert(index(tensor), spark);
    if (!m_document)
        return;
    const Tensor& of = m_document->tensor(tensor);
    const NodeId node = m_reading == Reading::Model ? of.model_node : of.file_node;
    const QModelIndex first = indexOf(node, static_cast<int>(TreeColumn::Distribution));
    const QModelIndex last = indexOf(node, static_cast<int>(TreeColumn::Marks));
    if (first.isValid()) {
        Q_EMIT dataChanged(first, last);
        if (m_marks_beside_names)
            Q_EMIT dataChanged(first.siblingAtColumn(0), first.siblingAtColumn(0));
    }
}

void TreeModel::setMarksBesideNames(bool marks, bool state)
{
    m_marks_beside_names = marks;
    m_state_beside_names = state;
}

bool TreeModel::isUseful(TreeColumn column) const
{
    return m_index && m_index->useful[static_cast<std::size_t>(column)];
}

// A row's internal id is its name in m_rows.

NodeId TreeModel::nodeAt(const QModelIndex& index) const
{
    return m_document && index.isValid() ? m_rows.node(index.internalId()) : NodeId::none;
}

QModelIndex TreeModel::indexAt(TreeRows::Id id, int column) const
{
    return id == 0 ? QModelIndex() : createIndex(m_rows.row(id), column, static_cast<quintptr>(id));
}

QModelIndex TreeModel::indexOf(NodeId node, int column) const
{
    if (!m_document || node == NodeId::none || node == Tree::root ||
        strata::index(node) >= tree().size())
        return {};
    const std::optional<TreeRows::Id> id = m_rows.find(node);
    return id ? indexAt(*id, column) : QModelIndex();
}

QModelIndex TreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!m_document || row < 0 || column < 0 || column >= tree_column_count ||
        row >= rowCount(parent))
        return {};
    const TreeRows::Id above = parent.isValid() ? parent.internalId() : 0;
    return createIndex(row, column, static_cast<quintptr>(m_rows.child(above, row)));
}

QModelIndex TreeModel::parent(const QModelIndex& index) const
{
    return m_document && index.isValid() ? indexAt(m_rows.parent(index.internalId()), 0)
                                         : QModelIndex();
}

int TreeModel::rowCount(const QModelIndex& parent) const
{
    if (!m_document || parent.column() > 0)
        return 0;
    return m_rows.count(parent.isValid() ? parent.internalId() : 0);
}

int TreeModel::columnCount(const QModelIndex& /*parent*/) const
{
    return tree_column_count;
}

QVariant TreeModel::nameData(NodeId id, int role) const
{
    if (role == Qt::DecorationRole)
        return icon(node_icon(*m_document, tree().node(id)), IconInk::Secondary);
    return {};
}

/// A run says which of its siblings its rows are.
QVariant TreeModel::runData(TreeRows::Id run, TreeColumn column, int role) const
{
    if (column != TreeColumn::Name)
        return {};
    const TreeRows::Span span = m_rows.span(run);
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return tr("%1 to %2").arg(words::count(span.first), words::count(span.last));
    case Qt::DecorationRole:
        return icon(QStringLiteral("node-list"), IconInk::Secondary);
    case SecondaryRole:
        return true;
    default:
        return {};
    }
}

Qt::ItemFlags TreeModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    const NodeId node = m_document ? nodeAt(index) : NodeId::none;
    if (node != NodeId::none && tree().node(node).tensor != TensorId::none)
        flags |= Qt::ItemIsDragEnabled;
    return flags;
}

QVariant TreeModel::data(const QModelIndex& index, int role) const
{
    if (!m_document || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (TreeRows::isRun(index.internalId()))
        return runData(index.internalId(), static_cast<TreeColumn>(index.column()), role);
    const NodeId id = nodeAt(index);
    const auto column = static_cast<TreeColumn>(index.column());
    const Node& node = tree().node(id);
    switch (role) {
    case Qt::DisplayRole:
        return shown_value(text(id, column), node, column);
    case CopyRole:
        return text(id, column);
    case Qt::DecorationRole:
        return column == TreeColumn::Name    ? nameData(id, role)
               : column == TreeColumn::State ? stateData(id, role)
                                             : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(is_number(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return plain_tool_tip(toolTip(id, column));
    case FixedFontRole:
        return is_fixed(column) || (column == TreeColumn::Value &&
                                    (node.kind == NodeKind::Scalar || node.kind == NodeKind::Text ||
                                     node.kind == NodeKind::Tensor || isCall(id)));
    case SecondaryRole:
        return (column == TreeColumn::Value && tree().text(node.detail) == "None") ||
               (column == TreeColumn::Name && node.name.length == 0);
    case GreyRole:
        return column != TreeColumn::State && stateOf(id).absent;
    case InkRole:
        return column == TreeColumn::State ? stateData(id, role) : QVariant();
    case ElideRole:
        if (is_number(column) || column == TreeColumn::Dims)
            return int{Qt::ElideNone};
        // Of "dense_1/kernel" both ends tell it from others.
        return column == TreeColumn::Name && tree().name(id).find('/') != std::string_view::npos
                   ? QVariant(int{Qt::ElideMiddle})
                   : QVariant();
    case SparkRole:
        return column == TreeColumn::Distribution ? distribution(id) : QVariant();
    case MarksRole:
        if (column == (m_marks_beside_names ? TreeColumn::Name : TreeColumn::Marks)) {
            if (const QStringList names = marks(id); !names.isEmpty())
                return names;
        }
        return {};
    case NodeRole:
        return QVariant::fromValue(static_cast<uint>(strata::index(id)));
    default:
        return {};
    }
}

QVariant TreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= tree_column_count)
        return {};
    const auto column = static_cast<TreeColumn>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(is_number(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case TreeColumn::Name:
        return tr("Name");
    case TreeColumn::Type:
        return tr("Type");
    case TreeColumn::Value:
        return tr("Value");
    case TreeColumn::Dims:
        return tr("Shape");
    case TreeColumn::Dtype:
        return tr("Dtype");
    case TreeColumn::Params:
        return m_document && m_document->format.framework.empty() ? tr("Values") : tr("Params");
    case TreeColumn::Size:
        return tr("Size");
    case TreeColumn::Distribution:
        return tr("Distribution");
    case TreeColumn::State:
        return tr("State");
    case TreeColumn::Marks:
        return QString();
    }
    return {};
}

} // namespace strata
