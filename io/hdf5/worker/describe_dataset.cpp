// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker/describe_dataset.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/hdf5/worker/describe_type.h"
#include "io/hdf5/worker/handle.h"
#include "io/hdf5/worker/library_error.h"

#include <array>
#include <vector>

#include <H5Cpp.h>

namespace strata::hdf5 {

namespace {

/// Values of a compact dataset travel with the index; the format allows at most 64 KiB.
constexpr std::size_t compact_bytes = 65'536;

/// Numbers that a filter may carry; honest ones have a dozen, szip and n-bit some more.
constexpr std::size_t filter_numbers = 64;

void set_problem(Json& out, const char* problem)
{
    out["problem"] = problem;
    out["detail"] = last_library_error();
}

Json describe_space(hid_t space)
{
    switch (H5Sget_simple_extent_type(space)) {
    case H5S_NULL:
        return {{"kind", "null"}};
    case H5S_SCALAR:
        return {{"kind", "scalar"}};
    case H5S_SIMPLE:
        break;
    default:
        return {{"kind", "unknown"}};
    }
    const int rank = H5Sget_simple_extent_ndims(space);
    std::vector<hsize_t> shape(rank > 0 ? static_cast<std::size_t>(rank) : 0);
    std::vector<hsize_t> most(shape.size());
    H5Sget_simple_extent_dims(space, shape.data(), most.data());
    Json limits_of_axes = Json::array();
    for (const hsize_t axis : most)
        limits_of_axes.push_back(axis == H5S_UNLIMITED ? Json() : Json(axis));
    return {{"kind", "simple"}, {"shape", shape}, {"maximum", std::move(limits_of_axes)}};
}

Json describe_filters(hid_t creation)
{
    Json out = Json::array();
    const int count = H5Pget_nfilters(creation);
    for (int i = 0; i < count; ++i) {
        std::array<unsigned, filter_numbers> numbers{};
        std::size_t number_count = numbers.size();
        std::array<char, 256> name{};
        unsigned flags = 0;
        unsigned config = 0;
        const H5Z_filter_t id =
            H5Pget_filter2(creation, static_cast<unsigned>(i), &flags, &number_count,
                           numbers.data(), name.size() - 1, name.data(), &config);
        const std::size_t held = std::min(number_count, numbers.size());
        out.push_back(
            {{"id", static_cast<int>(id)},
             {"name", name.data()},
             {"optional", (flags & H5Z_FLAG_OPTIONAL) != 0},
             {"numbers", std::vector<unsigned>(numbers.begin(), numbers.begin() + held)}});
    }
    return out;
}

void describe_fill(hid_t creation, hid_t type, Json& out)
{
    H5D_fill_value_t defined = H5D_FILL_VALUE_UNDEFINED;
    if (H5Pfill_value_defined(creation, &defined) < 0 || defined != H5D_FILL_VALUE_USER_DEFINED)
        return;
    const std::size_t size = H5Tget_size(type);
    const H5T_class_t kind = H5Tget_class(type);
    if (size == 0 || size > compact_bytes || kind == H5T_VLEN || H5Tis_variable_str(type) > 0)
        return;
    std::vector<std::uint8_t> value(size);
    if (H5Pget_fill_value(creation, type, value.data()) >= 0)
        out["fill"] = Json::binary(std::move(value));
}

void describe_contiguous(hid_t dataset, Json& out)
{
    const haddr_t offset = H5Dget_offset(dataset);
    if (offset != HADDR_UNDEF) {
        out["offset"] = offset;
        out["stored"] = H5Dget_storage_size(dataset);
    }
}

void describe_chunks(hid_t dataset, hid_t creation, hid_t space, hsize_t user_block, Json& out)
{
    const int rank = H5Sget_simple_extent_ndims(space);
    if (rank <= 0)
        return;
    std::vector<hsize_t> sizes(static_cast<std::size_t>(rank));
    if (H5Pget_chunk(creation, rank, sizes.data()) < 0)
        return;
    out["chunk"] = sizes;
    hsize_t count = 0;
    if (H5Dget_num_chunks(dataset, space, &count) < 0) {
        set_problem(out, "chunk index");
        return;
    }
    out["chunk_count"] = count;
    if (count > limits::hdf5_listed_chunks)
        return;
    Json chunks = Json::array();
    std::vector<hsize_t> at(sizes.size());
    for (hsize_t i = 0; i < count; ++i) {
        unsigned mask = 0;
        haddr_t address = HADDR_UNDEF;
        hsize_t bytes = 0;
        if (H5Dget_chunk_info(dataset, space, i, at.data(), &mask, &address, &bytes) < 0) {
            set_problem(out, "chunk index");
            return;
        }
        chunks.push_back({at, address + user_block, bytes, mask});
    }
    out["chunks"] = std::move(chunks);
}

void describe_compact(hid_t dataset, hid_t type, hid_t space, Json& out)
{
    const H5T_class_t kind = H5Tget_class(type);
    if (kind == H5T_VLEN || kind == H5T_REFERENCE || H5Tis_variable_str(type) > 0)
        return;
    const hssize_t count = H5Sget_simple_extent_npoints(space);
    const auto bytes = count < 0
                           ? std::nullopt
                           : checked_multiply(static_cast<std::uint64_t>(count), H5Tget_size(type));
    if (!bytes || *bytes > compact_bytes)
        return;
    std::vector<std::uint8_t> values(static_cast<std::size_t>(*bytes));
    if (H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0)
        out["data"] = Json::binary(std::move(values));
}

} // namespace

void describe_dataset(hid_t dataset, hsize_t user_block, Json& out)
{
    const Handle type(H5Dget_type(dataset));
    const Handle creation(H5Dget_create_plist(dataset));
    if (!type.valid() || !creation.valid()) {
        set_problem(out, "unreadable");
        return;
    }
    out["type"] = describe_type(H5::DataType(type.id()));
    out["filters"] = describe_filters(creation.id());
    const H5D_layout_t layout = H5Pget_layout(creation.id());
    // Even asking for the extent of a virtual dataset may open its sources.
    if (layout == H5D_VIRTUAL) {
        out["layout"] = "virtual";
        return;
    }
    const Handle space(H5Dget_space(dataset));
    if (!space.valid()) {
        set_problem(out, "unreadable");
        return;
    }
    out["space"] = describe_space(space.id());
    if (H5Pget_external_count(creation.id()) > 0) {
        out["layout"] = "external";
        return;
    }
    describe_fill(creation.id(), type.id(), out);
    switch (layout) {
    case H5D_COMPACT:
        out["layout"] = "compact";
        describe_compact(dataset, type.id(), space.id(), out);
        break;
    case H5D_CONTIGUOUS:
        out["layout"] = "contiguous";
        describe_contiguous(dataset, out);
        break;
    case H5D_CHUNKED:
        out["layout"] = "chunked";
        describe_chunks(dataset, creation.id(), space.id(), user_block, out);
        break;
    default:
        out["layout"] = "unknown";
        break;
    }
}

} // namespace strata::hdf5
