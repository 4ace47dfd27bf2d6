// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/findings_model.h"

#include "widgets/parts/severity_icon.h"
#include "widgets/parts/text.h"
#include "widgets/words/finding_words.h"
#include "widgets/words/number_words.h"

#include <algorithm>
#include <numeric>

namespace strata {

FindingsModel::FindingsModel(QObject* parent)
    : ColumnsModel({{tr("Severity"), false, false},
                    {tr("Category"), false, false},
                    {tr("What"), false, false},
                    {tr("Where"), false, true, Qt::ElideMiddle},
                    {tr("Byte"), true, true}},
                   parent)
{
}

void FindingsModel::setDocument(std::shared_ptr<const Document> document,
                                const std::vector<Finding>& measured)
{
    beginResetModel();
    m_document = std::move(document);
    m_findings = m_document->findings;
    m_findings.insert(m_findings.end(), measured.begin(), measured.end());
    m_order.resize(m_findings.size());
    std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    std::stable_sort(m_order.begin(), m_order.end(), [this](std::size_t a, std::size_t b) {
        return m_findings[a].severity < m_findings[b].severity;
    });
    endResetModel();
}

const Finding* FindingsModel::finding(int row) const
{
    return row >= 0 && row < rows() ? &m_findings[m_order[static_cast<std::size_t>(row)]] : nullptr;
}

int FindingsModel::indexOf(int row) const
{
    return row >= 0 && row < rows() ? static_cast<int>(m_order[static_cast<std::size_t>(row)]) : -1;
}

int FindingsModel::rowOf(const Finding& wanted) const
{
    for (int row = 0; row < rows(); ++row) {
        const Finding& of = *finding(row);
        if (of.rule == wanted.rule && of.model_node == wanted.model_node &&
            of.file_node == wanted.file_node && of.offset == wanted.offset)
            return row;
    }
    return -1;
}

QString FindingsModel::where(int row) const
{
    const Finding* const of = finding(row);
    if (!of)
        return {};
    if (of->model_node != NodeId::none)
        return one_line(m_document->model.path(of->model_node), 400);
    return of->file_node != NodeId::none ? one_line(m_document->file.path(of->file_node), 400)
                                         : QString();
}

QVariant FindingsModel::cell(int row, int column, int role) const
{
    const Finding& of = *finding(row);
    switch (role) {
    case Qt::DisplayRole:
        if (m_narrow && column != SeverityColumn && column != WhatColumn)
            return QString();
        switch (column) {
        case SeverityColumn:
            return words::severity_word(of.severity);
        case CategoryColumn:
            return words::category_word(of.category);
        case WhatColumn:
            return one_line(words::describe(of).message, 400);
        case WhereColumn:
            return where(row);
        default:
            return of.offset ? words::offset(*of.offset) : QString();
        }
    case Qt::DecorationRole:
        return column == SeverityColumn ? QVariant(severity_icon(of.severity)) : QVariant();
    case SortRole:
        if (column == SeverityColumn)
            return -static_cast<int>(of.severity); // the gravest is the most
        return column == ByteColumn ? QVariant(qulonglong{of.offset.value_or(0)}) : QVariant();
    case Qt::ToolTipRole:
        return column == ByteColumn && of.offset ? QVariant(words::hexadecimal(*of.offset))
                                                 : QVariant();
    default:
        return {};
    }
}

} // namespace strata
