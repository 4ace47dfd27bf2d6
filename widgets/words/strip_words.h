// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QString>

/// What the identity strip says of a document, in a few words each.
namespace strata::words {

/// What holds the bytes, in the words of who writes such files: "HDF5, legacy layout", "Pickle,
/// protocol 4", "joblib, not compressed".
[[nodiscard]] QString container_text(const Document& document);
/// "42.7 MiB"; "20.0 of 42.7 MiB" of a file that says how long it should be.
[[nodiscard]] QString file_size_text(const Document& document);
/// "122"; "106 of 122 whole" where the file ends early.
[[nodiscard]] QString arrays_text(const Document& document);
/// What the object of a pickle is: "dict, 5 items"; empty for other files.
[[nodiscard]] QString contents_text(const Document& document);
/// "Holds no code", "Trusted", "Review: 1 custom class", "Dangerous: runs a command".
[[nodiscard]] QString trust_in_short(const Document& document);
/// Whether the file breaks off, as far as it is known.
[[nodiscard]] bool ends_early(const Document& document);
/// "Complete", "Incomplete: file ends early".
[[nodiscard]] QString integrity_in_short(const Document& document);

} // namespace strata::words
