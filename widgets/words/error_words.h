// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/error.h"

#include <QString>

namespace strata::words {

/// An Error as a person reads it. Whole sentences, in the order in which they are shown.
struct ErrorWords {
    QString what;   ///< "The file ends early."
    QString where;  ///< "Noticed at byte 20,971,520, in model/weights." Empty when not known.
    QString remedy; ///< "Fetch the file again and compare its size." May be empty.

    /// What and where as one text.
    [[nodiscard]] QString message() const;
    /// All three as one text.
    [[nodiscard]] QString text() const;
};

/// Words for every code. `file_path` is the file's own path: an error's path that equals it is the
/// file, which the caller names anyway, and not a place inside it.
[[nodiscard]] ErrorWords describe(const Error& error, std::string_view file_path = {});

} // namespace strata::words
