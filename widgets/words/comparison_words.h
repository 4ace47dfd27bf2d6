// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/summary.h"

#include <QString>

namespace strata::words {

/// Two models in one line: "same architecture; 6 of 6 weights changed, relative L2 0.031, optimizer
/// 400 → 900 steps, learning rate halved".
[[nodiscard]] QString comparison_line(const ComparisonSummary& summary);

/// "same", "changed" … of a row's sign, for a column, a tooltip or an accessible name.
[[nodiscard]] QString sign_word(PairSign sign);
/// Why two rows stand beside each other: "path", "name in another spelling" …
[[nodiscard]] QString match_words(MatchReason reason);
/// A finding that differs, in words: "Runs a shell command when it is loaded (layers/dense)".
[[nodiscard]] QString finding_text(const Document& left, const Document& right,
                                   const SettingDifference& difference);
/// "could not be read left", "could not be read on both sides" …
[[nodiscard]] QString failure_words(const PairFailure& failure);

} // namespace strata::words
