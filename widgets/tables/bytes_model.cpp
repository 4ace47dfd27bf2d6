// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/bytes_model.h"

#include "widgets/parts/severity_icon.h"
#include "widgets/theme/theme.h"
#include "widgets/words/number_words.h"

#include <QBrush>
#include <QFont>
#include <QGuiApplication>

namespace strata {

namespace {

QList<TableColumn> columns_of(bool opcodes)
{
    return {{BytesModel::tr("Byte"), true, true},
            {opcodes ? BytesModel::tr("Opcode") : BytesModel::tr("Bytes"), false, true},
            {opcodes ? BytesModel::tr("Argument") : BytesModel::tr("Text"), false, true}};
}

QColor ground_of(Severity severity)
{
    const Theme& theme = Theme::of(QGuiApplication::palette());
    return severity == Severity::Error     ? theme.error.ground
           : severity == Severity::Warning ? theme.warning.ground
                                           : theme.note.ground;
}

/// Of all else the cell's own.
QFont bold()
{
    QFont font;
    font.setBold(true);
    return font;
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

/// What calls, and the texts that stand before it: what is called and what with.
bool BytesModel::isOfCall(int row, int column) const
{
    const FindingBytes::Line& line = m_bytes.lines[row];
    if (line.chosen)
        return column != 0;
    const int chosen = chosenRow();
    if (!m_bytes.opcodes || column != 2 || row > chosen)
        return false;
    for (int at = row; at < chosen; ++at) {
        if (m_bytes.lines[at].what == QLatin1String("STOP"))
            return false; // of another pickle
    }
    return line.what == QLatin1String("GLOBAL") || line.argument.startsWith(QLatin1Char('\'')) ||
           line.argument.startsWith(QLatin1Char('"'));
}

QVariant BytesModel::gapCell(const FindingBytes::Line& line, int column, int role) const
{
    if (role == SecondaryRole)
        return true;
    if (role == SortRole)
        return qulonglong{line.offset};
    if (role != Qt::DisplayRole || column == 0)
        return {};
    return column == 1 ? QString(QChar(0x2026))
                       : words::plural(line.left_out, tr("1 byte"), tr("%1 bytes"));
}

QVariant BytesModel::cell(int row, int column, int role) const
{
    const FindingBytes::Line& line = m_bytes.lines[row];
    if (line.left_out > 0)
        return gapCell(line, column, role);
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
        return column == 0;
    case InkRole:
        return isOfCall(row, column) ? QVariant(static_cast<int>(severity_ink(m_bytes.severity)))
                                     : QVariant();
    case Qt::FontRole:
        return line.chosen && column == 1 ? QVariant(bold()) : QVariant();
    case Qt::BackgroundRole:
        return line.chosen ? QVariant(QBrush(ground_of(m_bytes.severity))) : QVariant();
    default:
        return {};
    }
}

} // namespace strata
