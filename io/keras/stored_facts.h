// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/reading.h"

namespace strata::keras {

/// The format's framework and version. Gives back which generation of Keras wrote the file.
Generation add_format(const Reading& reading);

/// Versions with their evidence, and rows for the metadata of the model.
void add_stored_facts(const Reading& reading);

} // namespace strata::keras
