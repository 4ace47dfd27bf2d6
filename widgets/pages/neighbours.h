// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/selection.h"

namespace strata {

enum class Direction : std::uint8_t { Back, On };

/// The nearest row before or after the selected one, in the order of the tree, that holds an array
/// of numbers; none where there is no more.
[[nodiscard]] NodeId neighbour_array(const Selection& selection, Direction direction);

} // namespace strata
