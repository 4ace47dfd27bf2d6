// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/value.h"
#include "io/pickle/graph.h"

#include <string>
#include <string_view>
#include <vector>

/// What torch's objects are, as a pickle's graph shows them.
namespace strata::torch {

/// A dict, or what early protocols and Python write as a call: OrderedDict, defaultdict, Counter.
[[nodiscard]] bool is_dict(const pickle::Graph& graph, pickle::ObjectId object);
[[nodiscard]] bool is_sequence(const pickle::Graph& graph, pickle::ObjectId object);
/// An object with the attributes of torch.nn.Module: _parameters and _modules.
[[nodiscard]] bool is_module(const pickle::Graph& graph, pickle::ObjectId object);
/// What Optimizer.state_dict() returns, or an optimizer itself: `state` and `param_groups`.
[[nodiscard]] bool is_optimizer(const pickle::Graph& graph, pickle::ObjectId object);
/// A sparse tensor: _rebuild_sparse_tensor(layout, parts).
[[nodiscard]] bool is_sparse(const pickle::Graph& graph, pickle::ObjectId object);

/// An entry of a dict or an attribute of an object.
[[nodiscard]] pickle::ObjectId member(const pickle::Graph& graph, pickle::ObjectId object,
                                      std::string_view name);

struct NamedObject {
    std::string name;
    pickle::ObjectId object = pickle::ObjectId::none;
};
/// The entries of a dict, the items of a list, or the attributes of another object, with the names
/// that they have in a path; a key that is no text as Python writes it. At most limits::value_items.
[[nodiscard]] std::vector<NamedObject> members(const pickle::Graph& graph, pickle::ObjectId object);

/// One of a sparse tensor's parts that are tensors: "indices", "values", "crow_indices" …
struct SparseTensor {
    std::string layout; ///< "sparse_coo"
    std::string size;   ///< "(3, 3)"
    std::vector<NamedObject> parts;
};
[[nodiscard]] SparseTensor read_sparse(const pickle::Graph& graph, pickle::ObjectId object);

/// "Linear" of "torch.nn.modules.linear.Linear".
[[nodiscard]] std::string_view last_name(std::string_view qualified_name);

/// A small value as a person would write it: torch.device and torch.Size as what they hold, an object
/// with attributes as these.
[[nodiscard]] Value plain_value(const pickle::Graph& graph, pickle::ObjectId object);

/// torch's own state dicts are OrderedDicts with tensors; a plain dict is one when its names are those
/// of parameters.
[[nodiscard]] bool is_state_dict(const pickle::Graph& graph, pickle::ObjectId object);

/// The plain attributes that a module's own constructor sets; `holds` as of find_tensor_holders().
[[nodiscard]] Value module_settings(const pickle::Graph& graph, pickle::ObjectId module,
                                    const std::vector<bool>& holds);

/// For each object whether a tensor can be reached from it.
[[nodiscard]] std::vector<bool> find_tensor_holders(const pickle::Graph& graph);

} // namespace strata::torch
