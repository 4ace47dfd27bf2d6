// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/source/tensor_reader.h"

#include <string_view>
#include <vector>

namespace strata::cli {

/// A part of a tensor as Python's indexing names it.
struct TensorPart {
    std::vector<SliceAxis> axes; ///< one for each axis, with positive steps
    std::vector<bool> reversed;  ///< axes whose items come in falling order
    std::vector<bool> dropped;   ///< axes that a single index takes away

    /// The shape of the part, without the axes that are dropped.
    [[nodiscard]] Shape shape() const;
};

/// All of a tensor of this shape.
[[nodiscard]] TensorPart whole_part(const Shape& shape);

/// "0:10,:,3", with or without square brackets: negative indices count from the end, slices are
/// cut to the axis, steps may be negative, "..." stands for all axes between. BadArgument for what
/// Python refuses.
Result<TensorPart> parse_slice(std::string_view text, const Shape& shape);

} // namespace strata::cli
