// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/model/tensor.h"
#include "io/source/byte_source.h"

#include <cstdint>
#include <vector>

namespace strata {

/// More cells along one side than any screen shows.
inline constexpr std::uint64_t most_picture_cells = 1'024;

/// Which plane of a tensor is drawn.
struct PictureRequest {
    std::size_t row_axis = 0;
    std::size_t column_axis = 1;   ///< after row_axis
    std::vector<std::uint64_t> at; ///< an index for each axis; the two above are not looked at
    std::uint64_t most_cells = most_picture_cells; ///< along each side
};

/// A plane of a tensor, reduced to cells. A cell stands for `row_step` × `column_step` values and
/// holds the one of largest magnitude; NaN comes before infinities and those before numbers, since
/// they are what a person must not miss. Complex numbers by magnitude.
struct Picture {
    std::uint64_t rows = 0; ///< of the plane
    std::uint64_t columns = 0;
    std::uint64_t row_step = 1;
    std::uint64_t column_step = 1;
    std::uint64_t cell_rows = 0;
    std::uint64_t cell_columns = 0;
    std::vector<double> cells; ///< row by row
    double largest = 0;        ///< magnitude, of the plane's finite values
    bool negative = false;     ///< whether one of them is under 0
    /// 99 % of the finite magnitudes are at most this (within 0.03 %); the largest where that
    /// would be 0.
    double common = 0;
    std::uint64_t not_finite = 0;

    [[nodiscard]] double cell(std::uint64_t row, std::uint64_t column) const
    {
        return cells[static_cast<std::size_t>(row * cell_columns + column)];
    }
};

/// Whether `candidate` takes the place of `held` in a cell.
[[nodiscard]] bool outranks(double candidate, double held);

/// Joins cells until there are at most so many; what compute_picture does to values.
[[nodiscard]] Picture reduced(const Picture& picture, std::uint64_t most_rows,
                              std::uint64_t most_columns);

/// Reads a plane part by part, however large. BadArgument for axes or indices that the tensor does
/// not have, UnsupportedFeature for a dtype without numbers.
Result<Picture> compute_picture(const Tensor& tensor, const SourceSet& sources,
                                const PictureRequest& request, const JobContext& job);

} // namespace strata
