// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/value.h"

#include <optional>

namespace strata::keras {

[[nodiscard]] std::optional<double> number_of_value(const Value& value);
[[nodiscard]] bool is_sequence(const Value& value);
/// A value of another kind than the setting has: a number for a name. What is None, or an object
/// that a name stands for, may become either.
[[nodiscard]] bool is_other_kind(const Value& before, const Value& value);
/// Whether JSON has all its numbers.
[[nodiscard]] bool is_finite(const Value& value);

} // namespace strata::keras
