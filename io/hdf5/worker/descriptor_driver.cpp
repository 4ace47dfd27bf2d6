// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker/descriptor_driver.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

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
    if (!range || (flags & (H5F_ACC_RDWR | H5F_ACC_CREAT | H5F_ACC_TRUNC)) != 0)
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
    return std::max<haddr_t>(range_of(file)->range.length, claimed_end);
}

/// Bytes past the end are an error: a file that ends early must not read as zeros.
herr_t read_range(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, size_t size, void* buffer)
{
    const DescriptorRange& range = range_of(file)->range;
    if (address > range.length || size > range.length - address)
        return -1;
    auto* out = static_cast<char*>(buffer);
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

herr_t refuse_write(H5FD_t*, H5FD_mem_t, hid_t, haddr_t, size_t, const void*)
{
    return -1;
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
    driver.write = refuse_write;
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
