// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/desk/palette_model.h"

#include "widgets/parts/text.h"
#include "widgets/theme/icons.h"

namespace strata {

PaletteModel::PaletteModel(QObject* parent)
    : ColumnsModel({{tr("Name"), false, false}, {tr("Where"), false, false}}, parent)
{
}

void PaletteModel::setItems(QList<PaletteItem> items)
{
    beginResetModel();
    m_items = std::move(items);
    endResetModel();
}

QVariant PaletteModel::cell(int row, int column, int role) const
{
    const PaletteItem& item = m_items[row];
    switch (role) {
    case Qt::DisplayRole:
        return one_line(column == 0 ? item.title : item.detail, 300);
    case Qt::DecorationRole:
        return column == 0 && !item.icon.isEmpty() ? QVariant(icon(item.icon)) : QVariant();
    case SecondaryRole:
        return column == 1;
    case FixedFontRole:
        return column == 1;
    case Qt::AccessibleTextRole:
        return one_line(item.title + QStringLiteral(", ") + item.detail, 300);
    default:
        return {};
    }
}

} // namespace strata
