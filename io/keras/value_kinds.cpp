// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/value_kinds.h"

#include <algorithm>
#include <cmath>

namespace strata::keras {

std::optional<double> number_of_value(const Value& value)
{
    if (value.kind() == Value::Kind::Int)
        return static_cast<double>(value.as_integer());
    return value.kind() == Value::Kind::Float ? std::optional(value.as_real()) : std::nullopt;
}

bool is_sequence(const Value& value)
{
    return value.kind() == Value::Kind::List || value.kind() == Value::Kind::Tuple;
}

bool is_other_kind(const Value& before, const Value& value)
{
    using Kind = Value::Kind;
    const auto group = [](Kind kind) {
        switch (kind) {
        case Kind::Bool:
            return 1;
        case Kind::Int:
        case Kind::BigInt:
        case Kind::Float:
            return 2;
        case Kind::Text:
        case Kind::Dict:
            return 3;
        default:
            return 0;
        }
    };
    const int old = group(before.kind());
    const int now = group(value.kind());
    // A size may be one number or one for each axis.
    return old != 0 && now != 0 && old != now;
}

bool is_finite(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Float:
        return std::isfinite(value.as_real());
    case Value::Kind::List:
    case Value::Kind::Tuple:
        return std::ranges::all_of(value.items(), is_finite); // no deeper than limits::value_depth
    case Value::Kind::Dict:
        return std::ranges::all_of(value.entries(),
                                   [](const ValueEntry& entry) { return is_finite(entry.value); });
    default:
        return true;
    }
}

} // namespace strata::keras
