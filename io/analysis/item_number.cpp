// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/item_number.h"

#include "io/analysis/small_floats.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace strata {

namespace {

template <class T> T load(std::span<const std::byte> item)
{
    T value{};
    std::memcpy(&value, item.data(), std::min(sizeof(T), item.size()));
    return value;
}

} // namespace

double item_number(const DType& dtype, std::span<const std::byte> item)
{
    switch (dtype.type) {
    case ScalarType::Bool:
        return load<std::uint8_t>(item) != 0 ? 1 : 0;
    case ScalarType::Int8:
        return load<std::int8_t>(item);
    case ScalarType::Int16:
        return load<std::int16_t>(item);
    case ScalarType::Int32:
        return load<std::int32_t>(item);
    case ScalarType::Int64:
        return static_cast<double>(load<std::int64_t>(item));
    case ScalarType::UInt8:
        return load<std::uint8_t>(item);
    case ScalarType::UInt16:
        return load<std::uint16_t>(item);
    case ScalarType::UInt32:
        return load<std::uint32_t>(item);
    case ScalarType::UInt64:
        return static_cast<double>(load<std::uint64_t>(item));
    case ScalarType::Float8E4M3FN:
        return decode_float8_e4m3fn(load<std::uint8_t>(item));
    case ScalarType::Float8E5M2:
        return decode_float8_e5m2(load<std::uint8_t>(item));
    case ScalarType::Float16:
        return decode_float16(load<std::uint16_t>(item));
    case ScalarType::BFloat16:
        return decode_bfloat16(load<std::uint16_t>(item));
    case ScalarType::Float32:
        return load<float>(item);
    case ScalarType::Float64:
        return load<double>(item);
    case ScalarType::LongDouble:
        return static_cast<double>(load<long double>(item));
    case ScalarType::Complex64:
        return std::hypot(load<float>(item), load<float>(item.subspan(sizeof(float))));
    case ScalarType::Complex128:
        return std::hypot(load<double>(item), load<double>(item.subspan(sizeof(double))));
    default:
        return std::numeric_limits<double>::quiet_NaN();
    }
}

} // namespace strata
