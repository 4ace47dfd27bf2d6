// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/item_text.h"

#include "io/model/date_text.h"
#include "io/model/value.h"
#include "io/source/item_bytes.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/tensor_items.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

namespace strata {

namespace {

using Bytes = std::span<const std::byte>;

template <class T> T load(Bytes bytes)
{
    T value{};
    std::memcpy(&value, bytes.data(), std::min(sizeof(T), bytes.size()));
    return value;
}

/// A float of few bits: sign, then `exponent_bits`, then `mantissa_bits`. E4M3FN has no infinity:
/// only all bits set is NaN.
double small_float(unsigned bits, int exponent_bits, int mantissa_bits, bool finite_only)
{
    const unsigned mantissa = bits & ((1U << mantissa_bits) - 1);
    const unsigned exponent = (bits >> mantissa_bits) & ((1U << exponent_bits) - 1);
    const bool negative = (bits >> (mantissa_bits + exponent_bits)) & 1U;
    const unsigned top = (1U << exponent_bits) - 1;
    const int bias = (1 << (exponent_bits - 1)) - 1;
    double value = 0;
    if (exponent == top && finite_only && mantissa == (1U << mantissa_bits) - 1)
        value = std::numeric_limits<double>::quiet_NaN();
    else if (exponent == top && !finite_only)
        value = mantissa == 0 ? std::numeric_limits<double>::infinity()
                              : std::numeric_limits<double>::quiet_NaN();
    else if (exponent == 0)
        value = std::ldexp(mantissa, 1 - bias - mantissa_bits);
    else
        value = std::ldexp(mantissa + (1U << mantissa_bits),
                           static_cast<int>(exponent) - bias - mantissa_bits);
    return negative ? -value : value;
}

ItemText real_text(double value)
{
    return {words::real(value), words::exact_real(value), !std::isfinite(value)};
}

/// A float32 reads exactly in fewer digits than the double that it becomes.
ItemText float_text(float value)
{
    ItemText out = real_text(static_cast<double>(value));
    if (std::isfinite(value)) {
        for (int digits = 6; digits <= 9; ++digits) {
            out.exact = QString::number(static_cast<double>(value), 'g', digits);
            if (out.exact.toFloat() == value)
                break;
        }
    }
    return out;
}

ItemText same(const QString& text)
{
    return {words::with_sign(text, words::Sign::Screen), text, false};
}

template <class T> ItemText integer_text(Bytes bytes)
{
    return same(QString::number(load<T>(bytes)));
}

template <class T> ItemText complex_text(Bytes bytes)
{
    const ItemText real = real_text(static_cast<double>(load<T>(bytes)));
    const ItemText imaginary = real_text(static_cast<double>(load<T>(bytes.subspan(sizeof(T)))));
    const auto join = [](const QString& a, const QString& b) {
        const bool signed_already = b.startsWith(QChar(0x2212)) || b.startsWith(QLatin1Char('-')) ||
                                    b.startsWith(QLatin1Char('+'));
        return a + (signed_already ? QString() : QStringLiteral("+")) + b + QLatin1Char('j');
    };
    return {join(real.shown, imaginary.shown), join(real.exact, imaginary.exact),
            real.odd || imaginary.odd};
}

ItemText text_of_characters(Bytes bytes)
{
    std::vector<char32_t> characters(bytes.size() / 4);
    std::memcpy(characters.data(), bytes.data(), characters.size() * 4);
    while (!characters.empty() && characters.back() == 0)
        characters.pop_back();
    QString text;
    for (const char32_t c : characters)
        text += c <= 0x10ffff && !(c >= 0xd800 && c < 0xe000) ? QString::fromUcs4(&c, 1)
                                                              : QString(QChar(0xfffd));
    const QString quoted = words::text_of(python_quoted(text.toStdString()));
    return {quoted, quoted, false};
}

ItemText text_of_bytes(Bytes bytes, bool padded)
{
    std::size_t length = bytes.size();
    while (padded && length > 0 && bytes[length - 1] == std::byte{0})
        --length;
    const std::string_view view(reinterpret_cast<const char*>(bytes.data()), length);
    const QString quoted = words::text_of(python_quoted(view, true));
    return {quoted, quoted, false};
}

ItemText record_text(Bytes bytes, const DType& dtype)
{
    QStringList shown;
    QStringList exact;
    if (dtype.fields) {
        for (const DTypeField& field : *dtype.fields) {
            const std::uint64_t size = field.type.item_size;
            if (!field.shape.empty() || field.offset > bytes.size() ||
                size > bytes.size() - field.offset) {
                shown.append(QStringLiteral("…"));
                exact.append(QStringLiteral("…"));
                continue;
            }
            std::vector<std::byte> copy(bytes.begin() + static_cast<std::ptrdiff_t>(field.offset),
                                        bytes.begin() +
                                            static_cast<std::ptrdiff_t>(field.offset + size));
            to_native_order(copy, field.type);
            const ItemText part = item_text(copy, field.type);
            shown.append(part.shown);
            exact.append(part.exact);
        }
    }
    const auto wrap = [](const QStringList& parts) {
        return QLatin1Char('(') + parts.join(QStringLiteral(", ")) + QLatin1Char(')');
    };
    return {wrap(shown), wrap(exact), false};
}

ItemText time_text(Bytes bytes, const DType& dtype)
{
    const auto count = load<std::int64_t>(bytes);
    const QString text = QString::fromStdString(dtype.type == ScalarType::Datetime
                                                    ? datetime_text(count, dtype.unit)
                                                    : timedelta_text(count, dtype.unit));
    const QString shown =
        dtype.type == ScalarType::Timedelta ? words::with_sign(text, words::Sign::Screen) : text;
    return {shown, text, text == QLatin1String("NaT")};
}

} // namespace

ItemText item_text(std::span<const std::byte> bytes, const DType& dtype)
{
    switch (dtype.type) {
    case ScalarType::Bool:
        return same(load<std::uint8_t>(bytes) != 0 ? QStringLiteral("True")
                                                   : QStringLiteral("False"));
    case ScalarType::Int8:
        return same(QString::number(int{load<std::int8_t>(bytes)}));
    case ScalarType::UInt8:
        return same(QString::number(unsigned{load<std::uint8_t>(bytes)}));
    case ScalarType::Int16:
        return integer_text<std::int16_t>(bytes);
    case ScalarType::UInt16:
        return integer_text<std::uint16_t>(bytes);
    case ScalarType::Int32:
        return integer_text<std::int32_t>(bytes);
    case ScalarType::UInt32:
        return integer_text<std::uint32_t>(bytes);
    case ScalarType::Int64:
        return same(QString::number(qlonglong{load<std::int64_t>(bytes)}));
    case ScalarType::UInt64:
        return same(QString::number(qulonglong{load<std::uint64_t>(bytes)}));
    case ScalarType::Float8E4M3FN:
        return real_text(small_float(load<std::uint8_t>(bytes), 4, 3, true));
    case ScalarType::Float8E5M2:
        return real_text(small_float(load<std::uint8_t>(bytes), 5, 2, false));
    case ScalarType::Float16:
        return real_text(small_float(load<std::uint16_t>(bytes), 5, 10, false));
    case ScalarType::BFloat16:
        return real_text(small_float(load<std::uint16_t>(bytes), 8, 7, false));
    case ScalarType::Float32:
        return float_text(load<float>(bytes));
    case ScalarType::Float64:
        return real_text(load<double>(bytes));
    case ScalarType::LongDouble:
        return real_text(static_cast<double>(load<long double>(bytes)));
    case ScalarType::Complex64:
        return complex_text<float>(bytes);
    case ScalarType::Complex128:
        return complex_text<double>(bytes);
    case ScalarType::Unicode:
        return text_of_characters(bytes);
    case ScalarType::Bytes:
        return text_of_bytes(bytes, true);
    case ScalarType::Datetime:
    case ScalarType::Timedelta:
        return time_text(bytes, dtype);
    case ScalarType::Struct:
        return record_text(bytes, dtype);
    case ScalarType::Void:
    case ScalarType::Object:
        break;
    }
    return text_of_bytes(bytes, false);
}

} // namespace strata
