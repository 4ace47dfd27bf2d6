// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"

#include <cstdint>
#include <functional>

namespace strata {

/// Calls work(number, worker) for each number below `count`, each once and in no set order, on at
/// most `threads` workers (0 ≤ worker < threads). False ends it early, as does the first error.
using NumberedWork = std::function<Result<bool>(std::uint64_t number, unsigned worker)>;
Result<void> work_through(std::uint64_t count, unsigned threads, const JobContext& job,
                          const NumberedWork& work);

} // namespace strata
