// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace strata::words {

/// A real number among other values of Python: as Python writes it where that is short ("0.001",
/// "1e-06"), else with 4 significant digits ("3.473").
[[nodiscard]] QString brief_real(double number);

} // namespace strata::words
