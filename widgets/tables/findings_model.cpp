// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/findings_model.h"

#include "io/model/presence.h"
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
    if (m_document != document) { // what is measured says nothing of them
        m_tensors.clear();
        for (std::size_t i = 0; i < document->findings.size(); ++i) {
            if (auto tensors = tensors_of(*document, document->findings[i]); !tensors.empty())
                m_tensors.emplace(i, std::move(tensors));
        }
    }
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

std::vector<TensorId> FindingsModel::tensors(int row) const
{
    const auto of = m_tensors.find(static_cast<std::size_t>(indexOf(row)));
    return of == m_tensors.end() ? std::vector<TensorId>() : of->second;
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

int FindingsModel::rowAbout(Reading reading, NodeId node, int current) const
{
    const auto is_about = [&](int row) {
        const Finding* const of = finding(row);
        return of && node == (reading == Reading::Model ? of->model_node : of->file_node);
    };
    if (node == NodeId::none)
        return -1;
    if (is_about(current))
        return current;
    for (int row = 0; row < rows(); ++row) {
        if (is_about(row))
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
    if (of->file_node != NodeId::none)
        return one_line(m_document->file.path(of->file_node), 400);
    const std::vector<TensorId> about = tensors(row);
    return about.size() == 1 ? one_line(m_document->tensor_path(about.front()), 400) : QString();
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
            if (const std::size_t number = tensors(row).size(); number > 1)
                return tr("%1 tensors").arg(words::count(number));
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
