// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace strata::words {

/// The words of one rule, as sentences for fill_facts().
struct RuleWords {
    std::string_view rule;
    const char* message;
    const char* why;
    const char* remedy;
};

[[nodiscard]] std::span<const RuleWords> security_rule_words();
[[nodiscard]] std::span<const RuleWords> pickle_rule_words();
[[nodiscard]] std::span<const RuleWords> array_rule_words();
[[nodiscard]] std::span<const RuleWords> safetensors_rule_words();
[[nodiscard]] std::span<const RuleWords> hdf5_rule_words();
[[nodiscard]] std::span<const RuleWords> zip_rule_words();
[[nodiscard]] std::span<const RuleWords> file_rule_words();
[[nodiscard]] std::span<const RuleWords> keras_rule_words();
[[nodiscard]] std::span<const RuleWords> torch_rule_words();
[[nodiscard]] std::span<const RuleWords> value_rule_words();

} // namespace strata::words
