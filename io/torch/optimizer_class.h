// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>

namespace strata::torch {

/// The optimizer that a state dict gives evidence for, by the names of its settings (param_groups) and
/// slots: torch does not write its class. "Adam or AdamW" where nothing tells them apart; empty when
/// there is no evidence. `decoupled` is the setting decoupled_weight_decay, "True" or "False", where
/// the file has it (from torch 2.6 on).
[[nodiscard]] std::string guess_optimizer(const std::set<std::string>& settings,
                                          const std::set<std::string>& slots,
                                          const std::string& decoupled);

/// Slots that have the shape of their weight: "exp_avg", "momentum_buffer" …
[[nodiscard]] bool has_shape_of_weight(const std::string& slot);

} // namespace strata::torch
