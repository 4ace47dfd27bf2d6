// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace strata::hdf5 {

/// The library's own words about the last call, innermost first; empty when it succeeded.
std::string last_library_error();

/// Whether these words of the library's are about a version that it does not know of a part which
/// newer libraries write in further versions.
bool is_unknown_version(std::string_view error);

} // namespace strata::hdf5
