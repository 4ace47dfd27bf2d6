// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/tensor.h"
#include "io/model/value.h"
#include "io/source/byte_source.h"

#include <vector>

namespace strata::sklearn {

/// The values of a small array in C order: numbers, bool, text, or the listed objects; LimitExceeded
/// when there are more than `max`; UnsupportedFeature for items that have no short value.
Result<std::vector<Value>> array_values(const Tensor& tensor, const SourceSet& sources,
                                        std::uint64_t max);

} // namespace strata::sklearn
