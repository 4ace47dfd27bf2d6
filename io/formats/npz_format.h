// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"

namespace strata {

/// Named numpy arrays: a zip archive of .npy files (numpy.savez, numpy.savez_compressed).
extern const Format npz_format;

} // namespace strata
