// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/containers.h"

namespace strata::pickle {

Value::Kind python_container(const Graph& graph, ObjectId id)
{
    switch (graph.kind(id)) {
    case Kind::List:
        return Value::Kind::List;
    case Kind::Tuple:
        return Value::Kind::Tuple;
    case Kind::Set:
        return Value::Kind::Set;
    case Kind::FrozenSet:
        return Value::Kind::FrozenSet;
    case Kind::Dict:
        return Value::Kind::Dict;
    default:
        break;
    }
    const std::string& name = graph.qualified_name(graph.callable(id));
    if (name == "builtins.set")
        return Value::Kind::Set;
    if (name == "builtins.frozenset")
        return Value::Kind::FrozenSet;
    if (name == "builtins.list" || name == "collections.deque")
        return Value::Kind::List;
    if (name == "collections.OrderedDict" || name == "collections.defaultdict" ||
        name == "builtins.dict")
        return Value::Kind::Dict;
    return Value::Kind::None;
}

} // namespace strata::pickle
