// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/bytes_model.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"
#include "widgets/words/number_words.h"

#include <QBrush>
#include <QGuiApplication>

namespace strata {

namespace {

QList<TableColumn> columns_of(bool opcodes)
{
    return {{BytesModel::tr("Byte"), true, true},
            {opcodes ? BytesModel::tr("Opcode") : BytesModel::tr("Bytes"), false, true},
            {opcodes ? BytesModel::tr("Argument") : BytesModel::tr("Text"), false, true}};
}

} // namespace

BytesModel::BytesModel(QObject* parent) : ColumnsModel(columns_of(true), parent) {}

void BytesModel::setBytes(const FindingBytes& bytes)
{
    beginResetModel();
    m_bytes = bytes;
    setColumns(columns_of(bytes.opcodes));
    endResetModel();
}

int BytesModel::chosenRow() const
{
    for (int row = 0; row < rows(); ++row) {
        if (m_bytes.lines[row].chosen)
            return row;
    }
    return -1;
}

QVariant BytesModel::cell(int row, int column, int role) const
{
    const FindingBytes::Line& line = m_bytes.lines[row];
    switch (role) {
    case Qt::DisplayRole:
        return column == 0 ? words::offset(line.offset) : column == 1 ? line.what : line.argument;
    case SortRole:
        return qulonglong{line.offset}; // in the file's order, whatever the column
    case CopyRole:
        return column == 0 ? QVariant(QString::number(line.offset)) : QVariant();
    case Qt::ToolTipRole:
        return column == 0 ? QVariant(words::hexadecimal(line.offset)) : QVariant();
    case SecondaryRole:
        return column == 0 && !line.chosen;
    case InkRole:
        return line.chosen ? QVariant(static_cast<int>(IconInk::Error)) : QVariant();
    case Qt::BackgroundRole:
        return line.chosen ? QVariant(QBrush(Theme::of(QGuiApplication::palette()).error.ground))
                           : QVariant();
    default:
        return {};
    }
}

} // namespace strata
