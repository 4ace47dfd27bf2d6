// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/edits.h"

#include <vector>

namespace strata {

/// Hyper-parameters that scikit-learn does not know or will not take once it fits the estimator
/// again (it looks at none when it loads), and names that two features would have.
[[nodiscard]] std::vector<EditWarning> pickle_edit_warnings(const Document& document,
                                                            const Edits& edits);

} // namespace strata
