// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker/library_error.h"

#include <algorithm>
#include <array>

#include <hdf5.h>

namespace strata::hdf5 {

namespace {

/// What HDF5 1.10 says of a message of an object's header whose version it does not know.
constexpr std::array<std::string_view, 5> version_errors = {
    "bad version number for datatype message", // 1.12: references; 2.0: complex numbers
    "bad version number for layout message",   // 2.0: large chunks
    "bad version number for fill value message", "bad version number for filter pipeline message",
    "wrong version number in dataspace message",
};

/// Cuts off addresses in this process, which say nothing about the file and are others each time.
void drop_addresses(std::string& text)
{
    const std::size_t address = text.find(" = 0x");
    if (address != std::string::npos)
        text.erase(std::min(text.rfind(':', address), address));
}

} // namespace

std::string last_library_error()
{
    std::string text;
    const auto take_first = [](unsigned, const H5E_error2_t* error, void* out) -> herr_t {
        auto& message = *static_cast<std::string*>(out);
        if (message.empty() && error->desc)
            message = error->desc;
        return 0;
    };
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_first, &text);
    drop_addresses(text);
    return text;
}

bool is_unknown_version(std::string_view error)
{
    return std::find(version_errors.begin(), version_errors.end(), error) != version_errors.end();
}

} // namespace strata::hdf5
