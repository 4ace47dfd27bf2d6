// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strata {

/// What one item of a tensor is. Names follow numpy and ml_dtypes.
enum class ScalarType : std::uint8_t {
    Bool,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Float8E4M3FN,
    Float8E5M2,
    Float16,
    BFloat16,
    Float32,
    Float64,
    LongDouble, ///< x87 80-bit in 16 bytes (numpy float128 on x86-64)
    Complex64,
    Complex128,
    Bytes,     ///< fixed-length byte strings (numpy S), NUL padded
    Unicode,   ///< fixed-length UCS-4 strings (numpy U), NUL padded
    Datetime,  ///< int64 counts of `unit` since 1970; the smallest int64 is NaT
    Timedelta, ///< int64 counts of `unit`
    Struct,    ///< named fields
    Void,      ///< raw bytes without meaning (numpy V), or a type we only know by `label`
    Object,    ///< references to objects; the values are listed, not stored as items
};

struct DTypeField;

/// The type of a tensor's items as they are stored.
struct DType {
    ScalarType type = ScalarType::Void;
    bool big_endian = false;
    /// Bytes of one item. 0 is legal for Bytes, Unicode, Void and Struct.
    std::uint64_t item_size = 0;
    /// Datetime and Timedelta: numpy's unit with its multiple, such as "ns" or "25s".
    std::string unit;
    /// A type without a ScalarType of its own: Void that we do not decode ("float8_e8m0fnu"),
    /// Object of one kind ("StringDType"), a Struct that stands for a number ("complex256", its real
    /// and imaginary part); otherwise empty.
    std::string label;
    /// Struct: its fields in order; otherwise null.
    std::shared_ptr<const std::vector<DTypeField>> fields;

    /// A dtype of fixed size in the given order.
    static DType of(ScalarType type, bool big_endian = false);
    /// Bytes, Unicode (bytes, not characters) or Void of a length of its own.
    static DType sized(ScalarType type, std::uint64_t item_size, bool big_endian = false);
    static DType structure(std::vector<DTypeField> fields, std::uint64_t item_size);

    /// numpy's `dtype.name`: "float32", "bfloat16", "str160", "bytes40", "datetime64[ns]",
    /// "void448" (a Struct too), "object". The byte order is not part of it.
    [[nodiscard]] std::string name() const;

    /// Whether statistics make sense: bool, integers, floats and complex numbers.
    [[nodiscard]] bool is_numeric() const;
    [[nodiscard]] bool is_integer() const; ///< signed or unsigned, not bool
    [[nodiscard]] bool is_complex() const;

    bool operator==(const DType& other) const;
};

struct DTypeField {
    std::string name;
    DType type;
    std::uint64_t offset = 0;         ///< bytes from the start of the item
    std::vector<std::uint64_t> shape; ///< of a sub-array; empty for one item

    bool operator==(const DTypeField&) const = default;
};

/// The dtype of numpy's array-interface string ("<f4", "|b1", ">i8", "<U5", "|S3", "|V8",
/// "<M8[ns]", "|O"; order characters < > | =), or nothing when it is none.
[[nodiscard]] std::optional<DType> dtype_from_typestr(std::string_view typestr);

} // namespace strata
