// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"
#include "io/model/document.h"

#include <map>
#include <vector>

namespace strata {

/// What a tensor's statistics say that a person should know.
struct ValueFlaws {
    std::uint64_t count = 0; ///< all values
    std::uint64_t nan = 0;
    std::uint64_t infinite = 0;
    bool all_zero = false;
    bool constant = false; ///< and not zero

    [[nodiscard]] bool any() const { return nan != 0 || infinite != 0 || all_zero || constant; }
    bool operator==(const ValueFlaws&) const = default;
};

/// A single value is never called constant or zero: most are meant to be what they are.
[[nodiscard]] ValueFlaws value_flaws(const Statistics& statistics);

/// By the tensor, so in the order of the file.
using FlawsByTensor = std::map<TensorId, ValueFlaws>;

/// So many arrays of one rule and severity have a finding each; more are folded into one that
/// counts them, since a network that diverged would otherwise fill the page with one fact.
inline constexpr std::size_t arrays_listed_a_rule = 4;

/// The findings (rules in value_rules.h) about tensors of which statistics are known.
[[nodiscard]] std::vector<Finding> check_values(const Document& document,
                                                const FlawsByTensor& flaws);

} // namespace strata
