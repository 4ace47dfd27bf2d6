// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

namespace strata {

/// Whether two files say the same of a setting, though in the words of two versions of a framework:
/// a policy or an initializer as an object or as its name, 1 or 1.0, a list or a tuple.
[[nodiscard]] bool same_setting(const Value& left, const Value& right);

/// Whether both were written by one generation of one framework, so that what one of them does not
/// say is a difference.
[[nodiscard]] bool same_generation(const Document& left, const Document& right);

/// Whether two layers do the same, as far as their class and configuration say; their names and
/// whether they are trained do not count.
[[nodiscard]] bool same_layer(const Document& left, LayerId left_layer, const Document& right,
                              LayerId right_layer);

/// Entries of a layer's configuration that say how it was saved or called and not what it is.
[[nodiscard]] bool is_bookkeeping(std::string_view key);
/// Entries that two generations of Keras write in ways that cannot be told apart from a difference
/// without the shapes: an axis counted from the end, the ports of a nested model. Its layers have
/// configurations of their own.
[[nodiscard]] bool is_told_differently(std::string_view key);

/// The value of an entry of a Dict, or null.
[[nodiscard]] const Value* entry_of(const Value& dict, std::string_view key);

/// What an estimator learned: the same to the last bit, or numbers that lie apart by no more than
/// `tolerance`; NaN is the same as NaN. Lists and dicts item by item.
[[nodiscard]] bool same_numbers(const Value& left, const Value& right, double tolerance);

} // namespace strata
