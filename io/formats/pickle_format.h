// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"

namespace strata {

/// Pickles of every protocol. Compressed ones are matched by joblib_format; both rows are opened by
/// the same reader, and FormatIdentity::id says which of them a file turned out to be.
extern const Format pickle_format;
extern const Format joblib_format;

} // namespace strata
