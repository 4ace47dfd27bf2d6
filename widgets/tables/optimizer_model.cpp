// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/optimizer_model.h"

#include "widgets/parts/text.h"
#include "widgets/theme/icons.h"
#include "widgets/words/identity_words.h"

#include <QSet>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>

namespace strata {

namespace {

constexpr int columns_a_slot = 2;
/// Optimizers keep up to three slots a weight; a file may name as many as it has slots.
constexpr qsizetype most_kinds = 8;
constexpr int norm_digits = 4;
/// A small norm beside large ones.
constexpr int least_norm_digits = 3;

QString kind_of(const OptimizerSlot& slot)
{
    return one_line(slot.name, 60);
}

/// Without what is one number for each weight, such as torch's count of steps: it has neither a size
/// nor a distribution. Weights of one number have slots of one.
std::vector<OptimizerSlot> slots_with_values(const Document& document,
                                             const OptimizerState& optimizer)
{
    QSet<QString> kept;
    for (const OptimizerSlot& slot : optimizer.slots) {
        const bool like_its_weight =
            slot.weight == TensorId::none ||
            document.tensor(slot.tensor).shape == document.tensor(slot.weight).shape;
        if (like_its_weight || !document.tensor(slot.tensor).shape.empty())
            kept.insert(kind_of(slot));
    }
    std::vector<OptimizerSlot> out;
    std::copy_if(optimizer.slots.begin(), optimizer.slots.end(), std::back_inserter(out),
                 [&](const OptimizerSlot& slot) { return kept.contains(kind_of(slot)); });
    return out.empty() ? optimizer.slots : out;
}

} // namespace

OptimizerModel::OptimizerModel(QObject* parent) : ColumnsModel({}, parent) {}

void OptimizerModel::setOptimizer(std::shared_ptr<const Document> document,
                                  const OptimizerState* optimizer)
{
    beginResetModel();
    m_document = std::move(document);
    m_rows.clear();
    m_row_of.clear();
    m_sparks.clear();
    m_norms.clear();
    m_steps.clear();
    const std::vector<OptimizerSlot> slots_of =
        optimizer ? slots_with_values(*m_document, *optimizer) : std::vector<OptimizerSlot>();
    nameKinds(slots_of);
    for (const bool paired : {true, false}) {
        for (const OptimizerSlot& slot : slots_of) {
            if ((slot.weight != TensorId::none) == paired)
                addSlot(slot);
        }
        if (paired)
            m_weights = static_cast<int>(m_rows.size());
    }
    QList<TableColumn> columns = {{tr("Weight"), false, false, Qt::ElideMiddle},
                                  {tr("Shape"), false, true, Qt::ElideNone},
                                  {tr("L2 norm"), true, true},
                                  {QString(), false, false}};
    for (const QString& kind : std::as_const(m_kinds))
        columns << TableColumn{kind, true, true} << TableColumn{QString(), false, false};
    m_step_column = -1;
    if (optimizer && has_adam_settings(*optimizer)) {
        m_step_column = static_cast<int>(columns.size());
        columns << TableColumn{tr("Step ÷ weight"), true, true};
    }
    setColumns(columns);
    endResetModel();
}

void OptimizerModel::nameKinds(const std::vector<OptimizerSlot>& slots_of)
{
    m_kinds.clear();
    for (const OptimizerSlot& slot : slots_of) {
        if (m_kinds.size() == most_kinds)
            break;
        if (const QString kind = kind_of(slot);
            slot.weight != TensorId::none && !m_kinds.contains(kind))
            m_kinds.append(kind);
    }
    if (!std::all_of(slots_of.begin(), slots_of.end(),
                     [this](const OptimizerSlot& slot) { return m_kinds.contains(kind_of(slot)); }))
        m_kinds.append(tr("Other slots"));
}

void OptimizerModel::addSlot(const OptimizerSlot& slot)
{
    const bool paired = slot.weight != TensorId::none;
    const qsizetype named = m_kinds.indexOf(kind_of(slot));
    const qsizetype kind = named < 0 ? m_kinds.size() - 1 : named;
    int row = paired ? m_row_of.value(strata::index(slot.weight), -1) : -1;
    if (row < 0) {
        row = static_cast<int>(m_rows.size());
        m_rows.append({slot.weight, QList<TensorId>(m_kinds.size(), TensorId::none)});
        if (paired)
            m_row_of.insert(strata::index(slot.weight), row);
    }
    m_rows[row].slots[kind] = slot.tensor;
    m_row_of.insert(strata::index(slot.tensor), row);
}

TensorId OptimizerModel::own(const Row& row) const
{
    if (row.weight != TensorId::none)
        return row.weight;
    const auto slot = std::find_if(row.slots.begin(), row.slots.end(),
                                   [](TensorId id) { return id != TensorId::none; });
    return slot == row.slots.end() ? TensorId::none : *slot;
}

TensorId OptimizerModel::tensorAt(int row, int column) const
{
    const Row& at = m_rows[row];
    if (column == WeightNorm || column == WeightSpark || column == m_step_column)
        return at.weight;
    if (column < FirstSlot)
        return own(at);
    return at.slots[(column - FirstSlot) / columns_a_slot];
}

QList<TensorId> OptimizerModel::tensorsOf(int row) const
{
    return QList<TensorId>{m_rows[row].weight} + m_rows[row].slots;
}

int OptimizerModel::rowOf(TensorId tensor) const
{
    return m_row_of.value(strata::index(tensor), -1);
}

int OptimizerModel::largestRow() const
{
    int largest = -1;
    std::uint64_t most = 0;
    for (int row = 0; row < rows(); ++row) {
        const std::uint64_t count = m_document->tensor(own(m_rows[row])).count().value_or(0);
        if (largest < 0 || count > most) {
            largest = row;
            most = count;
        }
    }
    return largest;
}

QString OptimizerModel::nameOf(int row) const
{
    // PyTorch names a weight by its module and itself in one, and so does the row of a slot.
    if (m_document->format.framework == "torch") {
        for (const TensorId slot : m_rows[row].slots) {
            const NodeId node =
                slot == TensorId::none ? NodeId::none : m_document->tensor(slot).model_node;
            if (node != NodeId::none)
                return one_line(m_document->model.name(node), 400);
        }
    }
    // The first part of a path is the same for all.
    const QString path = words::text_of(m_document->tensor_path(own(m_rows[row])));
    const qsizetype slash = path.indexOf(QLatin1Char('/'));
    return one_line(slash < 0 ? path : path.mid(slash + 1), 400);
}

void OptimizerModel::setSpark(TensorId tensor, const Spark& spark)
{
    const int row = rowOf(tensor);
    if (row < 0 || m_sparks.contains(strata::index(tensor)))
        return; // what is known is said again when it scrolls into view
    m_sparks.insert(strata::index(tensor), spark);
    for (int column = WeightNorm; column < columnCount(); ++column) {
        if (column == m_step_column || tensorAt(row, column) != tensor)
            continue;
        if (spark.l2 && column % columns_a_slot == WeightNorm % columns_a_slot)
            addNorm(row, column, *spark.l2);
        else
            Q_EMIT dataChanged(index(row, column), index(row, column));
    }
}

void OptimizerModel::addNorm(int row, int column, double norm)
{
    Norms& norms = m_norms[column];
    const bool larger = std::isfinite(norm) && norm > norms.largest;
    if (larger)
        norms = {norm, words::NumberColumn(std::span(&norm, 1), norm_digits, least_norm_digits)};
    // Like numbers share their decimals, so a larger one may change all others.
    Q_EMIT dataChanged(index(larger ? 0 : row, column), index(larger ? rows() - 1 : row, column));
}

QVariant OptimizerModel::normCell(TensorId tensor, int column, int role) const
{
    // Of a file that is not whole nobody knows whether there was one.
    if (role == Qt::DisplayRole && tensor == TensorId::none)
        return m_document->verdict.integrity == Integrity::Complete ? words::none() : tr("unknown");
    const auto spark = m_sparks.constFind(strata::index(tensor));
    if (spark == m_sparks.constEnd() || !spark->l2)
        return role == Qt::DisplayRole && spark != m_sparks.constEnd() ? QVariant(tr("unknown"))
                                                                       : QVariant();
    switch (role) {
    case Qt::DisplayRole:
        return m_norms.value(column).style.text(*spark->l2);
    case SortRole:
        return *spark->l2;
    case CopyRole:
        return words::exact_real(*spark->l2);
    case Qt::ToolTipRole:
        return plain_tool_tip(
            tr("L2 norm %1\nMean magnitude %2")
                .arg(words::exact_real(*spark->l2),
                     spark->mean_magnitude ? words::real(*spark->mean_magnitude) : words::none()));
    default:
        return {};
    }
}

void OptimizerModel::setSteps(const std::vector<WeightStep>& steps)
{
    for (const WeightStep& step : steps) {
        const int row = rowOf(step.weight);
        if (row < 0 || !hasSteps())
            continue;
        m_steps.insert(strata::index(step.weight), step);
        Q_EMIT dataChanged(index(row, m_step_column), index(row, m_step_column));
    }
}

QVariant OptimizerModel::stepCell(TensorId weight, int role) const
{
    const auto step = m_steps.constFind(strata::index(weight));
    const bool known = step != m_steps.constEnd();
    if (known && step->unreadable)
        return role == Qt::DisplayRole ? QVariant(tr("unknown")) : QVariant();
    if (weight == TensorId::none || (known && !step->share))
        return role == Qt::DisplayRole ? QVariant(words::none()) : QVariant();
    if (!known)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return words::share(*step->share, 1);
    case SortRole:
        return *step->share;
    case CopyRole:
    case Qt::ToolTipRole:
        return words::exact_real(*step->share);
    default:
        return {};
    }
}

QVariant OptimizerModel::sparkCell(TensorId tensor, int role) const
{
    if (tensor == TensorId::none)
        return role == Qt::DisplayRole ? QVariant(QString()) : QVariant();
    const auto spark = m_sparks.constFind(strata::index(tensor));
    if (role == SparkRole) {
        const Tensor& of = m_document->tensor(tensor);
        if (!of.dtype.is_numeric() || of.count().value_or(0) == 0)
            return {};
        if (spark == m_sparks.constEnd())
            return QVariant::fromValue(QList<float>());
        return spark->heights.isEmpty() ? QVariant() : QVariant::fromValue(spark->heights);
    }
    return role == Qt::DisplayRole ? QVariant(QString()) : QVariant();
}

QVariant OptimizerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool slot = orientation == Qt::Horizontal && section >= FirstSlot &&
                      section != m_step_column && section < columnCount();
    if (role == Qt::ToolTipRole && slot)
        return plain_tool_tip(
            tr("L2 norm of %1").arg(m_kinds[(section - FirstSlot) / columns_a_slot]));
    return ColumnsModel::headerData(section, orientation, role);
}

QVariant OptimizerModel::cell(int row, int column, int role) const
{
    const TensorId tensor = tensorAt(row, column);
    if (column == m_step_column)
        return stepCell(m_rows[row].weight, role);
    if (column >= WeightNorm)
        return column % columns_a_slot == WeightNorm % columns_a_slot
                   ? normCell(tensor, column, role)
                   : sparkCell(tensor, role);
    const Tensor& of = m_document->tensor(tensor);
    const bool unpaired = m_rows[row].weight == TensorId::none;
    switch (role) {
    case Qt::DisplayRole:
        if (column == Dims)
            return words::shape(of.shape);
        return unpaired ? tr("%1, not paired").arg(nameOf(row)) : nameOf(row);
    case Qt::DecorationRole:
        if (column == WeightName)
            return icon(of.shape.empty()       ? QStringLiteral("node-scalar")
                        : of.shape.size() == 1 ? QStringLiteral("node-vector")
                                               : QStringLiteral("node-tensor"),
                        IconInk::Secondary);
        return {};
    case SortRole:
        if (column == Dims)
            return QVariant(qulonglong{of.count().value_or(0)});
        return {};
    case SecondaryRole:
        return unpaired;
    case NodeRole:
        return QVariant::fromValue(static_cast<uint>(strata::index(of.model_node)));
    default:
        return {};
    }
}

} // namespace strata
