// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace strata::keras {

/// Lists of words with a blank between, as AllowedValues has them.
[[nodiscard]] bool holds_word(std::string_view list, std::string_view word);
[[nodiscard]] std::vector<std::string> words_in(std::string_view list);
/// "'relu', 'elu' and 28 more": what is near to `wanted` first.
[[nodiscard]] std::string some_of(std::string_view list, const std::string& wanted);

} // namespace strata::keras
