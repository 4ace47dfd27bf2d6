// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/graph.h"

#include <cstdint>

namespace strata::pickle {

/// Items that a program meets which goes through an object and all its containers, a container as
/// often as it is referred to: a few shared lists in each other make billions ("billion laughs").
/// Saturates. 0 when more than `most_objects` objects would have to be looked at.
[[nodiscard]] std::uint64_t expanded_items(const Graph& graph, ObjectId root,
                                           std::size_t most_objects);

} // namespace strata::pickle
