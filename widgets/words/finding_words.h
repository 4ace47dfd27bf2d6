// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/finding.h"

#include <QString>

namespace strata::words {

/// A finding as a person reads it.
struct FindingWords {
    QString message; ///< one line without a full stop: "Runs a shell command when it is loaded"
    QString why;     ///< why it matters, in whole sentences
    QString remedy;  ///< what to do, in whole sentences; empty when there is nothing to do
};

/// Words from the rule and its facts. A rule without words of its own gets a sentence that names
/// the rule and lists the facts.
[[nodiscard]] FindingWords describe(const Finding& finding);
/// Whether the rule has words of its own; a test holds this against every rule of io/.
[[nodiscard]] bool has_finding_words(std::string_view rule);

/// "Error", "Warning", "Note".
[[nodiscard]] QString severity_word(Severity severity);
/// "Security", "Compatibility", "Integrity", "Quality".
[[nodiscard]] QString category_word(Category category);

} // namespace strata::words
