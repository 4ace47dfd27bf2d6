// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/pairs.h"
#include "io/model/tensor.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace strata {

/// Which framework a tensor's own name is the word of, since they order axes in different ways.
enum class AxisStyle : std::uint8_t {
    Neutral,
    Keras, ///< "kernel"
    Torch, ///< "weight"
};

/// A tensor's own name in one spelling for all formats: "kernel", "bias", "gamma", "mean" …
struct OwnName {
    std::string word;
    AxisStyle style = AxisStyle::Neutral;
};
/// `own` without its module: "kernel:0", "weight", "running_mean". Rank decides what "weight" is.
[[nodiscard]] OwnName own_name_of(std::string_view own, std::size_t rank);
/// Of a numbered variable of a Keras layer ("vars/0"), by the ranks of all of them in their order.
[[nodiscard]] OwnName own_name_of_variable(std::size_t number,
                                           const std::vector<std::size_t>& ranks);

/// The parts of a path that name modules, in one spelling: in lower case, without parts that only
/// hold others ("layers", "model_state_dict", "vars") and without a name that repeats the part
/// before it. `parts` may be joined by '/' or '.' themselves.
[[nodiscard]] std::vector<std::string> module_parts(const std::vector<std::string_view>& parts);

/// With '/' between them.
[[nodiscard]] std::string joined_parts(const std::vector<std::string>& parts);

/// The parts of a path whose rows may spell several each, in lower case ("first~1kernel:0": "first",
/// "kernel").
[[nodiscard]] std::vector<std::string> name_parts(std::string_view path);

/// One digit or more and nothing else.
[[nodiscard]] bool all_digits(std::string_view text);

/// A name that numbers what it names: "dense_1" is number 1 of "dense", "3" number 3 of "".
struct NumberedName {
    std::string_view stem;
    bool numbered = false;
};
[[nodiscard]] NumberedName split_number(std::string_view name);

/// What a row at the top belongs to by its name alone ("optimizer_state_dict/state/0/exp_avg").
[[nodiscard]] PairPart part_of_name(std::string_view name);

/// The slot of an optimizer in one spelling: "exp_avg", "momentum" and "m" are "m".
[[nodiscard]] std::string slot_word(std::string_view slot);

} // namespace strata
