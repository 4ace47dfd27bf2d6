// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace strata {

/// Indices into the arrays of one Document. `none` where there is nothing.
enum class NodeId : std::uint32_t { none = 0xffffffff };
enum class TensorId : std::uint32_t { none = 0xffffffff };
enum class SourceId : std::uint32_t { file = 0 };
enum class LayerId : std::uint32_t { none = 0xffffffff };
enum class EstimatorId : std::uint32_t { none = 0xffffffff };

template <class Id> constexpr std::size_t index(Id id)
{
    return static_cast<std::size_t>(id);
}

} // namespace strata
