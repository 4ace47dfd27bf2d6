// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/plain_value.h"

#include "io/base/checked.h"
#include "io/hdf5/message.h"

#include <span>

namespace strata::hdf5 {

namespace {

bool is_pair(const Value& value)
{
    return value.kind() == Value::Kind::List && value.items().size() == 2;
}

const DType* member_type(const DType& dtype, std::size_t position)
{
    return dtype.fields && position < dtype.fields->size() ? &(*dtype.fields)[position].type
                                                           : nullptr;
}

Value plain_item(const Value& decoded, const DType& dtype);

/// A list of pairs (name, value).
Value plain_compound(const std::vector<Value>& members, const DType& dtype)
{
    if (dtype.is_complex() && members.size() == 2 && is_pair(members[0]) && is_pair(members[1])) {
        const Value& real = members[0].items()[1];
        const Value& imaginary = members[1].items()[1];
        if (real.kind() == Value::Kind::Float && imaginary.kind() == Value::Kind::Float)
            return Value::complex(real.as_real(), imaginary.as_real());
    }
    std::vector<ValueEntry> entries;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (!is_pair(members[i]))
            continue;
        const DType* const type = member_type(dtype, i);
        entries.push_back(
            {members[i].items()[0], plain_item(members[i].items()[1], type ? *type : DType())});
    }
    return Value::dict(std::move(entries));
}

Value plain_items(const Value& decoded, const DType& dtype)
{
    std::vector<Value> items;
    items.reserve(decoded.items().size());
    for (const Value& item : decoded.items())
        items.push_back(plain_item(item, dtype));
    Value out = Value::sequence(Value::Kind::List, std::move(items));
    out.set_omitted(decoded.omitted());
    return out;
}

Value plain_item(const Value& decoded, const DType& dtype)
{
    if (decoded.kind() == Value::Kind::List)
        return plain_items(decoded, dtype);
    if (decoded.kind() == Value::Kind::Text && dtype.type == ScalarType::Bool)
        return Value::boolean(decoded.as_text() == "TRUE");
    const Value* const compound = field(decoded, "compound");
    if (compound && compound->kind() == Value::Kind::List)
        return plain_compound(compound->items(), dtype);
    if (const auto address = number_field(decoded, "object"))
        return Value::opaque("object at byte " + std::to_string(*address));
    return decoded;
}

/// `items` cut along the axes from `axis` on.
Value nested(std::span<const Value> items, const Shape& shape, std::size_t axis)
{
    std::vector<Value> out;
    if (axis + 1 >= shape.size()) {
        out.assign(items.begin(), items.end());
    } else {
        const std::size_t part = items.size() / static_cast<std::size_t>(shape[axis]);
        for (std::size_t at = 0; at < items.size(); at += part)
            out.push_back(nested(items.subspan(at, part), shape, axis + 1));
    }
    return Value::sequence(Value::Kind::List, std::move(out));
}

} // namespace

Value plain_value(const Value& decoded, const DType& dtype, const Shape& shape)
{
    Value plain = plain_item(decoded, dtype);
    // An empty one, or one that was cut, stays flat.
    if (shape.size() < 2 || plain.kind() != Value::Kind::List || plain.items().empty() ||
        checked_product(shape) != plain.items().size())
        return plain;
    return nested(plain.items(), shape, 0);
}

} // namespace strata::hdf5
