// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tree/tree_model.h"

#include "widgets/parts/marks.h"
#include "widgets/parts/severity_icon.h"
#include "widgets/parts/text.h"
#include "widgets/theme/icons.h"
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

/// The layer, if a row is one whose shapes are known.
const Layer* layer_of(const Document& document, const Node& node)
{
    return node.layer != LayerId::none && index(node.layer) < document.layers.size()
               ? &document.layers[index(node.layer)]
               : nullptr;
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
    endResetModel();
}

void TreeModel::setFilter(std::shared_ptr<const FilteredTree> filtered)
{
    beginResetModel();
    m_filtered = std::move(filtered);
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

void TreeModel::setMarksBesideNames(bool beside)
{
    m_marks_beside_names = beside;
}

bool TreeModel::isUseful(TreeColumn column) const
{
    return m_index && m_index->useful[static_cast<std::size_t>(column)];
}

// A row's internal id is its place: in the tree, or in the filter's list where there is one.

NodeId TreeModel::nodeAt(const QModelIndex& index) const
{
    if (!m_document || !index.isValid())
        return NodeId::none;
    const auto place = static_cast<std::size_t>(index.internalId());
    return m_filtered ? m_filtered->rows[place].node : NodeId{static_cast<std::uint32_t>(place)};
}

QModelIndex TreeModel::indexOf(NodeId node, int column) const
{
    if (!m_document || node == NodeId::none || node == Tree::root ||
        strata::index(node) >= tree().size())
        return {};
    if (!m_filtered)
        return createIndex(static_cast<int>(tree().row(node)), column,
                           static_cast<quintptr>(strata::index(node)));
    const std::optional<std::uint32_t> place = m_filtered->find(node);
    if (!place)
        return {};
    const FilteredTree::Row& row = m_filtered->rows[*place];
    return createIndex(static_cast<int>(*place - m_filtered->rows[row.parent].first_child), column,
                       static_cast<quintptr>(*place));
}

QModelIndex TreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!m_document || row < 0 || column < 0 || column >= tree_column_count ||
        row >= rowCount(parent))
        return {};
    const quintptr parent_place = parent.isValid() ? parent.internalId() : 0;
    const quintptr first =
        m_filtered ? m_filtered->rows[parent_place].first_child
                   : strata::index(
                         tree().node(NodeId{static_cast<std::uint32_t>(parent_place)}).first_child);
    return createIndex(row, column, first + static_cast<quintptr>(row));
}

QModelIndex TreeModel::parent(const QModelIndex& index) const
{
    if (!m_document || !index.isValid())
        return {};
    if (!m_filtered)
        return indexOf(tree().node(nodeAt(index)).parent);
    const std::uint32_t place = m_filtered->rows[index.internalId()].parent;
    return place == 0 ? QModelIndex() : indexOf(m_filtered->rows[place].node);
}

int TreeModel::rowCount(const QModelIndex& parent) const
{
    if (!m_document || parent.column() > 0)
        return 0;
    const quintptr place = parent.isValid() ? parent.internalId() : 0;
    return static_cast<int>(
        m_filtered ? m_filtered->rows[place].child_count
                   : tree().node(NodeId{static_cast<std::uint32_t>(place)}).child_count);
}

int TreeModel::columnCount(const QModelIndex& /*parent*/) const
{
    return tree_column_count;
}

QString TreeModel::valueText(NodeId id) const
{
    const Tree& rows = tree();
    const Node& node = rows.node(id);
    // An array's dtype and shape have columns; where the dtype has none, it stands here.
    if (node.tensor != TensorId::none)
        return isUseful(TreeColumn::Dtype)
                   ? QString()
                   : words::text_of(m_document->tensor(node.tensor).dtype.name());
    if (node.detail.length != 0)
        return one_line(rows.text(node.detail), 400);
    // Where the type has no column of its own, it stands in for a value that there is none of.
    if (isUseful(TreeColumn::Type))
        return {};
    return one_line(rows.text(node.type), 400);
}

QString TreeModel::text(NodeId id, TreeColumn column) const
{
    const Tree& rows = tree();
    const Node& node = rows.node(id);
    const Tensor* const tensor =
        node.tensor == TensorId::none ? nullptr : &m_document->tensor(node.tensor);
    const std::size_t place = strata::index(id);
    switch (column) {
    case TreeColumn::Name:
        return node.name.length == 0 ? tr("(no name)") : one_line(rows.text(node.name), 400);
    case TreeColumn::Type:
        // A value stands here where it has no column of its own.
        if (!isUseful(TreeColumn::Value) && node.detail.length != 0 && !tensor)
            return one_line(rows.text(node.detail), 400);
        return one_line(rows.text(node.type), 400);
    case TreeColumn::Value:
        return valueText(id);
    case TreeColumn::Dims:
        return tensor ? words::shape(tensor->shape) : outputShape(node);
    case TreeColumn::Dtype:
        return m_index && !m_index->dtypes.empty()
                   ? words::text_of(m_index->dtype_names[m_index->dtypes[place]])
                   : QString();
    case TreeColumn::Params:
        return holdsValues(id) ? words::count(m_index->params[place]) : QString();
    case TreeColumn::Size:
        if (!holdsValues(id))
            return {};
        return m_index->bytes[place] == 0 && !tensor ? words::none()
                                                     : words::size(m_index->bytes[place]);
    case TreeColumn::Distribution:
    case TreeColumn::Marks:
        return {};
    }
    return {};
}

QString TreeModel::outputShape(const Node& node) const
{
    if (const Layer* const layer = layer_of(*m_document, node)) {
        if (layer->output_shapes.size() == 1)
            return words::shape(layer->output_shapes.front());
        return layer->output_shapes.empty()
                   ? QString()
                   : words::plural(layer->output_shapes.size(), QString(), tr("%1 outputs"));
    }
    const std::vector<Port>& outputs = m_document->identity.outputs;
    if (node.kind == NodeKind::Model && node.parent == Tree::root && outputs.size() == 1 &&
        outputs.front().shape)
        return words::shape(*outputs.front().shape);
    return {};
}

bool TreeModel::holdsValues(NodeId id) const
{
    if (!m_index || m_index->bytes.empty())
        return false;
    const Node& node = tree().node(id);
    return node.tensor != TensorId::none || m_index->bytes[strata::index(id)] != 0 ||
           layer_of(*m_document, node) != nullptr; // a layer without weights has 0
}

QVariant TreeModel::distribution(NodeId id) const
{
    const TensorId tensor = tree().node(id).tensor;
    if (tensor == TensorId::none || !m_document->tensor(tensor).dtype.is_numeric() ||
        m_document->tensor(tensor).shape.empty() || // one value has no distribution
        m_document->tensor(tensor).count().value_or(0) == 0)
        return {};
    const auto spark = m_sparks.constFind(index(tensor));
    if (spark == m_sparks.constEnd())
        return QVariant::fromValue(QList<float>());
    // One bar says no more than the mark beside it.
    return spark->heights.isEmpty() || spark->constant || spark->all_zero
               ? QVariant()
               : QVariant::fromValue(spark->heights);
}

QStringList TreeModel::marks(NodeId id) const
{
    QStringList names;
    const Node& node = tree().node(id);
    if (m_index && !m_index->gravest.empty() &&
        m_index->gravest[strata::index(id)] != Severity::Note)
        names.append(severity_icon_name(m_index->gravest[strata::index(id)]));
    if (node.custom)
        names.append(QStringLiteral("mark-custom"));
    const auto spark = m_sparks.constFind(index(node.tensor));
    if (node.tensor != TensorId::none && spark != m_sparks.constEnd()) {
        if (spark->unreadable)
            names.append(QStringLiteral("mark-missing"));
        if (spark->has_nan)
            names.append(QStringLiteral("mark-nan"));
        if (spark->all_zero)
            names.append(QStringLiteral("mark-zero"));
        else if (spark->constant)
            names.append(QStringLiteral("mark-constant"));
    }
    return names.mid(0, 2);
}

QString TreeModel::toolTip(NodeId id, TreeColumn column) const
{
    const std::size_t place = strata::index(id);
    if (column == TreeColumn::Size && m_index && !m_index->bytes.empty())
        return words::exact_bytes(m_index->bytes[place]);
    if (column == TreeColumn::Marks) {
        QStringList lines;
        for (const QString& name : marks(id))
            lines.append(find_mark(name).meaning);
        return lines.join(QLatin1Char('\n'));
    }
    if (column == TreeColumn::Name)
        return words::text_of(tree().path(id));
    return text(id, column);
}

QVariant TreeModel::nameData(NodeId id, int role) const
{
    if (role == Qt::DecorationRole)
        return icon(node_icon(*m_document, tree().node(id)));
    return {};
}

QVariant TreeModel::data(const QModelIndex& index, int role) const
{
    if (!m_document || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const NodeId id = nodeAt(index);
    const auto column = static_cast<TreeColumn>(index.column());
    const Node& node = tree().node(id);
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return text(id, column);
    case Qt::DecorationRole:
        return column == TreeColumn::Name ? nameData(id, role) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(is_number(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return plain_tool_tip(toolTip(id, column));
    case FixedFontRole:
        return is_fixed(column) || (column == TreeColumn::Value &&
                                    (node.kind == NodeKind::Scalar || node.kind == NodeKind::Text ||
                                     node.kind == NodeKind::Tensor));
    case SecondaryRole:
        return (column == TreeColumn::Value && tree().text(node.detail) == "None") ||
               (column == TreeColumn::Name && node.name.length == 0);
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
    case TreeColumn::Marks:
        return QString();
    }
    return {};
}

} // namespace strata
