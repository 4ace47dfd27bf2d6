// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"

namespace strata {

/// One numpy array in a file of its own (numpy.lib.format, versions 1.0 to 3.0).
extern const Format npy_format;

} // namespace strata
