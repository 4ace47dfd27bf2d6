// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/error.h"
#include "io/model/edits.h"

#include <QString>

/// What is said where metadata are edited.
namespace strata::words {

/// Why a value is refused, short enough for its row: "A whole number is wanted."
[[nodiscard]] QString refusal(const Error& error);
/// What an edit brings, in a sentence.
[[nodiscard]] QString warning(const EditWarning& warning);
/// "Line 7, column 3" of a place in a text of UTF-8; both count from 1.
[[nodiscard]] QString line_and_column(std::string_view text, std::uint64_t offset);
/// "3 changes".
[[nodiscard]] QString changes(std::uint64_t count);
/// How many changes a person sees: a renaming is one, whatever it is kept as.
[[nodiscard]] std::uint64_t count_changes(const Edits& edits);

} // namespace strata::words
