// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/shape_rules.h"
#include "io/keras/summary_text.h"

namespace strata::keras {

[[nodiscard]] std::string keras2_text(const Summary& summary, const SummaryOptions& options);
[[nodiscard]] std::string keras3_text(const Summary& summary, const SummaryOptions& options);

/// "[(None, 4), (None, 2)]"
[[nodiscard]] std::string python_shapes(const std::vector<SymbolicShape>& shapes);
/// "6,922"
[[nodiscard]] std::string with_commas(std::uint64_t number);
/// "27.04 KB", in units of 1024; `smallest` is the word for bytes.
[[nodiscard]] std::string memory_text(std::uint64_t bytes, const char* smallest);

/// The rows that are printed: without the InputLayer of a Sequential, and without nested layers
/// unless they are wanted.
[[nodiscard]] std::vector<const SummaryRow*> shown_rows(const Summary& summary, bool expand_nested);

} // namespace strata::keras
