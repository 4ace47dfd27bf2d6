// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes as a message of the worker's. What is taken is held against the reader of the library that
// writes messages: it must take it too and see the same. The reverse need not be: we read less.
#include "io/base/limits.h"
#include "io/hdf5/message.h"
#include "io/model/utf8.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

#include <nlohmann/json.hpp>

namespace {

using namespace strata;
using Json = nlohmann::ordered_json;

bool same_number(double ours, double theirs)
{
    return ours == theirs || (std::isnan(ours) && std::isnan(theirs));
}

bool same(const Value& value, const Json& json);

bool same_items(const Value& value, const Json& json)
{
    if (!json.is_array() || json.size() != value.items().size())
        return false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        if (!same(value.items()[i], json[i]))
            return false;
    }
    return true;
}

bool same_entries(const Value& value, const Json& json)
{
    if (!json.is_object())
        return false;
    if (json.size() != value.entries().size())
        return json.size() < value.entries().size(); // it keeps one of two of the same name
    std::size_t place = 0;
    for (const auto& [key, each] : json.items()) {
        const ValueEntry& entry = value.entries()[place++];
        if (entry.key.as_text() != to_valid_utf8(key) || !same(entry.value, each))
            return false;
    }
    return true;
}

bool same(const Value& value, const Json& json)
{
    switch (value.kind()) {
    case Value::Kind::None:
        return json.is_null();
    case Value::Kind::Bool:
        return json.is_boolean() && json.get<bool>() == value.as_bool();
    case Value::Kind::Int:
        return json.is_number_integer() && json.get<std::int64_t>() == value.as_integer();
    case Value::Kind::BigInt:
        return json.is_number_unsigned() &&
               std::to_string(json.get<std::uint64_t>()) == value.as_text();
    case Value::Kind::Float:
        return json.is_number_float() && same_number(value.as_real(), json.get<double>());
    case Value::Kind::Text:
        return json.is_string() && to_valid_utf8(json.get<std::string>()) == value.as_text();
    case Value::Kind::Bytes:
        return json.is_binary() && json.get_binary().size() == value.as_text().size();
    case Value::Kind::List:
        return same_items(value, json);
    case Value::Kind::Dict:
        return same_entries(value, json);
    default:
        return false;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::span<const std::byte> bytes(reinterpret_cast<const std::byte*>(data), size);
    const auto value = hdf5::read_message(bytes);
    if (!value)
        return 0;
    (void)value->repr();
    (void)hdf5::text_field(*value, "kind");
    (void)hdf5::number_field(*value, "id");
    (void)hdf5::numbers_field(*value, "shape");
    if (!same(*value, Json::from_cbor(data, data + size, true, false)))
        std::abort();
    return 0;
}
