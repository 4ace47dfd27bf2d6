// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/finding.h"
#include "io/pickle/graph.h"

#include <string_view>

/// Listed calls that are harmless with the arguments that libraries give them, and only then.
namespace strata::pickle {

/// Whether trust_of_call() judges calls of a name.
[[nodiscard]] bool arguments_matter(std::string_view qualified_name);

/// Whether a call of a name gives an object that the whole program shares (a logger, a time zone):
/// setting its state changes the running program.
[[nodiscard]] bool returns_shared(std::string_view qualified_name);

/// Whether an object is a method that libraries pickle the call of: getattr(zoneinfo.ZoneInfo,
/// '_unpickle'). Calls of it are judged by their arguments.
[[nodiscard]] bool is_library_method(const Graph& graph, ObjectId id);

/// The trust of one call of such a name or method.
[[nodiscard]] Trust trust_of_call(const Graph& graph, ObjectId call);

} // namespace strata::pickle
