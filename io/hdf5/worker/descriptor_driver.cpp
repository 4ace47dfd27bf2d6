// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker/descriptor_driver.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <optional>

#include <unistd.h>

namespace strata::hdf5 {

namespace {

/// An end that no file claims.
constexpr haddr_t claimed_end = haddr_t{1} << 62;

/// The library's own part first, as its drivers have it.
struct OpenRange {
    H5FD_t base_part;
    DescriptorRange range;
    haddr_t end_of_allocation;
};

OpenRange* range_of(H5FD_t* file)
{
    return reinterpret_cast<OpenRange*>(file);
}

const OpenRange* range_of(const H5FD_t* file)
{
    return reinterpret_cast<const OpenRange*>(file);
}

/// The name is ignored: the range comes from the access list, so an external link or an external
/// raw-data file would reach the same bytes again, never another file.
H5FD_t* open_range(const char*, unsigned flags, hid_t access, haddr_t)
{
    const auto* const range = static_cast<const DescriptorRange*>(H5Pget_driver_info(access));
    if (!range || (flags & (H5F_ACC_CREAT | H5F_ACC_TRUNC)) != 0 ||
        ((flags & H5F_ACC_RDWR) != 0 && !range->writable))
        return nullptr;
    auto* const file = new (std::nothrow) OpenRange{};
    if (file)
        file->range = *range;
    return reinterpret_cast<H5FD_t*>(file);
}

herr_t close_range(H5FD_t* file)
{
    delete range_of(file);
    return 0;
}

herr_t query(const H5FD_t*, unsigned long* flags)
{
    if (flags)
        *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA_READ |
                 H5FD_FEAT_DATA_SIEVE;
    return 0;
}

haddr_t end_of_allocation(const H5FD_t* file, H5FD_mem_t)
{
    return range_of(file)->end_of_allocation;
}

herr_t set_end_of_allocation(H5FD_t* file, H5FD_mem_t, haddr_t address)
{
    range_of(file)->end_of_allocation = address;
    return 0;
}

/// As if the file went on behind its end: the library refuses one that is shorter than it says,
/// and what is there of it can still be shown. Reads behind the end fail.
haddr_t end_of_file(const H5FD_t* file, H5FD_mem_t)
{
    const DescriptorRange& range = range_of(file)->range;
    return range.writable ? range.length : std::max<haddr_t>(range.length, claimed_end);
}

/// How much of a read lies in the file; the rest, which the library has given out to be written and
/// looks at before, is made zeros. Bytes past the end of a file that is only read are an error: one
/// that ends early must not read as zeros.
std::optional<size_t> readable(const OpenRange& file, haddr_t address, size_t size, char* out)
{
    const haddr_t length = file.range.length;
    const haddr_t end = file.range.writable ? std::max(length, file.end_of_allocation) : length;
    if (address > end || size > end - address)
        return std::nullopt;
    const auto there =
        static_cast<size_t>(address >= length ? 0 : std::min<haddr_t>(size, length - address));
    std::fill(out + there, out + size, '\0');
    return there;
}

herr_t read_range(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, size_t size, void* buffer)
{
    const DescriptorRange& range = range_of(file)->range;
    auto* out = static_cast<char*>(buffer);
    const std::optional<size_t> there = readable(*range_of(file), address, size, out);
    if (!there)
        return -1;
    size = *there;
    std::uint64_t offset = range.base + address;
    while (size > 0) {
        const ssize_t got = pread(range.descriptor, out, size, static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return -1;
        out += got;
        size -= static_cast<size_t>(got);
        offset += static_cast<std::uint64_t>(got);
    }
    return 0;
}

herr_t write_range(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, size_t size,
                   const void* buffer)
{
    DescriptorRange& range = range_of(file)->range;
    if (!range.writable || address > claimed_end || size > claimed_end)
        return -1;
    const auto* in = static_cast<const char*>(buffer);
    std::uint64_t offset = address;
    while (size > 0) {
        const ssize_t put = pwrite(range.descriptor, in, size, static_cast<off_t>(offset));
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return -1;
        in += put;
        size -= static_cast<size_t>(put);
        offset += static_cast<std::uint64_t>(put);
    }
    range.length = std::max(range.length, offset);
    return 0;
}

/// At the end the file is as long as what the library has given out of it.
herr_t truncate_range(H5FD_t* file, hid_t, hbool_t)
{
    OpenRange* const open = range_of(file);
    if (!open->range.writable || open->range.length == open->end_of_allocation)
        return 0;
    if (ftruncate(open->range.descriptor, static_cast<off_t>(open->end_of_allocation)) != 0)
        return -1;
    open->range.length = open->end_of_allocation;
    return 0;
}

H5FD_class_t driver_class()
{
    H5FD_class_t driver = {};
    driver.name = "strata descriptor range";
    driver.maxaddr = HADDR_MAX;
    driver.fc_degree = H5F_CLOSE_STRONG;
    driver.fapl_size = sizeof(DescriptorRange);
    driver.open = open_range;
    driver.close = close_range;
    driver.query = query;
    driver.get_eoa = end_of_allocation;
    driver.set_eoa = set_end_of_allocation;
    driver.get_eof = end_of_file;
    driver.read = read_range;
    driver.write = write_range;
    driver.truncate = truncate_range;
    const H5FD_mem_t map[] = H5FD_FLMAP_SINGLE;
    std::memcpy(driver.fl_map, map, sizeof(driver.fl_map));
    return driver;
}

} // namespace

hid_t make_descriptor_access(const DescriptorRange& range)
{
    static const H5FD_class_t driver = driver_class();
    static const hid_t driver_id = H5FDregister(&driver);
    const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    if (driver_id < 0 || access < 0 || H5Pset_driver(access, driver_id, &range) < 0)
        return -1;
    H5Pset_fclose_degree(access, H5F_CLOSE_STRONG);
    return access;
}

} // namespace strata::hdf5
