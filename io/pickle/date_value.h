// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/value.h"
#include "io/pickle/graph.h"

#include <optional>

namespace strata::pickle {

/// An object of the module datetime as text, with its time zone. They hold their parts in a few
/// bytes, which are the object `packed`. Nothing where they make no sense.
[[nodiscard]] std::optional<Value> date_value(const Graph& graph, ObjectId id, ObjectId packed);

} // namespace strata::pickle
