// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/desk/recent_model.h"

#include "widgets/parts/text.h"
#include "widgets/theme/icons.h"
#include "widgets/words/number_words.h"

#include <QBrush>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPalette>

namespace strata {

RecentModel::RecentModel(QObject* parent)
    : ColumnsModel({{tr("Name"), false, false},
                    {tr("Framework"), false, false},
                    {tr("Size"), true, true},
                    {tr("Folder"), false, false},
                    {tr("Last opened"), false, true},
                    {tr("State"), false, false}},
                   parent)
{
}

void RecentModel::setFiles(QList<RecentFile> files)
{
    beginResetModel();
    m_files = std::move(files);
    endResetModel();
}

QString RecentModel::text(const RecentFile& file, int column)
{
    const QFileInfo info(file.path);
    switch (column) {
    case NameColumn:
        return one_line(info.fileName(), 200);
    case FrameworkColumn:
        return one_line(file.summary.framework, 80);
    case SizeColumn:
        return words::size(file.summary.bytes);
    case FolderColumn:
        return one_line(QFileInfo(info.path()).fileName(), 80);
    case OpenedColumn:
        return words::date_time(file.opened);
    default:
        return file.missing ? tr("not found") : mark_of(file.summary.verdict).word;
    }
}

QVariant RecentModel::cell(int row, int column, int role) const
{
    const RecentFile& file = m_files[row];
    const VerdictMark mark = mark_of(file.summary.verdict);
    const bool marked = column == StateColumn && !file.missing && !mark.word.isEmpty();
    switch (role) {
    case Qt::DisplayRole:
        return text(file, column);
    case Qt::DecorationRole:
        if (column == NameColumn)
            return icon(file.summary.icon, IconInk::Secondary);
        return marked ? QVariant(icon(mark.icon, static_cast<IconInk>(mark.ink))) : QVariant();
    case Qt::ForegroundRole:
        return file.missing && column != StateColumn
                   ? QVariant(QGuiApplication::palette().brush(QPalette::Disabled, QPalette::Text))
                   : QVariant();
    case InkRole:
        return marked ? QVariant(mark.ink) : QVariant();
    case SecondaryRole:
        return column == StateColumn && file.missing;
    case SortRole:
        if (column == SizeColumn)
            return qulonglong{file.summary.bytes};
        return column == OpenedColumn ? QVariant(file.opened) : QVariant();
    case Qt::ToolTipRole:
        if (column == SizeColumn)
            return words::exact_bytes(file.summary.bytes);
        return plain_tool_tip(file.path);
    case Qt::AccessibleTextRole:
        return text(file, column);
    default:
        return {};
    }
}

} // namespace strata
