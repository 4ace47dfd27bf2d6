// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/pickle/read_pickle.h"

namespace strata::pickle {

/// Compares what two pickles build: every object with its type, its parts in their order, what is
/// called and dropped, which objects are shared, and all bytes of arrays. The forms that protocols
/// and joblib have for one and the same count as the same. ReadFailed with what differs in `detail`
/// and where, in the first pickle, in `offset`; errors of the sources.
Result<void> compare_pickles(const PickleDocument& before, const PickleDocument& after,
                             const JobContext& job);

} // namespace strata::pickle
