// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/desk/folder_model.h"

#include "widgets/parts/text.h"
#include "widgets/theme/icons.h"
#include "widgets/words/number_words.h"
#include "widgets/words/verdict_words.h"

namespace strata {

namespace {

/// How grave a verdict is, for sorting.
int gravity(const FolderRow& row)
{
    if (!row.problem.isEmpty())
        return 100;
    return 10 * (row.summary.verdict.trust ? static_cast<int>(*row.summary.verdict.trust) : 0) +
           static_cast<int>(row.summary.verdict.integrity);
}

} // namespace

FolderModel::FolderModel(QObject* parent)
    : ColumnsModel({{tr("Name"), false, false},
                    {tr("Framework"), false, false},
                    {tr("Params"), true, true},
                    {tr("Size"), true, true},
                    {tr("Verdict"), false, false},
                    {tr("Modified"), false, true}},
                   parent)
{
}

void FolderModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void FolderModel::append(const std::vector<FolderRow>& rows)
{
    if (rows.empty())
        return;
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    for (const FolderRow& row : rows)
        m_rows.append(row);
    endInsertRows();
}

QString FolderModel::text(const FolderRow& row, int column)
{
    switch (column) {
    case NameColumn:
        return one_line(row.name, 400);
    case FrameworkColumn:
        return one_line(row.summary.framework, 80);
    case ParametersColumn:
        return row.summary.parameters ? words::count(*row.summary.parameters) : words::none();
    case SizeColumn:
        return words::size(row.summary.bytes);
    case VerdictColumn: {
        if (!row.problem.isEmpty())
            return tr("cannot be read");
        const VerdictMark mark = mark_of(row.summary.verdict);
        return mark.word.isEmpty() ? words::trust_word(row.summary.verdict).toLower() : mark.word;
    }
    default:
        return words::date_time(row.modified);
    }
}

QVariant FolderModel::sortKey(const FolderRow& row, int column)
{
    switch (column) {
    case ParametersColumn:
        return qulonglong{row.summary.parameters.value_or(0)};
    case SizeColumn:
        return qulonglong{row.summary.bytes};
    case VerdictColumn:
        return gravity(row);
    case ModifiedColumn:
        return row.modified;
    default:
        return {};
    }
}

QVariant FolderModel::cell(int at, int column, int role) const
{
    const FolderRow& row = m_rows[at];
    VerdictMark mark = mark_of(row.summary.verdict);
    if (!row.problem.isEmpty())
        mark = {row.problem, QStringLiteral("error"), static_cast<int>(IconInk::Error)};
    const bool marked = column == VerdictColumn && !mark.icon.isEmpty();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::DecorationRole:
        if (column == NameColumn)
            return icon(row.summary.icon, IconInk::Secondary);
        return marked ? QVariant(icon(mark.icon, static_cast<IconInk>(mark.ink))) : QVariant();
    case InkRole:
        return marked ? QVariant(mark.ink) : QVariant();
    case SortRole:
        return sortKey(row, column);
    case Qt::ToolTipRole:
        if (column == VerdictColumn && !row.problem.isEmpty())
            return plain_tool_tip(row.problem);
        return column == SizeColumn ? words::exact_bytes(row.summary.bytes)
                                    : plain_tool_tip(row.path);
    default:
        return {};
    }
}

} // namespace strata
