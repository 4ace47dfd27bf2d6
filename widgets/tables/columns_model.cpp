// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/columns_model.h"

#include "widgets/parts/text.h"

namespace strata {

ColumnsModel::ColumnsModel(QList<TableColumn> columns, QObject* parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns))
{
}

int ColumnsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : rows();
}

int ColumnsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ColumnsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const TableColumn& column = m_columns[index.column()];
    if (QVariant own = cell(index.row(), index.column(), role); own.isValid())
        return own;
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(column.number ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    case FixedFontRole:
        return column.number || column.fixed;
    case ElideRole:
        return elideOf(index.column());
    case SortRole:
    case CopyRole:
        return cell(index.row(), index.column(), Qt::DisplayRole);
    case Qt::ToolTipRole:
        return plain_tool_tip(cell(index.row(), index.column(), Qt::DisplayRole).toString());
    default:
        return {};
    }
}

QVariant ColumnsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    const TableColumn& column = m_columns[section];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(column.number ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    return role == ElideRole ? QVariant(elideOf(section)) : QVariant();
}

int ColumnsModel::elideOf(int column) const
{
    return m_columns[column].number ? Qt::ElideNone : m_columns[column].elide;
}

void ColumnsModel::setColumns(QList<TableColumn> columns)
{
    m_columns = std::move(columns);
}

} // namespace strata
