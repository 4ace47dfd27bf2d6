// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace strata::cli {

/// The program's version, and on a line each those of the libraries it runs with.
[[nodiscard]] std::string version_text();

} // namespace strata::cli
