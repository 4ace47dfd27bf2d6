// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker/describe_type.h"

#include "io/base/limits.h"
#include "io/hdf5/worker/handle.h"

#include <memory>
#include <vector>

namespace strata::hdf5 {

namespace {

Json describe(hid_t type, int depth);

const char* order_name(hid_t type)
{
    switch (H5Tget_order(type)) {
    case H5T_ORDER_LE:
        return "little";
    case H5T_ORDER_BE:
        return "big";
    case H5T_ORDER_VAX:
        return "vax";
    default:
        return "none";
    }
}

void describe_integer(hid_t type, Json& out)
{
    out["order"] = order_name(type);
    out["signed"] = H5Tget_sign(type) == H5T_SGN_2;
    out["precision"] = H5Tget_precision(type);
    out["bit_offset"] = H5Tget_offset(type);
}

void describe_float(hid_t type, Json& out)
{
    size_t sign = 0;
    size_t exponent_position = 0;
    size_t exponent_size = 0;
    size_t mantissa_position = 0;
    size_t mantissa_size = 0;
    H5Tget_fields(type, &sign, &exponent_position, &exponent_size, &mantissa_position,
                  &mantissa_size);
    out["order"] = order_name(type);
    out["precision"] = H5Tget_precision(type);
    out["fields"] = {sign, exponent_position, exponent_size, mantissa_position, mantissa_size};
    out["bias"] = H5Tget_ebias(type);
}

void describe_string(hid_t type, Json& out)
{
    out["variable"] = H5Tis_variable_str(type) > 0;
    out["utf8"] = H5Tget_cset(type) == H5T_CSET_UTF8;
    switch (H5Tget_strpad(type)) {
    case H5T_STR_NULLTERM:
        out["padding"] = "nullterm";
        break;
    case H5T_STR_SPACEPAD:
        out["padding"] = "spacepad";
        break;
    default:
        out["padding"] = "nullpad";
        break;
    }
}

std::string member_name(hid_t type, unsigned member)
{
    const std::unique_ptr<char, herr_t (*)(void*)> name(H5Tget_member_name(type, member),
                                                        H5free_memory);
    return name ? name.get() : "";
}

void describe_compound(hid_t type, Json& out, int depth)
{
    Json members = Json::array();
    const int count = H5Tget_nmembers(type);
    for (int i = 0; i < count; ++i) {
        const auto member = static_cast<unsigned>(i);
        const Handle member_type(H5Tget_member_type(type, member));
        members.push_back({{"name", member_name(type, member)},
                           {"offset", H5Tget_member_offset(type, member)},
                           {"type", describe(member_type.id(), depth + 1)}});
    }
    out["members"] = std::move(members);
}

void describe_enum(hid_t type, Json& out, int depth)
{
    const Handle base(H5Tget_super(type));
    out["base"] = describe(base.id(), depth + 1);
    Json members = Json::array();
    const int count = H5Tget_nmembers(type);
    std::vector<std::uint8_t> value(H5Tget_size(type));
    for (int i = 0; i < count; ++i) {
        const auto member = static_cast<unsigned>(i);
        if (H5Tget_member_value(type, member, value.data()) >= 0)
            members.push_back(
                {{"name", member_name(type, member)}, {"value", Json::binary(value)}});
    }
    out["members"] = std::move(members);
}

void describe_array(hid_t type, Json& out, int depth)
{
    const int rank = H5Tget_array_ndims(type);
    std::vector<hsize_t> sizes(rank > 0 ? static_cast<std::size_t>(rank) : 0);
    if (!sizes.empty())
        H5Tget_array_dims2(type, sizes.data());
    const Handle base(H5Tget_super(type));
    out["shape"] = sizes;
    out["base"] = describe(base.id(), depth + 1);
}

void describe_opaque(hid_t type, Json& out)
{
    const std::unique_ptr<char, herr_t (*)(void*)> tag(H5Tget_tag(type), H5free_memory);
    out["tag"] = tag ? tag.get() : "";
}

Json describe(hid_t type, int depth)
{
    if (depth > limits::hdf5_type_depth)
        return {{"class", "too deep"}};
    Json out;
    const H5T_class_t type_class = type < 0 ? H5T_NO_CLASS : H5Tget_class(type);
    const char* name = "unknown";
    switch (type_class) {
    case H5T_INTEGER:
        name = "integer";
        describe_integer(type, out);
        break;
    case H5T_FLOAT:
        name = "float";
        describe_float(type, out);
        break;
    case H5T_STRING:
        name = "string";
        describe_string(type, out);
        break;
    case H5T_BITFIELD:
        name = "bitfield";
        describe_integer(type, out);
        break;
    case H5T_OPAQUE:
        name = "opaque";
        describe_opaque(type, out);
        break;
    case H5T_COMPOUND:
        name = "compound";
        describe_compound(type, out, depth);
        break;
    case H5T_REFERENCE:
        name = H5Tequal(type, H5T_STD_REF_OBJ) > 0 ? "object reference" : "region reference";
        break;
    case H5T_ENUM:
        name = "enum";
        describe_enum(type, out, depth);
        break;
    case H5T_VLEN: {
        name = "sequence";
        const Handle base(H5Tget_super(type));
        out["base"] = describe(base.id(), depth + 1);
        break;
    }
    case H5T_ARRAY:
        name = "array";
        describe_array(type, out, depth);
        break;
    case H5T_TIME:
        name = "time";
        break;
    default:
        break;
    }
    out["class"] = name;
    out["size"] = type < 0 ? 0 : H5Tget_size(type);
    return out;
}

} // namespace

Json describe_type(const H5::DataType& type)
{
    return describe(type.getId(), 0);
}

} // namespace strata::hdf5
