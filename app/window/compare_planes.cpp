// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/compare_planes.h"

#include "io/analysis/item_number.h"
#include "io/base/guarded.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <tuple>
#include <utility>

namespace strata {

namespace {

/// Values of one side of a plane that are read at once: with their items and the numbers made of
/// them some 50 MB.
constexpr std::uint64_t tile_values = std::uint64_t{2} << 20;
constexpr std::uint64_t page_bytes = std::uint64_t{64} << 20;
/// So many of the magnitudes lie in the range of the colours.
constexpr double common_share = 0.99;

/// Which axis of a side is which of the plane's.
struct PlaneAxes {
    std::size_t row = 0;
    std::size_t column = 1;
    std::vector<std::uint64_t> at;

    [[nodiscard]] bool turned() const { return row > column; }
};

PlaneAxes right_axes_of(const TensorPair& pair, const PictureRequest& request)
{
    PlaneAxes axes{request.row_axis, request.column_axis, request.at};
    if (!pair.transposed())
        return axes;
    axes.row = pair.right_axes[request.row_axis];
    axes.column = pair.right_axes[request.column_axis];
    for (std::size_t axis = 0; axis < request.at.size(); ++axis)
        axes.at[pair.right_axes[axis]] = request.at[axis];
    return axes;
}

Picture turned(const Picture& picture)
{
    Picture out = picture;
    std::swap(out.rows, out.columns);
    std::swap(out.row_step, out.column_step);
    std::swap(out.cell_rows, out.cell_columns);
    for (std::uint64_t row = 0; row < out.cell_rows; ++row) {
        for (std::uint64_t column = 0; column < out.cell_columns; ++column)
            out.cells[static_cast<std::size_t>(row * out.cell_columns + column)] =
                picture.cell(column, row);
    }
    return out;
}

Result<Picture> picture_of(const OpenDocument& side, TensorId tensor, const PlaneAxes& axes,
                           std::uint64_t most_cells, const JobContext& job)
{
    PictureRequest request;
    request.row_axis = std::min(axes.row, axes.column);
    request.column_axis = std::max(axes.row, axes.column);
    request.at = axes.at;
    request.most_cells = most_cells;
    STRATA_ASSIGN(Picture picture,
                  compute_picture(side.document->tensor(tensor), side.sources, request, job));
    return axes.turned() ? turned(picture) : picture;
}

/// A part of a plane.
struct Tile {
    std::uint64_t first_row = 0;
    std::uint64_t first_column = 0;
    std::uint64_t rows = 0;
    std::uint64_t columns = 0;
};

/// A part of a plane, row by row.
struct TileNumbers {
    std::vector<double> real;
    std::vector<double> imaginary; ///< empty for a dtype without
};

template <class Part> std::pair<double, double> complex_parts(std::span<const std::byte> item)
{
    Part parts[2];
    std::memcpy(parts, item.data(), sizeof(parts));
    return {double{parts[0]}, double{parts[1]}};
}

Result<TileNumbers> read_tile(const OpenDocument& side, TensorId id, const PlaneAxes& axes,
                              const Tile& tile, const JobContext& job)
{
    const Tensor& tensor = side.document->tensor(id);
    std::vector<SliceAxis> slice;
    for (std::size_t axis = 0; axis < tensor.shape.size(); ++axis)
        slice.push_back(axis == axes.row      ? SliceAxis{tile.first_row, tile.rows, 1}
                        : axis == axes.column ? SliceAxis{tile.first_column, tile.columns, 1}
                                              : SliceAxis{axes.at[axis], 1, 1});
    const auto size = static_cast<std::size_t>(tensor.dtype.item_size);
    const auto columns = static_cast<std::size_t>(tile.columns);
    const auto rows = static_cast<std::size_t>(tile.rows);
    STRATA_ASSIGN(const std::vector<std::byte> items,
                  read_slice(tensor, side.sources, slice, job, rows * columns * size));
    TileNumbers numbers;
    numbers.real.resize(rows * columns);
    if (tensor.dtype.is_complex())
        numbers.imaginary.resize(rows * columns);
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            const std::size_t place = axes.turned() ? column * rows + row : row * columns + column;
            const std::size_t to = row * columns + column;
            const auto item = std::span(items).subspan(place * size, size);
            if (numbers.imaginary.empty())
                numbers.real[to] = item_number(tensor.dtype, item);
            else
                std::tie(numbers.real[to], numbers.imaginary[to]) =
                    size == 2 * sizeof(float) ? complex_parts<float>(item)
                                              : complex_parts<double>(item);
        }
    }
    return numbers;
}

/// The difference of two places; what is no number on both sides alike does not differ.
double difference_of(double left, double right)
{
    if (std::isnan(left) && std::isnan(right))
        return 0;
    return left == right ? 0 : right - left;
}

/// Of complex places the magnitude of the difference.
double difference_at(const TileNumbers& left, const TileNumbers& right, std::size_t at)
{
    const double real = difference_of(left.real[at], right.real[at]);
    if (left.imaginary.empty() && right.imaginary.empty())
        return real;
    const auto imaginary = [at](const TileNumbers& side) {
        return side.imaginary.empty() ? 0.0 : side.imaginary[at];
    };
    return std::hypot(real, difference_of(imaginary(left), imaginary(right)));
}

void add_value(Picture& picture, std::vector<bool>& held, std::uint64_t row, std::uint64_t column,
               double value)
{
    const auto cell = static_cast<std::size_t>(row / picture.row_step * picture.cell_columns +
                                               column / picture.column_step);
    if (!held[cell] || outranks(value, picture.cells[cell]))
        picture.cells[cell] = value;
    held[cell] = true;
    if (!std::isfinite(value)) {
        ++picture.not_finite;
        return;
    }
    picture.largest = std::max(picture.largest, std::abs(value));
    picture.negative = picture.negative || value < 0;
}

/// What 99 % of the cells' magnitudes are at most; the largest where that would be 0.
double common_magnitude(const Picture& picture)
{
    std::vector<double> magnitudes;
    for (const double cell : picture.cells) {
        if (std::isfinite(cell))
            magnitudes.push_back(std::abs(cell));
    }
    if (magnitudes.empty())
        return 0;
    const auto at = magnitudes.begin() +
                    static_cast<std::ptrdiff_t>(common_share * double(magnitudes.size() - 1));
    std::nth_element(magnitudes.begin(), at, magnitudes.end());
    return *at > 0 ? *at : picture.largest;
}

/// Whole rows where a tile has room for one, and parts of a row else.
template <class Visit> Result<void> visit_tiles(const Picture& plane, Visit visit)
{
    const std::uint64_t columns = std::clamp<std::uint64_t>(plane.columns, 1, tile_values);
    const std::uint64_t rows = tile_values / columns;
    for (std::uint64_t row = 0; row < plane.rows; row += rows) {
        for (std::uint64_t column = 0; column < plane.columns; column += columns)
            STRATA_TRY(visit(Tile{row, column, std::min(rows, plane.rows - row),
                                  std::min(columns, plane.columns - column)}));
    }
    return {};
}

Result<PairPlanes> planes_of(const OpenDocument& left, const OpenDocument& right,
                             const TensorPair& pair, const PictureRequest& request,
                             const JobContext& job)
{
    const PlaneAxes left_axes{request.row_axis, request.column_axis, request.at};
    const PlaneAxes right_axes = right_axes_of(pair, request);
    PairPlanes planes;
    STRATA_ASSIGN(planes.left, picture_of(left, pair.left, left_axes, request.most_cells, job));
    STRATA_ASSIGN(planes.right, picture_of(right, pair.right, right_axes, request.most_cells, job));
    Picture& difference = planes.difference;
    difference = planes.left;
    difference.largest = difference.common = 0;
    difference.negative = false;
    difference.not_finite = 0;
    std::vector<bool> held(difference.cells.size(), false);
    const auto add_tile = [&](const Tile& tile) -> Result<void> {
        STRATA_TRY(job.check());
        STRATA_ASSIGN(const TileNumbers a, read_tile(left, pair.left, left_axes, tile, job));
        STRATA_ASSIGN(const TileNumbers b, read_tile(right, pair.right, right_axes, tile, job));
        for (std::size_t i = 0; i < a.real.size(); ++i)
            add_value(difference, held, tile.first_row + i / tile.columns,
                      tile.first_column + i % tile.columns, difference_at(a, b, i));
        return {};
    };
    STRATA_TRY(visit_tiles(difference, add_tile));
    difference.common = common_magnitude(difference);
    // One scale for all three: zero is the middle of each as soon as one has something under it.
    const bool negative = planes.left.negative || planes.right.negative || difference.negative;
    for (Picture* const each : {&planes.left, &planes.right, &difference})
        each->negative = negative;
    return planes;
}

} // namespace

Result<PairPlanes> read_pair_planes(const OpenDocument& left, const OpenDocument& right,
                                    const TensorPair& pair, const PictureRequest& request,
                                    const JobContext& job)
{
    return guarded([&] { return planes_of(left, right, pair, request, job); });
}

Result<PresentItems> read_side_page(const OpenDocument& side, TensorId id, const GridSlice& slice,
                                    const std::vector<SliceAxis>& axes, const JobContext& job)
{
    const Tensor& tensor = side.document->tensor(id);
    STRATA_ASSIGN(PresentItems items,
                  read_present_slice(tensor, side.sources, axes, job, page_bytes));
    if (slice.column_axis < 0 || slice.row_axis <= slice.column_axis)
        return items;
    const auto size = static_cast<std::size_t>(tensor.dtype.item_size);
    const auto rows =
        static_cast<std::size_t>(axes[static_cast<std::size_t>(slice.row_axis)].count);
    const auto columns =
        static_cast<std::size_t>(axes[static_cast<std::size_t>(slice.column_axis)].count);
    PresentItems out;
    out.items.resize(items.items.size());
    out.missing.resize(items.missing.size());
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            const std::size_t from = column * rows + row;
            const std::size_t to = row * columns + column;
            std::copy_n(items.items.begin() + static_cast<std::ptrdiff_t>(from * size), size,
                        out.items.begin() + static_cast<std::ptrdiff_t>(to * size));
            if (!items.missing.empty())
                out.missing[to] = items.missing[from];
        }
    }
    return out;
}

} // namespace strata
