// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/pair_model.h"

#include "widgets/parts/text.h"
#include "widgets/tree/tree_model.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

Side side_of(PairColumn column)
{
    return column < PairColumn::Sign ? Side::Left : Side::Right;
}

bool is_of_a_side(PairColumn column)
{
    return column != PairColumn::Sign && column < PairColumn::RelativeL2;
}

bool is_name(PairColumn column)
{
    return column == PairColumn::LeftName || column == PairColumn::RightName;
}

bool is_figure(PairColumn column)
{
    return column == PairColumn::LeftParams || column == PairColumn::RightParams ||
           column == PairColumn::RelativeL2;
}

TreeColumn tree_column(PairColumn column)
{
    switch (column) {
    case PairColumn::LeftShape:
    case PairColumn::RightShape:
        return TreeColumn::Dims;
    case PairColumn::LeftParams:
    case PairColumn::RightParams:
        return TreeColumn::Params;
    default:
        return TreeColumn::Name;
    }
}

} // namespace

PairModel::PairModel(QObject* parent)
    : QAbstractItemModel(parent),
      m_left_tree(new TreeModel(this)),
      m_right_tree(new TreeModel(this))
{
}

void PairModel::setSides(const CompareSide& left, const CompareSide& right)
{
    setRows(nullptr, nullptr);
    m_left = left;
    m_right = right;
    m_left_tree->setDocument(left.document, first_reading(*left.document), left.index);
    m_right_tree->setDocument(right.document, first_reading(*right.document), right.index);
}

void PairModel::setRows(std::shared_ptr<const SharedComparison> comparison,
                        std::shared_ptr<const PairRows> rows)
{
    beginResetModel();
    m_comparison = std::move(comparison);
    m_rows = std::move(rows);
    m_places = m_rows ? TreeRows(nullptr, &m_rows->list) : TreeRows();
    endResetModel();
}

const Comparison* PairModel::comparison() const
{
    return m_comparison ? &m_comparison->comparison : nullptr;
}

const Document* PairModel::document(Side side) const
{
    return side == Side::Left ? m_left.document.get() : m_right.document.get();
}

const TreeModel& PairModel::tree(Side side) const
{
    return side == Side::Left ? *m_left_tree : *m_right_tree;
}

NodeId PairModel::node(std::size_t pair, Side side) const
{
    const PairRow& row = comparison()->pairs.rows[pair];
    return side == Side::Left ? row.left : row.right;
}

QString PairModel::name(std::size_t pair, Side side) const
{
    const NodeId of = node(pair, side);
    return of == NodeId::none ? QString() : one_line(document(side)->main_tree().name(of), 400);
}

QString PairModel::path(std::size_t pair, Side side) const
{
    const NodeId of = node(pair, side);
    return of == NodeId::none ? QString() : words::text_of(document(side)->main_tree().path(of));
}

QString PairModel::path(std::size_t pair) const
{
    const QString left = path(pair, Side::Left);
    return node(pair, Side::Left) != NodeId::none ? left : path(pair, Side::Right);
}

// A row's internal id is its name in m_places.

std::size_t PairModel::pairAt(const QModelIndex& index) const
{
    if (!m_rows || !index.isValid())
        return 0;
    const NodeId row = m_places.node(index.internalId());
    return row == NodeId::none ? 0 : strata::index(row);
}

QModelIndex PairModel::indexAt(TreeRows::Id id, int column) const
{
    return id == 0 ? QModelIndex()
                   : createIndex(m_places.row(id), column, static_cast<quintptr>(id));
}

QModelIndex PairModel::indexOfPlace(std::uint32_t place, int column) const
{
    return m_rows ? indexAt(place, column) : QModelIndex();
}

QModelIndex PairModel::indexOfPair(std::size_t pair, int column) const
{
    return m_rows && pair < m_rows->place.size() ? indexAt(m_rows->place[pair], column)
                                                 : QModelIndex();
}

QModelIndex PairModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!m_rows || row < 0 || column < 0 || column >= pair_column_count || row >= rowCount(parent))
        return {};
    const TreeRows::Id above = parent.isValid() ? parent.internalId() : 0;
    return createIndex(row, column, static_cast<quintptr>(m_places.child(above, row)));
}

QModelIndex PairModel::parent(const QModelIndex& index) const
{
    return m_rows && index.isValid() ? indexAt(m_places.parent(index.internalId()), 0)
                                     : QModelIndex();
}

int PairModel::rowCount(const QModelIndex& parent) const
{
    if (!m_rows || parent.column() > 0)
        return 0;
    return m_places.count(parent.isValid() ? parent.internalId() : 0);
}

int PairModel::columnCount(const QModelIndex& /*parent*/) const
{
    return pair_column_count;
}

QVariant PairModel::runData(TreeRows::Id run, PairColumn column, int role) const
{
    if (!is_name(column))
        return {};
    const TreeRows::Span span = m_places.span(run);
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

/// A tensor's or a layer's shape; where there is none what else a row says in a word.
QString PairModel::shapeText(std::size_t pair, Side side) const
{
    const TreeModel& of = tree(side);
    const NodeId id = node(pair, side);
    const QString shape = of.indexOf(id, static_cast<int>(TreeColumn::Dims)).data().toString();
    if (!shape.isEmpty())
        return shape;
    const Tree& rows = document(side)->main_tree();
    const Node& row = rows.node(id);
    const auto& optimizer = document(side)->optimizer;
    if (row.kind == NodeKind::Optimizer && optimizer && optimizer->iterations)
        return tr("step %1").arg(words::count(
            static_cast<std::uint64_t>(std::max<std::int64_t>(0, *optimizer->iterations))));
    if (row.kind == NodeKind::Metadata && row.child_count != 0)
        return words::plural(row.child_count, tr("1 entry"), tr("%1 entries"));
    return of.indexOf(id, static_cast<int>(TreeColumn::Value)).data().toString();
}

QVariant PairModel::tint(std::size_t pair, Side side) const
{
    const PairRow& row = comparison()->pairs.rows[pair];
    const RowFigures& figures = comparison()->rows[pair];
    if (!differs_itself(row, figures) || node(pair, side) == NodeId::none)
        return {};
    return static_cast<int>(own_sign(row, figures));
}

bool PairModel::isTransposed(std::size_t pair) const
{
    const ModelPairs& pairs = comparison()->pairs;
    const std::uint32_t tensors = pairs.rows[pair].tensors;
    return tensors != PairRow::no_tensors && pairs.tensors[tensors].transposed();
}

/// Behind the right name: that it is another one, where the sign says something graver, and that its
/// values are compared in another order of axes.
QString PairModel::note(std::size_t pair) const
{
    const PairRow& row = comparison()->pairs.rows[pair];
    const QString name = row.reason == MatchReason::Hand ? tr("paired by hand")
                         : row.renamed                   ? tr("renamed")
                                                         : QString();
    if (!isTransposed(pair))
        return name;
    return name.isEmpty() ? tr("transposed") : tr("%1, transposed").arg(name);
}

QVariant PairModel::sideData(std::size_t pair, PairColumn column, int role) const
{
    const Side side = side_of(column);
    const NodeId of = node(pair, side);
    if (of == NodeId::none)
        return role == AbsentRole ? QVariant(true) : QVariant();
    if (role == TintRole)
        return tint(pair, side);
    if (role == NoteRole)
        return column == PairColumn::RightName && node(pair, Side::Left) != NodeId::none
                   ? QVariant(note(pair))
                   : QVariant();
    if (role == NoteInkRole) {
        const PairRow& row = comparison()->pairs.rows[pair];
        const bool named = row.renamed || row.reason == MatchReason::Hand;
        return static_cast<int>(named ? IconInk::Renamed : IconInk::Secondary);
    }
    const bool shape = column == PairColumn::LeftShape || column == PairColumn::RightShape;
    if (shape && (role == Qt::DisplayRole || role == CopyRole || role == Qt::ToolTipRole)) {
        const QString text = shapeText(pair, side);
        return role == Qt::ToolTipRole ? plain_tool_tip(text) : text;
    }
    if (role == MarksRole || role == SparkRole)
        return {};
    const QModelIndex there = tree(side).indexOf(of, static_cast<int>(tree_column(column)));
    return there.data(role);
}

QVariant PairModel::figureData(std::size_t pair, PairColumn column, int role) const
{
    const RowFigures& figures = comparison()->rows[pair];
    const std::optional<double> relative = figures.relative_l2();
    switch (column) {
    case PairColumn::Sign:
        if (role == SignRole)
            return static_cast<int>(figures.sign);
        if (role == UnreadRole)
            return isUnread(pair);
        if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole || role == CopyRole)
            return signText(pair);
        return {};
    case PairColumn::RelativeL2:
        if (role == Qt::DisplayRole)
            return relative ? relative_text(relative) : QString();
        if (role == CopyRole || role == Qt::ToolTipRole)
            return relative ? words::exact_real(*relative) : QString();
        if (role == Qt::TextAlignmentRole)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        if (role == ElideRole)
            return int{Qt::ElideNone};
        return role == FixedFontRole ? QVariant(true) : QVariant();
    case PairColumn::Change:
        if (role == ShareRole) {
            const std::optional<double> share = change_share(*m_comparison, pair);
            return share ? QVariant(*share) : QVariant();
        }
        if (role == CopyRole && figures.shared_values != 0)
            return words::share(static_cast<double>(figures.changed_values),
                                static_cast<double>(figures.shared_values));
        if (role == Qt::ToolTipRole && figures.shared_values != 0) {
            const QString changed =
                tr("%1 of %2 values differ")
                    .arg(words::count(figures.changed_values), words::count(figures.shared_values));
            return change_share(*m_comparison, pair).value_or(0) > 1
                       ? tr("%1\nThe bar is broken off: it is far longer than most others")
                             .arg(changed)
                       : changed;
        }
        return {};
    default:
        return {};
    }
}

QVariant PairModel::data(const QModelIndex& index, int role) const
{
    if (!m_rows || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = static_cast<PairColumn>(index.column());
    if (TreeRows::isRun(index.internalId()))
        return runData(index.internalId(), column, role);
    const std::size_t pair = pairAt(index);
    if (role == NodeRole)
        return QVariant::fromValue(static_cast<uint>(pair));
    // A screen reader says a row by its first cell.
    if (role == Qt::AccessibleTextRole && column == PairColumn::LeftName) {
        const QString left = name(pair, Side::Left);
        const QString right = name(pair, Side::Right);
        const QString names = left.isEmpty() || right.isEmpty() || left == right
                                  ? (left.isEmpty() ? right : left)
                                  : tr("%1 and %2").arg(left, right);
        return tr("%1, %2").arg(names, signText(pair));
    }
    return is_of_a_side(column) ? sideData(pair, column, role) : figureData(pair, column, role);
}

bool PairModel::holdsEstimators() const
{
    return m_left.document && m_right.document && !m_left.document->estimators.empty() &&
           !m_right.document->estimators.empty();
}

QVariant PairModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= pair_column_count)
        return {};
    const auto column = static_cast<PairColumn>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(is_figure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && column == PairColumn::RelativeL2)
        return tr("The size of what changed by the size of the left side: ‖right − left‖ / ‖left‖");
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case PairColumn::LeftName:
        return tr("Left");
    case PairColumn::RightName:
        return tr("Right");
    case PairColumn::LeftShape:
    case PairColumn::RightShape:
        return holdsEstimators() ? tr("Value") : tr("Shape");
    case PairColumn::LeftParams:
    case PairColumn::RightParams:
        return tr("Params");
    case PairColumn::Sign:
        return QString();
    case PairColumn::RelativeL2:
        return tr("Relative L2");
    case PairColumn::Change:
        return tr("Change");
    }
    return {};
}

} // namespace strata
