// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/index.h"

#include <string_view>

namespace strata::hdf5 {

/// Puts an Index together from the worker's answer to "index", message by message, and checks
/// every number in it.
class IndexAssembly {
public:
    /// True once the answer is at its end. Malformed for what contradicts the messages before.
    Result<bool> take(const Value& message);

    [[nodiscard]] bool empty() const { return m_index.objects.empty(); }
    /// What was put together so far, links of a group by their names; `damage` says why it ended
    /// early.
    Index finish() &&;

private:
    Result<bool> take_hello(const Value& message);
    Result<bool> take_problem(const Value& message);
    Result<bool> take_link(const Value& message);
    Result<bool> take_alias(const Value& message);
    Result<bool> take_attributes(const Value& message);
    Result<bool> take_object(const Value& message, std::string_view kind);
    [[nodiscard]] Result<std::size_t> parent_of(const Value& message) const;
    void add_link(Link link);

    Index m_index;
};

} // namespace strata::hdf5
