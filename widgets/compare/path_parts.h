// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/tree.h"

#include <string>
#include <vector>

namespace strata {

/// Of the first `most` rows of a tree those whose path holds `words`, whatever the case of letters
/// from a to z; every row where `words` is empty. Of a filter that has the path's separator in it
/// each part is looked for in a row of its own. No path is made: a key stroke looks at all rows.
[[nodiscard]] std::vector<bool> nodes_with_path_part(const Tree& tree, const std::string& words,
                                                     std::size_t most);

} // namespace strata
