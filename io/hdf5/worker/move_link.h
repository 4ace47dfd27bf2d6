// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/worker/edit_attributes.h"

namespace strata::hdf5 {

/// Gives a link another path, both from the root, and makes the groups on the way; groups that are
/// left with neither links nor attributes go. "no object" when there is no such link, "exists" when
/// the new path is taken.
std::optional<EditProblem> move_link(hid_t file, const std::string& from, const std::string& to);

} // namespace strata::hdf5
