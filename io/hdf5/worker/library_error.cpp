// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker/library_error.h"

#include <hdf5.h>

namespace strata::hdf5 {

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
    return text;
}

} // namespace strata::hdf5
