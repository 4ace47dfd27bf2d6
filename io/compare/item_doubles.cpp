// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/item_doubles.h"

#include "io/analysis/small_floats.h"

#include <array>
#include <cstring>
#include <memory>

namespace strata {

namespace {

template <class T> void convert(std::span<const std::byte> items, std::span<double> out)
{
    for (std::size_t i = 0; i < out.size(); ++i) {
        T item;
        std::memcpy(&item, items.data() + i * sizeof(T), sizeof(T));
        out[i] = static_cast<double>(item);
    }
}

/// All values of a small float, by its bits.
template <class Bits, class Decode> const auto& table_of(Decode decode)
{
    constexpr std::size_t count = std::size_t{1} << (8 * sizeof(Bits));
    static const auto table = [&] {
        auto values = std::make_unique<std::array<float, count>>();
        for (std::size_t bits = 0; bits < count; ++bits)
            (*values)[bits] = static_cast<float>(decode(static_cast<Bits>(bits)));
        return values;
    }();
    return *table;
}

template <class Bits, class Decode>
void convert_small(std::span<const std::byte> items, std::span<double> out, Decode decode)
{
    const auto& table = table_of<Bits>(decode);
    for (std::size_t i = 0; i < out.size(); ++i) {
        Bits bits;
        std::memcpy(&bits, items.data() + i * sizeof(Bits), sizeof(Bits));
        out[i] = static_cast<double>(table[bits]);
    }
}

// One type each, so that each has a table of its own.
struct Float16Decoder {
    double operator()(std::uint16_t bits) const { return decode_float16(bits); }
};
struct BFloat16Decoder {
    double operator()(std::uint16_t bits) const { return decode_bfloat16(bits); }
};
struct Float8E4M3FNDecoder {
    double operator()(std::uint8_t bits) const { return decode_float8_e4m3fn(bits); }
};
struct Float8E5M2Decoder {
    double operator()(std::uint8_t bits) const { return decode_float8_e5m2(bits); }
};

} // namespace

void to_doubles(ScalarType type, std::span<const std::byte> items, std::span<double> out)
{
    switch (type) {
    case ScalarType::Bool:
    case ScalarType::UInt8:
        return convert<std::uint8_t>(items, out);
    case ScalarType::Int8:
        return convert<std::int8_t>(items, out);
    case ScalarType::Int16:
        return convert<std::int16_t>(items, out);
    case ScalarType::Int32:
        return convert<std::int32_t>(items, out);
    case ScalarType::Int64:
        return convert<std::int64_t>(items, out);
    case ScalarType::UInt16:
        return convert<std::uint16_t>(items, out);
    case ScalarType::UInt32:
        return convert<std::uint32_t>(items, out);
    case ScalarType::UInt64:
        return convert<std::uint64_t>(items, out);
    case ScalarType::Float32:
        return convert<float>(items, out);
    case ScalarType::Float64:
        return convert<double>(items, out);
    case ScalarType::LongDouble:
        return convert<long double>(items, out);
    case ScalarType::Float16:
        return convert_small<std::uint16_t>(items, out, Float16Decoder());
    case ScalarType::BFloat16:
        return convert_small<std::uint16_t>(items, out, BFloat16Decoder());
    case ScalarType::Float8E4M3FN:
        return convert_small<std::uint8_t>(items, out, Float8E4M3FNDecoder());
    case ScalarType::Float8E5M2:
        return convert_small<std::uint8_t>(items, out, Float8E5M2Decoder());
    default:
        return;
    }
}

Resolution resolution_of(ScalarType type)
{
    switch (type) {
    case ScalarType::Float8E4M3FN:
        return {0x1p-3, 0x1p-9};
    case ScalarType::Float8E5M2:
        return {0x1p-2, 0x1p-16};
    case ScalarType::Float16:
        return {0x1p-10, 0x1p-24};
    case ScalarType::BFloat16:
        return {0x1p-7, 0x1p-133};
    case ScalarType::Float32:
        return {0x1p-23, 0x1p-149};
    case ScalarType::Complex64:
        return {0x1p-23, 0x1p-149};
    case ScalarType::Float64:
    case ScalarType::Complex128:
        return {0x1p-52, 0x1p-1074};
    default:
        return {};
    }
}

} // namespace strata
