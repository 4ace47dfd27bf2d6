// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/formats/format.h"

#include <memory>

namespace strata::report {

/// The document, with a finding for each decision tree whose nodes point to nodes or features that do
/// not exist or in a circle, and then incomplete: scikit-learn follows them unchecked. Trees are read
/// up to limits::checked_tree_nodes nodes together; nodes that lie in memory as lists are not.
[[nodiscard]] std::shared_ptr<const Document> with_checked_trees(const OpenDocument& opened,
                                                                 const JobContext& job);

} // namespace strata::report
