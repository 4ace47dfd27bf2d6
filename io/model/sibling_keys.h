// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/ids.h"

#include <map>
#include <string>

namespace strata {

/// Makes the keys of rows below one parent unlike, so that every row has a path of its own.
class SiblingKeys {
public:
    std::string take(NodeId parent, const std::string& key)
    {
        const auto [known, is_new] = m_next.emplace(std::pair(parent, key), 2);
        if (is_new)
            return key;
        for (std::uint64_t number = known->second;; ++number) {
            std::string other = key + " (" + std::to_string(number) + ")";
            if (m_next.emplace(std::pair(parent, other), 2).second) {
                m_next[{parent, key}] = number + 1;
                return other;
            }
        }
    }

private:
    /// Keys that were given out, each with the number that its next namesake tries first.
    std::map<std::pair<NodeId, std::string>, std::uint64_t> m_next;
};

} // namespace strata
