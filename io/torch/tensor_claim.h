// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/torch/storages.h"

#include <cstdint>
#include <string>
#include <vector>

namespace strata::torch {

/// What the pickle says of one tensor: a window with strides onto a storage.
struct TensorClaim {
    ElementType element;
    Shape shape;
    std::vector<std::uint64_t> strides; ///< in elements
    std::uint64_t offset = 0;           ///< of the first element in the storage
    StorageClaim storage;
    bool has_storage = true; ///< false for tensors on "meta", which have no values
    bool parameter = false;  ///< a torch.nn.Parameter
    bool requires_grad = false;
    /// How integers stand for numbers: "per_tensor_affine, scale 0.1, zero point 10"; empty for
    /// tensors that are not quantised.
    std::string quantizer;
    /// Values are to be changed when they are read: "conj", "neg"; empty as a rule.
    std::string lazy;

    /// Whether the elements touch in C order, and in Fortran order.
    [[nodiscard]] bool is_contiguous() const;
    [[nodiscard]] bool is_fortran() const;
    /// Elements of the storage up to the end of the last one that the window shows; nothing when it
    /// does not fit 64 bits.
    [[nodiscard]] std::optional<std::uint64_t> end() const;
};

/// Whether an object is a tensor with a window onto one storage, or a parameter around one.
[[nodiscard]] bool is_tensor(const pickle::Graph& graph, pickle::ObjectId object);

/// Malformed with the detail that contradicts itself, as in rules::broken_tensor.
Result<TensorClaim> read_tensor_claim(const pickle::Graph& graph, pickle::ObjectId object);

/// The list of sizes that a torch.Size or a tuple of numbers is; nothing for others, negative ones and
/// too many.
[[nodiscard]] std::optional<std::vector<std::uint64_t>> read_sizes(const pickle::Graph& graph,
                                                                   pickle::ObjectId object);

} // namespace strata::torch
