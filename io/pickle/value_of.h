// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/value.h"
#include "io/pickle/graph.h"

#include <functional>
#include <optional>
#include <string>

namespace strata::pickle {

struct ValueOptions {
    /// The tensor that stands for an array object, when the document has one; may be empty.
    std::function<std::optional<TensorId>(ObjectId)> tensor_of;
    /// Containers nested deeper become Opaque; at most limits::value_depth.
    int depth = 32;
    /// Items and entries of all containers together; the rest is counted as omitted.
    std::size_t items = 10'000;
};

/// An object as a small value. Containers are copied within the limits, an object inside itself
/// becomes Opaque "…", numpy scalars become numbers, dates and decimals text, a Global becomes Name,
/// any other constructed object Opaque with describe(). Arrays of at most 64 plain items
/// without a tensor_of become Opaque "array(shape, dtype)".
[[nodiscard]] Value value_of(const Graph& graph, ObjectId id, const ValueOptions& options = {});

/// Python's name of its type: "int", "str", "dict", "numpy.ndarray", "shop.models.Cart",
/// "function" is "type or function" for a Global …
[[nodiscard]] std::string type_name(const Graph& graph, ObjectId id);

/// A few words for a row: a short value's repr, "3 items", "LinearRegression", "array (3, 4)
/// float64", "numpy.float64". Never longer than about 200 bytes.
[[nodiscard]] std::string describe(const Graph& graph, ObjectId id);

} // namespace strata::pickle
