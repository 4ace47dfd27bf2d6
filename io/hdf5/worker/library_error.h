// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace strata::hdf5 {

/// The library's own words about the last call, innermost first; empty when it succeeded.
std::string last_library_error();

} // namespace strata::hdf5
