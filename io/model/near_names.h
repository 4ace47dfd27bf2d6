// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strata {

/// The names that somebody may have meant who typed `wanted`, the nearest first: those that a few
/// letters less, more or other make of it, and those that begin with it. At most `most`; names past
/// the first thousands, and very long ones, are not looked at.
[[nodiscard]] std::vector<std::string>
near_names(std::string_view wanted, std::span<const std::string> names, std::size_t most = 3);

} // namespace strata
