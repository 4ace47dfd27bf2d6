// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/open_document.h"
#include "widgets/pages/histogram_group.h"

#include "io/base/job.h"

namespace strata {

/// Measures tensors that are shown beside each other. With `one_range` their histograms are over
/// the range of all of them together. For a job; one that cannot be read does not stop the others.
Result<std::vector<GroupMember>> measure_group(const OpenDocument& open,
                                               const QList<TensorId>& tensors, bool one_range,
                                               const JobContext& job);

} // namespace strata
