// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/value.h"
#include "io/pickle/graph.h"

namespace strata::pickle {

/// List, Tuple, Set, FrozenSet or Dict for what is one, or a call that only stands for one that the
/// text opcodes have no opcode for (collections.OrderedDict, deque …); else None.
[[nodiscard]] Value::Kind python_container(const Graph& graph, ObjectId id);

} // namespace strata::pickle
