// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QString>

namespace strata::words {

/// A version and what tells it, for somebody who never looked into a pickle.
struct VersionWords {
    QString name;   ///< "Keras", "NumPy", "Python"
    QString text;   ///< "2.0 or later, by the names of its modules"
    QString number; ///< the part of it that the file gives as it stands: "3.8.0"; may be empty
};

[[nodiscard]] VersionWords version_words(const VersionEvidence& version);

} // namespace strata::words
