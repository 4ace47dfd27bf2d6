// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/machine_log.h"
#include "io/pickle/name_table.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Listed calls that make more than the file holds: bytes(2**40), list(itertools.repeat(1)).
namespace strata::pickle {

/// Whether the arguments of a call of a name say how much it makes (a length, a shape).
[[nodiscard]] bool says_size(std::string_view qualified_name);

/// All calls of one name that together make more than limits::called_items.
struct ExhaustingCalls {
    static constexpr std::uint64_t endless = ~std::uint64_t{0};
    std::string name;
    std::uint64_t count = 0;
    std::uint64_t offset = 0; ///< of the largest
    std::uint64_t items = 0;  ///< that they make together; `endless`
};

/// Of one reading, in the order of names. Looks at the calls in log.sized_calls, and at every call
/// when the file makes iterators.
[[nodiscard]] std::vector<ExhaustingCalls>
exhausting_calls(const Graph& graph, const NameTable& names, const MachineLog& log);

} // namespace strata::pickle
