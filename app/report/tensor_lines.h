// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/fact_lines.h"

namespace strata::report {

/// Adds dtype, shape, SHA-256 of the values, mean and std of a tensor, which is read whole; of one
/// value the value. In the place of the hash stands what kept the values from being read.
Result<void> add_tensor_lines(const std::string& path, TensorId id, const OpenDocument& opened,
                              const JobContext& job, FactLines& lines);

/// Whether an error says nothing of the content: the job was stopped, or the system refused.
[[nodiscard]] bool is_of_the_system(ErrorCode code);

} // namespace strata::report
