// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace strata {

/// Whether a name comes before another when runs of digits count as numbers: "epoch_2" before
/// "epoch_10". Equal numbers with fewer zeros in front come first; letters are compared as bytes.
[[nodiscard]] bool natural_less(std::string_view left, std::string_view right);

} // namespace strata
