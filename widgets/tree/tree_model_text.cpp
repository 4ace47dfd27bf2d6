// SPDX-License-Identifier: GPL-3.0-or-later
// What the rows of a TreeModel say: texts, states, marks and tool tips.
#include "io/model/buffers.h"
#include "widgets/parts/marks.h"
#include "widgets/parts/severity_icon.h"
#include "widgets/parts/text.h"
#include "widgets/theme/icons.h"
#include "widgets/tree/tree_model.h"
#include "widgets/words/dtype_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

namespace strata {

namespace {

/// The layer, if a row is one whose shapes are known.
const Layer* layer_of(const Document& document, const Node& node)
{
    return node.layer != LayerId::none && index(node.layer) < document.layers.size()
               ? &document.layers[index(node.layer)]
               : nullptr;
}

bool is_estimator(const Node& node)
{
    return node.kind == NodeKind::Estimator || node.kind == NodeKind::Forest ||
           node.kind == NodeKind::Pipeline;
}

} // namespace

QString TreeModel::valueText(NodeId id) const
{
    const Tree& rows = tree();
    const Node& node = rows.node(id);
    if (isCall(id))
        return one_line(m_index->calls.at(id), 400) + QStringLiteral("(…)");
    // An array's dtype and shape have columns; where the dtype has none, it stands here.
    if (node.tensor != TensorId::none)
        return isUseful(TreeColumn::Dtype)
                   ? QString()
                   : words::dtype_text(m_document->tensor(node.tensor).dtype);
    if (has_shape_below(rows, node))
        return {};
    if (node.detail.length != 0) {
        const QString detail = one_line(rows.text(node.detail), 400);
        // "17 nodes, depth 5": the column is narrow, and the list of the trees has the depth.
        return node.kind == NodeKind::Tree ? detail.section(QStringLiteral(", "), 0, 0) : detail;
    }
    // Where the type has no column of its own, it stands in for a value that there is none of.
    if (isUseful(TreeColumn::Type))
        return {};
    const QString type = one_line(rows.text(node.type), 400);
    // Of "sklearn.preprocessing._data.StandardScaler" a narrow column would show the module alone.
    return is_estimator(node) ? type.section(QLatin1Char('.'), -1) : type;
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
        if (isCall(id))
            return tr("call");
        // A value stands here where it has no column of its own; but an entry of the metadata has a
        // page that shows its value.
        if (!isUseful(TreeColumn::Value) && node.detail.length != 0 && !tensor &&
            !has_shape_below(rows, node) &&
            (node.type.length == 0 || rows.node(node.parent).kind != NodeKind::Metadata))
            return one_line(rows.text(node.detail), 400);
        return one_line(rows.text(node.type), 400);
    case TreeColumn::Value:
        return valueText(id);
    case TreeColumn::Dims:
        if (tensor)
            return words::shape(tensor->shape);
        return has_shape_below(rows, node) ? one_line(rows.text(node.detail), 400)
                                           : outputShape(node);
    case TreeColumn::Dtype:
        return m_index && !m_index->dtypes.empty()
                   ? words::text_of(m_index->dtype_names[m_index->dtypes[place]])
                   : QString();
    case TreeColumn::Params:
        if (!holdsValues(id))
            return {};
        return tensor && is_buffer(*m_document, *tensor) ? words::none()
                                                         : words::count(m_index->params[place]);
    case TreeColumn::Size:
        if (!holdsValues(id))
            return {};
        return m_index->bytes[place] == 0 && !tensor ? words::none()
                                                     : words::size(m_index->bytes[place]);
    case TreeColumn::State:
        return stateOf(id).text;
    case TreeColumn::Distribution:
    case TreeColumn::Marks:
        return {};
    }
    return {};
}

bool TreeModel::isCall(NodeId id) const
{
    return m_index && m_index->calls.contains(id);
}

RowState TreeModel::stateOf(NodeId id) const
{
    if (!m_index || m_index->damage.empty())
        return {};
    return row_state(*m_document, tree().node(id), m_index->damage[strata::index(id)]);
}

QVariant TreeModel::stateData(NodeId id, int role) const
{
    const RowState state = stateOf(id);
    if (state.text.isEmpty())
        return {};
    if (role == Qt::DecorationRole && !state.mark.isEmpty())
        return icon(state.mark, state.ink);
    if (role == InkRole)
        return static_cast<int>(state.ink);
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
    if (node.tensor != TensorId::none && !m_document->tensor(node.tensor).bytes())
        return false; // past 64 bits
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
    if (m_index && !m_index->dangerous.empty() && m_index->dangerous[strata::index(id)])
        return {QStringLiteral("shield-danger")}; // beside it nothing else matters
    QStringList names;
    const Node& node = tree().node(id);
    if (m_index && !m_index->gravest.empty() &&
        m_index->gravest[strata::index(id)] != Severity::Note)
        names.append(severity_icon_name(m_index->gravest[strata::index(id)]));
    if (node.custom)
        names.append(QStringLiteral("mark-custom"));
    const RowState state = stateOf(id);
    if (m_state_beside_names && !state.mark.isEmpty())
        names.prepend(state.mark);
    const auto spark = m_sparks.constFind(index(node.tensor));
    if (node.tensor != TensorId::none && spark != m_sparks.constEnd()) {
        if (spark->unreadable && state.text.isEmpty())
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
    if (const TensorId tensor = tree().node(id).tensor;
        column == TreeColumn::Params && tensor != TensorId::none &&
        is_buffer(*m_document, m_document->tensor(tensor)))
        return tr("A buffer: its values are not counted as parameters");
    if (column == TreeColumn::Marks) {
        QStringList lines;
        for (const QString& name : marks(id))
            lines.append(find_mark(name).meaning);
        return lines.join(QLatin1Char('\n'));
    }
    if (column == TreeColumn::State)
        return stateOf(id).tool_tip;
    if (column == TreeColumn::Name)
        return words::text_of(tree().path(id));
    if (const Node& node = tree().node(id);
        column == TreeColumn::Value && is_estimator(node) && node.detail.length == 0)
        return one_line(tree().text(node.type), 400);
    if (const TensorId tensor = tree().node(id).tensor;
        column == TreeColumn::Dtype && tensor != TensorId::none)
        return words::text_of(m_document->tensor(tensor).dtype.name());
    return text(id, column);
}

} // namespace strata
