// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/read_pickle.h"

#include <optional>
#include <string>
#include <string_view>

namespace strata::torch {

/// The torch whose weights_only unpickler is followed.
inline constexpr std::string_view weights_only_version = "2.13";

/// Why torch.load(weights_only=True), the default since torch 2.6, refuses a pickle.
struct Refusal {
    std::string what; ///< "global", "opcode", "persistent id", "build", "items", "call", "storage"
    std::string name; ///< the name, opcode or class that is meant
    std::uint64_t offset = 0;
};

/// The first thing in the order of the file that torch refuses (torch._weights_only_unpickler); nothing
/// when it reads the file. An error that calling a listed function gives is not foreseen.
///
/// `legacy`: in the form of before 1.6, where torch 2.13 fails on storages without a type of their own
/// (uint16, float8 …): `what` is "storage".
[[nodiscard]] std::optional<Refusal> find_refusal(const pickle::PickleDocument& pickle,
                                                  bool legacy);

/// Whether the unpickler knows a name (weights_only_names.cpp).
[[nodiscard]] bool is_weights_only_name(std::string_view qualified_name);

} // namespace strata::torch
