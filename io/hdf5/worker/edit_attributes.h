// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/worker/message_pipe.h"

#include <optional>
#include <string>

#include <hdf5.h>

namespace strata::hdf5 {

/// Why a change was not made.
struct EditProblem {
    std::string what;   ///< "no object", "no attribute", "exists", "range", "type", "library"
    std::string detail; ///< the library's words
};

/// Makes one change (io/hdf5/protocol.md, "edit") in a file that is open for writing. An attribute
/// keeps its type where that holds the new value, so a float32 stays one; text that does not fit gets
/// a longer type.
std::optional<EditProblem> apply_edit(hid_t file, const Json& edit);

} // namespace strata::hdf5
