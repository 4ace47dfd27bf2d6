// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker/read_attributes.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/hdf5/worker/decode_value.h"
#include "io/hdf5/worker/describe_type.h"
#include "io/hdf5/worker/handle.h"
#include "io/hdf5/worker/library_error.h"

#include <algorithm>
#include <new>
#include <vector>

#include <H5Cpp.h>

namespace strata::hdf5 {

namespace {

herr_t add_name(hid_t, const char* name, const H5A_info_t*, void* names)
{
    static_cast<std::vector<std::string>*>(names)->emplace_back(name);
    return 0;
}

std::vector<hsize_t> shape_of(const H5::DataSpace& space)
{
    std::vector<hsize_t> shape(static_cast<std::size_t>(space.getSimpleExtentNdims()));
    if (!shape.empty())
        space.getSimpleExtentDims(shape.data());
    return shape;
}

void set_unreadable(Json& out)
{
    out["problem"] = "unreadable";
    out["detail"] = last_library_error();
}

/// Memory that the library filled for variable-length items, given back whatever happens.
class VariableMemory {
public:
    VariableMemory(const H5::DataType& type, const H5::DataSpace& space, void* items)
        : m_type(type), m_space(space), m_items(items)
    {
    }
    ~VariableMemory() { H5Dvlen_reclaim(m_type.getId(), m_space.getId(), H5P_DEFAULT, m_items); }
    VariableMemory(const VariableMemory&) = delete;
    VariableMemory& operator=(const VariableMemory&) = delete;

private:
    const H5::DataType& m_type;
    const H5::DataSpace& m_space;
    void* m_items;
};

void read_value(const H5::Attribute& attribute, const H5::DataType& type,
                const H5::DataSpace& space, std::uint64_t& room, Json& out)
{
    if (space.getSimpleExtentType() == H5S_NULL) {
        out["space"] = "null";
        return;
    }
    const std::vector<hsize_t> shape = shape_of(space);
    out["shape"] = shape;
    const std::vector<std::uint64_t> sizes(shape.begin(), shape.end());
    const auto count = checked_product(sizes);
    const auto bytes = count ? checked_multiply(*count, type.getSize()) : std::nullopt;
    if (!bytes || *bytes > limits::hdf5_attribute_bytes) {
        out["problem"] = "hdf5_attribute_bytes";
        return;
    }
    if (*count > limits::value_items) {
        out["problem"] = "value_items";
        return;
    }
    if (*count == 0) {
        out["value"] = Json::array();
        return;
    }
    if (*bytes > room) {
        out["problem"] = "hdf5_index_bytes";
        return;
    }
    std::vector<std::byte> items(static_cast<std::size_t>(*bytes));
    if (H5Aread(attribute.getId(), type.getId(), items.data()) < 0)
        return set_unreadable(out);
    const VariableMemory owner(type, space, items.data());
    // What one attribute may hold comes out of what all may.
    std::uint64_t own_room = std::min(room, limits::hdf5_attribute_bytes);
    const std::uint64_t before = own_room;
    auto value = shape.empty() ? decode_value(type.getId(), items.data(), own_room)
                               : decode_values(type.getId(), items.data(),
                                               static_cast<std::size_t>(*count), own_room);
    room -= before - own_room;
    if (value)
        out["value"] = *std::move(value);
    else
        out["problem"] =
            before < limits::hdf5_attribute_bytes ? "hdf5_index_bytes" : "hdf5_attribute_bytes";
}

Json read_attribute(hid_t object, const std::string& name, std::uint64_t& room)
{
    Json out = {{"name", name}};
    const Handle opened(H5Aopen(object, name.c_str(), H5P_DEFAULT));
    if (!opened.valid()) {
        set_unreadable(out);
        return out;
    }
    try {
        const H5::Attribute attribute(opened.id());
        const H5::DataType type = attribute.getDataType();
        out["type"] = describe_type(type);
        read_value(attribute, type, attribute.getSpace(), room, out);
    } catch (const H5::Exception&) {
        set_unreadable(out);
    } catch (const std::bad_alloc&) {
        out["problem"] = "memory";
    }
    return out;
}

} // namespace

Json read_attributes(hid_t object, std::uint64_t& room)
{
    std::vector<std::string> names;
    Json out = Json::array();
    const herr_t walked =
        H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, nullptr, add_name, &names);
    Json rest = {{"name", nullptr}};
    if (walked < 0)
        set_unreadable(rest);
    for (const std::string& name : names)
        out.push_back(read_attribute(object, name, room));
    if (walked < 0)
        out.push_back(std::move(rest));
    return out;
}

} // namespace strata::hdf5
