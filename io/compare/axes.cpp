// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/axes.h"

#include <numeric>

namespace strata {

namespace {

/// Where a PyTorch weight has the axes of a Keras kernel. Of a depthwise one the inputs are in front
/// and the outputs of each behind them.
RightAxes torch_axes(std::size_t rank, bool depthwise)
{
    RightAxes axes(rank);
    for (std::size_t i = 0; i + 2 < rank; ++i)
        axes[i] = static_cast<std::uint8_t>(i + 2);
    axes[rank - 2] = depthwise ? 0 : 1;
    axes[rank - 1] = depthwise ? 1 : 0;
    return axes;
}

RightAxes inverse(const RightAxes& axes)
{
    RightAxes out(axes.size());
    for (std::size_t i = 0; i < axes.size(); ++i)
        out[axes[i]] = static_cast<std::uint8_t>(i);
    return out;
}

bool in_order(const RightAxes& axes)
{
    for (std::size_t i = 0; i < axes.size(); ++i) {
        if (axes[i] != i)
            return false;
    }
    return true;
}

} // namespace

bool axes_fit(const Shape& left, const Shape& right, const RightAxes& axes)
{
    if (left.size() != axes.size() || right.size() != axes.size())
        return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (left[i] != right[axes[i]])
            return false;
    }
    return true;
}

std::optional<RightAxes> same_framework_axes(const Shape& left, const Shape& right)
{
    if (left == right)
        return RightAxes();
    if (left.size() == 2 && right.size() == 2 && left[0] == right[1] && left[1] == right[0])
        return RightAxes{1, 0};
    return std::nullopt;
}

std::optional<RightAxes> across_framework_axes(const Shape& left, AxisStyle left_style,
                                               const Shape& right)
{
    const std::size_t rank = left.size();
    if (rank != right.size() || rank < 2)
        return std::nullopt;
    for (const bool depthwise : {false, true}) {
        RightAxes axes = torch_axes(rank, depthwise);
        if (left_style == AxisStyle::Torch)
            axes = inverse(axes);
        if (axes_fit(left, right, axes))
            return in_order(axes) ? RightAxes() : axes;
    }
    return std::nullopt;
}

RightAxes axes_of_torch(std::size_t rank)
{
    return torch_axes(rank, false);
}

bool shapes_agree(const Shape& left, const OwnName& left_name, const Shape& right,
                  const OwnName& right_name)
{
    if (same_framework_axes(left, right))
        return true;
    const bool across = left_name.style != right_name.style &&
                        left_name.style != AxisStyle::Neutral &&
                        right_name.style != AxisStyle::Neutral;
    return across && across_framework_axes(left, left_name.style, right).has_value();
}

} // namespace strata
