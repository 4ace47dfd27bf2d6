// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/ids.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace strata {

struct ValueEntry;

/// A small typed value of a file: a hyper-parameter, a metadata entry, a configuration. The kinds
/// cover JSON and what Python adds to it. Never deeper than limits::value_depth.
class Value {
public:
    enum class Kind : std::uint8_t {
        None,
        Bool,
        Int,
        BigInt, ///< text(): decimal digits that do not fit 64 bits
        Float,
        Complex, ///< items(): real and imaginary part, both Float
        Text,    ///< text(): UTF-8; what the file held otherwise is replaced by U+FFFD
        Bytes,   ///< text(): the raw bytes
        List,
        Tuple,
        Set,
        FrozenSet,
        Dict,      ///< entries(), in the file's order
        Name,      ///< text(): a global that is only named, such as "numpy.float64"
        Opaque,    ///< text(): what it is when it has no short value, such as "shop.models.Cart"
        TensorRef, ///< tensor(): an array, which stays in the file
    };

    Value() = default;
    static Value boolean(bool value);
    static Value integer(std::int64_t value);
    static Value real(double value);
    static Value complex(double real, double imaginary);
    static Value text(std::string value);
    static Value bytes(std::string value);
    static Value big_integer(std::string digits);
    static Value name(std::string qualified_name);
    static Value opaque(std::string description);
    static Value tensor(TensorId id);
    static Value sequence(Kind kind, std::vector<Value> items); ///< List, Tuple, Set, FrozenSet
    static Value dict(std::vector<ValueEntry> entries);

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] bool is_none() const { return m_kind == Kind::None; }
    [[nodiscard]] bool as_bool() const { return std::get<bool>(m_data); }
    [[nodiscard]] std::int64_t as_integer() const { return std::get<std::int64_t>(m_data); }
    [[nodiscard]] double as_real() const { return std::get<double>(m_data); }
    [[nodiscard]] const std::string& as_text() const { return std::get<std::string>(m_data); }
    [[nodiscard]] TensorId as_tensor() const { return std::get<TensorId>(m_data); }
    [[nodiscard]] const std::vector<Value>& items() const
    {
        return std::get<std::vector<Value>>(m_data);
    }
    [[nodiscard]] const std::vector<ValueEntry>& entries() const
    {
        return std::get<std::vector<ValueEntry>>(m_data);
    }
    /// How many items were left out of a List, Tuple, Set or Dict, or bytes of a Text or Bytes,
    /// because of limits::value_items and limits::value_text_bytes.
    [[nodiscard]] std::uint64_t omitted() const { return m_omitted; }
    void set_omitted(std::uint64_t count) { m_omitted = count; }

    /// Python's name of the type: "int", "float", "str", "NoneType", "list" …
    [[nodiscard]] std::string type_name() const;
    /// As Python's repr() writes it: None, True, 0.1, 'gini', (1, 2), {'a': 1}. Cut after
    /// `max_bytes` with "…". An array reads "array".
    [[nodiscard]] std::string repr(std::size_t max_bytes = 4096) const;

    /// Whether a file would hold the same: NaN is the same as NaN, and 1 not as 1.0.
    bool operator==(const Value& other) const;

private:
    Kind m_kind = Kind::None;
    std::uint64_t m_omitted = 0;
    std::variant<std::monostate, bool, std::int64_t, double, TensorId, std::string,
                 std::vector<Value>, std::vector<ValueEntry>>
        m_data;
};

struct ValueEntry {
    Value key;
    Value value;
    bool operator==(const ValueEntry&) const = default;
};

/// Named values in the file's order: hyper-parameters, options.
using NamedValues = std::vector<std::pair<std::string, Value>>;

/// The shortest text that reads back as the same double, as Python's repr writes it:
/// "0.1", "1e-05", "1.0", "inf", "nan".
[[nodiscard]] std::string python_float(double value);
/// Python's repr of a str (UTF-8) or, with `bytes`, of raw bytes.
[[nodiscard]] std::string python_quoted(std::string_view text, bool bytes = false);

} // namespace strata
