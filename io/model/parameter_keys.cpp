// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/parameter_keys.h"

namespace strata {

std::unordered_set<std::string> parameter_keys(const std::vector<Estimator>& estimators,
                                               const std::function<std::string(NodeId)>& path_of)
{
    std::unordered_set<std::string> keys;
    for (const Estimator& estimator : estimators) {
        const std::string object =
            estimator.node == NodeId::none ? std::string() : path_of(estimator.node);
        for (const auto& [name, value] : estimator.parameters)
            keys.insert(object + '@' + escape_path_part(name));
    }
    return keys;
}

} // namespace strata
