// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/storage_words.h"

#include "io/model/presence.h"
#include "widgets/parts/text.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace strata {

namespace {

struct StorageWords {
    Q_DECLARE_TR_FUNCTIONS(StorageWords)
};

QString bytes_text(const Document& document, const DenseStorage& dense)
{
    const Extent& extent = dense.extent;
    QString text =
        StorageWords::tr("%1 to %2")
            .arg(words::offset(extent.offset), words::offset(extent.offset + extent.length));
    const std::size_t source = index(extent.source);
    if (source != 0 && source < document.sources.size())
        text += QStringLiteral(", ") + words::text_of(document.sources[source].name);
    return text;
}

QString layout_text(const Tensor& tensor, const DenseStorage& dense)
{
    QStringList parts;
    parts.append(dense.stride != 0 ? StorageWords::tr("one field of records")
                                   : StorageWords::tr("contiguous"));
    if (tensor.shape.size() > 1 && tensor.fortran_order) // the other order is the usual one
        parts.append(StorageWords::tr("first axis fastest"));
    if (tensor.dtype.item_size > 1 && (tensor.dtype.is_numeric()))
        parts.append(tensor.dtype.big_endian ? StorageWords::tr("big-endian")
                                             : StorageWords::tr("little-endian"));
    parts.append(dense.codecs.empty() ? StorageWords::tr("not compressed")
                                      : StorageWords::tr("deflate"));
    return parts.join(QStringLiteral(", "));
}

/// "chunks of (16, 8), 12 stored, 7 of them missing"
QString chunks_text(const ChunkedStorage& chunked)
{
    QStringList parts = {StorageWords::tr("chunks of %1").arg(words::shape(chunked.chunk_shape))};
    const std::size_t stored = chunked.chunks ? chunked.chunks->size() : 0;
    parts.append(stored == 0 ? StorageWords::tr("none stored: all values are the fill value")
                             : StorageWords::tr("%1 stored").arg(words::count(stored)));
    const auto missing = stored == 0 ? 0
                                     : std::count_if(chunked.chunks->begin(), chunked.chunks->end(),
                                                     is_missing_chunk);
    if (missing != 0)
        parts.append(StorageWords::tr("%1 of them missing")
                         .arg(words::count(static_cast<std::uint64_t>(missing))));
    return parts.join(QStringLiteral(", "));
}

/// "per_tensor_affine, scale 0.1, zero point 10": what the numbers stand for, where the row says so
/// behind shape and dtype.
QString quantizer_text(const Document& document, const Tensor& tensor)
{
    if (tensor.model_node == NodeId::none)
        return {};
    const QString detail = words::text_of(document.model.detail(tensor.model_node));
    const QString before =
        words::text_of(array_detail(tensor.shape, tensor.dtype)) + QStringLiteral(", per_");
    return detail.startsWith(before) ? one_line(detail.mid(before.size() - 4), 200) : QString();
}

} // namespace

QList<FactsGrid::Fact> storage_facts(const Document& document, TensorId id)
{
    const Tensor& tensor = document.tensor(id);
    QList<FactsGrid::Fact> facts;
    facts.append({StorageWords::tr("Path"),
                  words::text_of(document.tensor_file_path(id)),
                  FactsGrid::ValueStyle::Fixed,
                  {}});
    if (const auto* const dense = std::get_if<DenseStorage>(&tensor.storage)) {
        const QString bytes = bytes_text(document, *dense);
        facts.append({StorageWords::tr("Bytes"), bytes, FactsGrid::ValueStyle::Fixed,
                      words::hexadecimal(dense->extent.offset) + QStringLiteral(" … ") +
                          words::hexadecimal(dense->extent.offset + dense->extent.length)});
        facts.append({StorageWords::tr("Layout"),
                      layout_text(tensor, *dense),
                      FactsGrid::ValueStyle::Paragraph,
                      {}});
    } else if (const auto* const chunked = std::get_if<ChunkedStorage>(&tensor.storage)) {
        facts.append({StorageWords::tr("Layout"),
                      chunks_text(*chunked),
                      FactsGrid::ValueStyle::Paragraph,
                      {}});
    } else if (std::holds_alternative<InlineStorage>(tensor.storage)) {
        facts.append({StorageWords::tr("Layout"),
                      StorageWords::tr("inside the objects' own text, read with the structure"),
                      FactsGrid::ValueStyle::Paragraph,
                      {}});
    } else if (const auto* const listed = std::get_if<ListedStorage>(&tensor.storage)) {
        facts.append(
            {StorageWords::tr("Layout"),
             listed->items
                 ? StorageWords::tr("a list of Python objects")
                 : StorageWords::tr("values without a fixed size; the page Values lists them"),
             FactsGrid::ValueStyle::Paragraph,
             {}});
    } else {
        facts.append({StorageWords::tr("Layout"),
                      StorageWords::tr("the values are not in the file"),
                      FactsGrid::ValueStyle::Paragraph,
                      {}});
    }
    if (const QString quantizer = quantizer_text(document, tensor); !quantizer.isEmpty())
        facts.append(
            {StorageWords::tr("Quantized"), quantizer, FactsGrid::ValueStyle::Paragraph, {}});
    return facts;
}

} // namespace strata
