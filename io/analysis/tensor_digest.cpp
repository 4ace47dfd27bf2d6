// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/tensor_digest.h"

#include "io/analysis/moments.h"
#include "io/base/checked.h"
#include "io/base/guarded.h"
#include "io/source/c_order.h"
#include "io/source/item_bytes.h"
#include "io/source/listed_values.h"
#include "io/source/tensor_reader.h"

#include <QByteArrayView>
#include <QCryptographicHash>

#include <algorithm>
#include <limits>

namespace strata {

namespace {

/// An x87 number has 80 bits; what lies in the other bytes of its room is left over from before.
constexpr std::size_t x87_bytes = 10;

QByteArrayView view_of(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

void clear_padding_of_x87(std::span<std::byte> items, std::uint64_t item_size)
{
    for (std::size_t at = 0; at + item_size <= items.size(); at += item_size)
        std::fill(items.begin() + static_cast<std::ptrdiff_t>(at + x87_bytes),
                  items.begin() + static_cast<std::ptrdiff_t>(at + item_size), std::byte{0});
}

/// Appends the values of stored items without padding, in little endian. As deep as dtypes are
/// nested, which their readers bound.
Result<void> append_values(const DType& dtype, std::span<const std::byte> items,
                           std::vector<std::byte>& out)
{
    if (dtype.type != ScalarType::Struct) {
        const std::size_t start = out.size();
        out.insert(out.end(), items.begin(), items.end());
        const auto values = std::span(out).subspan(start);
        to_native_order(values, dtype);
        if (dtype.type == ScalarType::LongDouble && dtype.item_size > x87_bytes)
            clear_padding_of_x87(values, dtype.item_size);
        return {};
    }
    if (!dtype.fields || dtype.item_size == 0)
        return {};
    for (std::size_t at = 0; at + dtype.item_size <= items.size(); at += dtype.item_size) {
        const auto item = items.subspan(at, dtype.item_size);
        for (const DTypeField& field : *dtype.fields) {
            const auto count = checked_product(field.shape);
            const auto bytes = count ? checked_multiply(*count, field.type.item_size) : count;
            const auto end = bytes ? checked_add(field.offset, *bytes) : bytes;
            if (!end || *end > item.size())
                return fail(ErrorCode::Malformed, "field past its item");
            STRATA_TRY(append_values(field.type, item.subspan(field.offset, *bytes), out));
        }
    }
    return {};
}

/// Whether the bytes that a reader hands out are more than values in little endian.
bool needs_packing(const DType& dtype)
{
    return dtype.type == ScalarType::Struct || dtype.type == ScalarType::LongDouble;
}

Result<TensorDigest> digest_of_objects(const Tensor& tensor, const SourceSet& sources,
                                       const JobContext& job)
{
    STRATA_ASSIGN(const SharedValues listed, listed_values(tensor, sources, job));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const Value& value : *listed) {
        STRATA_TRY(job.check());
        const std::string text = value.repr(std::numeric_limits<std::size_t>::max()) + '\n';
        hash.addData(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
    }
    TensorDigest digest;
    digest.sha256 = hash.result().toHex().toStdString();
    return digest;
}

Result<TensorDigest> digest_of_items(const Tensor& tensor, const SourceSet& sources,
                                     const JobContext& job)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    Moments moments(tensor.dtype.type);
    const bool numeric = Moments::takes(tensor.dtype);
    DType stored = tensor.dtype;
    if (stored.type == ScalarType::LongDouble)
        stored.big_endian = false; // as the reader hands it out
    std::vector<std::byte> packed;
    const auto take = [&](std::span<const std::byte> items) -> Result<void> {
        if (numeric)
            moments.add(items);
        if (needs_packing(stored)) {
            packed.clear();
            STRATA_TRY(append_values(stored, items, packed));
            items = packed;
        }
        hash.addData(view_of(items));
        return {};
    };
    // What is stored in chunks is read slice by slice, which knows no such limit.
    STRATA_ASSIGN(const TensorReader reader, TensorReader::plan(tensor, sources));
    STRATA_TRY(reader.check_unwritten());
    STRATA_TRY(read_in_c_order(tensor, sources, job, take));
    TensorDigest digest;
    digest.sha256 = hash.result().toHex().toStdString();
    const Figures figures = moments.figures();
    digest.nan = figures.nan;
    digest.infinite = figures.positive_infinity + figures.negative_infinity;
    if (numeric && figures.finite != 0) {
        digest.mean = static_cast<double>(figures.mean) + 0.0; // no -0
        digest.std = figures.standard_deviation();
    }
    return digest;
}

} // namespace

Result<TensorDigest> digest_of(const Tensor& tensor, const SourceSet& sources,
                               const JobContext& job)
{
    return guarded([&] {
        return tensor.dtype.type == ScalarType::Object ? digest_of_objects(tensor, sources, job)
                                                       : digest_of_items(tensor, sources, job);
    });
}

} // namespace strata
