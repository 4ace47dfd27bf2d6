// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <functional>
#include <string>
#include <unordered_set>

namespace strata {

/// The keys of the metadata entries that are estimators' hyper-parameters: those have rows of their
/// own. `path_of` gives a row's path in the Model reading.
[[nodiscard]] std::unordered_set<std::string>
parameter_keys(const std::vector<Estimator>& estimators,
               const std::function<std::string(NodeId)>& path_of);

} // namespace strata
