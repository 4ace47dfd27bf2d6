// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/name_forms.h"

#include <optional>

namespace strata {

/// The axes of a pair of tensors: see TensorPair::right_axes. Nothing where the shapes have no order
/// of axes in common that a framework uses.
using RightAxes = std::vector<std::uint8_t>;

/// Whether each axis of the left shape is as long as the right one's that it is laid beside.
[[nodiscard]] bool axes_fit(const Shape& left, const Shape& right, const RightAxes& axes);

/// Of two arrays whose names are words of one framework or of none: the same order, or a matrix
/// that is turned.
[[nodiscard]] std::optional<RightAxes> same_framework_axes(const Shape& left, const Shape& right);

/// Of a Keras kernel (spatial axes, inputs, outputs) and a PyTorch weight (outputs, inputs, spatial
/// axes), whichever is the left one.
[[nodiscard]] std::optional<RightAxes>
across_framework_axes(const Shape& left, AxisStyle left_style, const Shape& right);

/// The axis of a PyTorch weight for each axis of a Keras kernel of that rank, 2 or more.
[[nodiscard]] RightAxes axes_of_torch(std::size_t rank);

/// Whether one of the two has an answer.
[[nodiscard]] bool shapes_agree(const Shape& left, const OwnName& left_name, const Shape& right,
                                const OwnName& right_name);

} // namespace strata
