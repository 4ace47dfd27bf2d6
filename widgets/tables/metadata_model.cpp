// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/metadata_model.h"

#include "widgets/parts/text.h"
#include "widgets/words/identity_words.h"

namespace strata {

MetadataModel::MetadataModel(QObject* parent)
    : ColumnsModel({{tr("Key"), false, false},
                    {tr("Type"), false, false},
                    {tr("Value"), false, true},
                    {tr("Stored at"), false, true}},
                   parent)
{
}

void MetadataModel::setDocument(std::shared_ptr<const Document> document)
{
    beginResetModel();
    m_document = std::move(document);
    endResetModel();
}

int MetadataModel::rows() const
{
    return m_document ? static_cast<int>(m_document->metadata.size()) : 0;
}

const MetadataEntry* MetadataModel::entry(int row) const
{
    return row >= 0 && row < rows() ? &m_document->metadata[static_cast<std::size_t>(row)]
                                    : nullptr;
}

int MetadataModel::rowOf(NodeId model_node) const
{
    for (int row = 0; model_node != NodeId::none && row < rows(); ++row) {
        if (entry(row)->model_node == model_node)
            return row;
    }
    return -1;
}

QVariant MetadataModel::cell(int row, int column, int role) const
{
    const MetadataEntry& of = *entry(row);
    switch (role) {
    case Qt::DisplayRole:
        if (column == 0)
            return one_line(of.key, 300);
        if (column == 1)
            return words::text_of(of.type);
        return column == 2 ? one_line(of.value.repr(300)) : one_line(of.where, 300);
    case CopyRole:
        return column == 2 ? QVariant(words::text_of(of.value.repr())) : QVariant();
    case SecondaryRole:
        return column == 2 && of.value.is_none();
    default:
        return {};
    }
}

} // namespace strata
