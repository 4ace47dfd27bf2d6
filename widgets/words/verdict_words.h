// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QString>

#include <optional>

namespace strata::words {

/// One axis of the verdict as a person reads it.
struct VerdictWords {
    QString word;   ///< "Dangerous", "Review", "Trusted", "No code"; "Complete" …
    QString reason; ///< the gravest finding in a few words, lower case: "runs a command"; or empty
    QString headline; ///< the band's bold line: "Dangerous: loading this file runs a command"
    QString sentence; ///< the plain line under it

    /// "Dangerous: runs a command", or the word alone.
    [[nodiscard]] QString short_text() const;
};

[[nodiscard]] VerdictWords describe_trust(const Document& document);
[[nodiscard]] VerdictWords describe_integrity(const Document& document);

/// Whether loading the file starts other programs by itself.
[[nodiscard]] bool runs_a_command(const Document& document);

/// "Trusted", "Review", "Dangerous"; "No code" for a format that holds none. Of a file that is not
/// complete nothing better is said than "Trusted so far".
[[nodiscard]] QString trust_word(const Verdict& verdict);
/// "Complete", "Incomplete", "Ambiguous".
[[nodiscard]] QString integrity_word(Integrity integrity);

} // namespace strata::words
