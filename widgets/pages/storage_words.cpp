// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/storage_words.h"

#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

#include <QCoreApplication>

namespace strata {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("StorageWords", text);
}

QString bytes_text(const Document& document, const DenseStorage& dense)
{
    const Extent& extent = dense.extent;
    QString text =
        tr("%1 to %2")
            .arg(words::offset(extent.offset), words::offset(extent.offset + extent.length));
    const std::size_t source = index(extent.source);
    if (source != 0 && source < document.sources.size())
        text += QStringLiteral(", ") + words::text_of(document.sources[source].name);
    return text;
}

QString layout_text(const Tensor& tensor, const DenseStorage& dense)
{
    QStringList parts;
    parts.append(dense.stride != 0 ? tr("one field of records") : tr("contiguous"));
    if (tensor.shape.size() > 1)
        parts.append(tensor.fortran_order ? tr("first axis fastest") : tr("last axis fastest"));
    if (tensor.dtype.item_size > 1 && (tensor.dtype.is_numeric()))
        parts.append(tensor.dtype.big_endian ? tr("big-endian") : tr("little-endian"));
    parts.append(dense.codecs.empty() ? tr("not compressed") : tr("deflate"));
    return parts.join(QStringLiteral(", "));
}

} // namespace

QList<FactsGrid::Fact> storage_facts(const Document& document, TensorId id)
{
    const Tensor& tensor = document.tensor(id);
    QList<FactsGrid::Fact> facts;
    facts.append({tr("Path"),
                  words::text_of(document.tensor_file_path(id)),
                  FactsGrid::ValueStyle::Fixed,
                  {}});
    if (const auto* const dense = std::get_if<DenseStorage>(&tensor.storage)) {
        const QString bytes = bytes_text(document, *dense);
        facts.append({tr("Bytes"), bytes, FactsGrid::ValueStyle::Fixed,
                      words::hexadecimal(dense->extent.offset) + QStringLiteral(" … ") +
                          words::hexadecimal(dense->extent.offset + dense->extent.length)});
        facts.append(
            {tr("Layout"), layout_text(tensor, *dense), FactsGrid::ValueStyle::Paragraph, {}});
    } else if (std::holds_alternative<InlineStorage>(tensor.storage)) {
        facts.append({tr("Layout"),
                      tr("inside the objects' own text, read with the structure"),
                      FactsGrid::ValueStyle::Paragraph,
                      {}});
    } else if (const auto* const listed = std::get_if<ListedStorage>(&tensor.storage)) {
        facts.append({tr("Layout"),
                      listed->items ? tr("a list of Python objects")
                                    : tr("values without a fixed size; the page Values lists them"),
                      FactsGrid::ValueStyle::Paragraph,
                      {}});
    } else {
        facts.append({tr("Layout"),
                      tr("the values are not in the file"),
                      FactsGrid::ValueStyle::Paragraph,
                      {}});
    }
    return facts;
}

} // namespace strata
