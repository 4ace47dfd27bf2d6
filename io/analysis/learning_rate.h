// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/source/open_document.h"

#include <optional>

namespace strata {

/// The learning rate that training would go on with: the array that a Keras optimizer keeps of it,
/// which a callback may have changed; else the optimizer's setting, of its first group where there
/// are several. Nothing where it is a schedule, or not said.
[[nodiscard]] std::optional<double> learning_rate_of(const OpenDocument& opened,
                                                     const JobContext& job = {});

/// The optimizer's setting alone, which is known without reading any array.
[[nodiscard]] std::optional<double> learning_rate_setting(const Document& document);

} // namespace strata
