// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/tensor.h"
#include "io/source/byte_source.h"
#include "recipe.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <complex>
#include <span>

/// A tensor of expectations.json with the source that holds its values.
struct TensorCase {
    strata::Tensor tensor;
    strata::SourceSet sources;
};

/// expectations.json as make_expectations.py wrote it.
inline QJsonObject read_expectations()
{
    QFile file(QStringLiteral(STRATA_SOURCE_DIR "/tests/unit/analysis/expectations.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

inline strata::DType dtype_of(const QString& name, bool big_endian = false)
{
    using strata::ScalarType;
    for (int type = 0; type <= static_cast<int>(ScalarType::Complex128); ++type) {
        const auto dtype = strata::DType::of(static_cast<ScalarType>(type), big_endian);
        if (dtype.name() == name.toStdString())
            return dtype;
    }
    qFatal("no dtype %s", qPrintable(name));
    return {};
}

inline std::vector<std::byte> to_bytes(const QByteArray& bytes)
{
    const auto whole =
        std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    return {whole.begin(), whole.end()};
}

/// Items one after the other from the start of a source. A byte precedes them, so that nothing
/// relies on where they lie.
inline TensorCase dense_case(const strata::DType& dtype, strata::Shape shape,
                             std::vector<std::byte> bytes)
{
    TensorCase made;
    made.tensor.dtype = dtype;
    made.tensor.shape = std::move(shape);
    strata::DenseStorage storage;
    storage.extent = {strata::SourceId::file, 1, bytes.size()};
    made.tensor.storage = storage;
    bytes.insert(bytes.begin(), std::byte{0xff});
    made.sources = {strata::make_memory_source(std::move(bytes))};
    return made;
}

template <class T, class Make>
std::vector<std::byte> bytes_of(std::uint64_t count, const Make& make)
{
    std::vector<T> values;
    values.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i)
        values.push_back(static_cast<T>(make(i)));
    const auto whole = std::as_bytes(std::span(values));
    return {whole.begin(), whole.end()};
}

/// The float16 nearest to a value below its largest, ties to even; or infinity or NaN.
inline std::uint16_t to_float16(double value)
{
    const auto sign = static_cast<std::uint16_t>(std::signbit(value) ? 0x8000 : 0);
    if (!std::isfinite(value))
        return std::isnan(value) ? 0x7e00 : sign | 0x7c00;
    // Below 2^-14 the steps no longer shrink.
    const int exponent = std::max(value == 0 ? -14 : std::ilogb(value), -14);
    const auto steps =
        static_cast<int>(std::nearbyint(std::ldexp(std::fabs(value), 10 - exponent)));
    return static_cast<std::uint16_t>(sign | (((exponent + 14) << 10) + steps));
}

inline TensorCase recipe_case(const QString& dtype, const QString& recipe, std::uint64_t count)
{
    const std::string name = recipe.toStdString();
    const auto real = [&](std::uint64_t i) {
        return recipe::real(name, i);
    };
    const auto both = [&](std::uint64_t i) {
        return std::complex<double>(real(i), real(count - 1 - i));
    };
    const strata::DType type = dtype_of(dtype);
    const int width = static_cast<int>(8 * type.item_size);
    const auto whole = [&](std::uint64_t i) {
        return recipe::integer(name, i, width);
    };
    std::vector<std::byte> bytes;
    if (dtype == QLatin1String("float32"))
        bytes = bytes_of<float>(count, real);
    else if (dtype == QLatin1String("float64"))
        bytes = bytes_of<double>(count, real);
    else if (dtype == QLatin1String("float128"))
        bytes = bytes_of<long double>(count, real);
    else if (dtype == QLatin1String("float16"))
        bytes = bytes_of<std::uint16_t>(count, [&](auto i) { return to_float16(real(i)); });
    else if (dtype == QLatin1String("complex64"))
        bytes = bytes_of<std::complex<float>>(count, both);
    else if (dtype == QLatin1String("complex128"))
        bytes = bytes_of<std::complex<double>>(count, both);
    else if (width == 8)
        bytes = bytes_of<std::uint8_t>(count, whole);
    else if (width == 16)
        bytes = bytes_of<std::uint16_t>(count, whole);
    else if (width == 32)
        bytes = bytes_of<std::uint32_t>(count, whole);
    else
        bytes = bytes_of<std::uint64_t>(count, whole);
    return dense_case(type, {count}, std::move(bytes));
}

inline TensorCase json_case(const QJsonObject& entry)
{
    strata::Shape shape;
    for (const QJsonValue length : entry[QLatin1String("shape")].toArray())
        shape.push_back(static_cast<std::uint64_t>(length.toInteger()));
    const QString name = entry[QLatin1String("dtype")].toString();
    if (entry.contains(QLatin1String("recipe")))
        return recipe_case(name, entry[QLatin1String("recipe")].toString(), shape[0]);
    const QByteArray bytes =
        QByteArray::fromBase64(entry[QLatin1String("bytes")].toString().toLatin1());
    TensorCase made = dense_case(dtype_of(name, entry[QLatin1String("big")].toBool()),
                                 std::move(shape), to_bytes(bytes));
    made.tensor.fortran_order = entry[QLatin1String("fortran")].toBool();
    return made;
}
