// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace strata {

/// The model that ships with the program.
struct Sample {
    QString path; ///< empty when it is not installed
    QString description;
};

[[nodiscard]] Sample find_sample();

} // namespace strata
