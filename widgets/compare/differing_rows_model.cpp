// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/differing_rows_model.h"

#include "widgets/compare/pair_model.h"

namespace strata {

DifferingRowsModel::DifferingRowsModel(QObject* parent)
    : ColumnsModel({{tr("Row"), false, false, Qt::ElideMiddle},
                    {tr("Difference")},
                    {tr("Left"), false, true},
                    {tr("Right"), false, true}},
                   parent)
{
}

void DifferingRowsModel::setRows(std::vector<DifferingRow> rows)
{
    beginResetModel();
    m_differing = std::move(rows);
    endResetModel();
}

QVariant DifferingRowsModel::cell(int row, int column, int role) const
{
    const DifferingRow& each = m_differing[static_cast<std::size_t>(row)];
    const QString& value = column == LeftColumn ? each.left : each.right;
    switch (column) {
    case NameColumn:
        return role == Qt::DisplayRole ? QVariant(each.name) : QVariant();
    case HowColumn:
        if (role == Qt::DisplayRole)
            return each.how;
        return role == InkRole ? QVariant(static_cast<int>(sign_ink(each.sign))) : QVariant();
    default:
        return role == Qt::DisplayRole ? QVariant(value) : QVariant();
    }
}

} // namespace strata
