// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/picture.h"

#include "io/analysis/item_number.h"
#include "io/base/guarded.h"
#include "io/base/limits.h"
#include "io/source/tensor_reader.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace strata {

namespace {

/// Counts of magnitudes by the upper bits of their float, so that a share of a plane of any size is
/// found in the same room: 8 bits of exponent and 12 of mantissa tell 0.03 % apart.
class MagnitudeTable {
public:
    void add(double magnitude)
    {
        constexpr double top = std::numeric_limits<float>::max();
        const auto bits =
            std::bit_cast<std::uint32_t>(static_cast<float>(std::min(magnitude, top)));
        ++m_counts[bits >> dropped_bits];
        ++m_total;
    }
    /// The upper edge of the cell that the share falls into.
    [[nodiscard]] double at_share(double share) const
    {
        const auto wanted =
            static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(m_total)));
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            seen += m_counts[i];
            if (seen >= wanted && seen != 0)
                return i == 0 ? 0
                              : std::bit_cast<float>(static_cast<std::uint32_t>(i + 1)
                                                     << dropped_bits);
        }
        return 0;
    }

private:
    static constexpr int dropped_bits = 11;
    std::vector<std::uint64_t> m_counts = std::vector<std::uint64_t>(std::size_t{1} << 20);
    std::uint64_t m_total = 0;
};

std::uint64_t divided_up(std::uint64_t number, std::uint64_t by)
{
    return number / by + (number % by != 0 ? 1 : 0);
}

/// Takes the values of a plane in any order.
class Cells {
public:
    Cells(std::uint64_t rows, std::uint64_t columns, std::uint64_t most_cells)
    {
        m_picture.rows = rows;
        m_picture.columns = columns;
        m_picture.row_step = std::max<std::uint64_t>(1, divided_up(rows, most_cells));
        m_picture.column_step = std::max<std::uint64_t>(1, divided_up(columns, most_cells));
        m_picture.cell_rows = divided_up(rows, m_picture.row_step);
        m_picture.cell_columns = divided_up(columns, m_picture.column_step);
        m_picture.cells.assign(
            static_cast<std::size_t>(m_picture.cell_rows * m_picture.cell_columns), 0);
    }

    void add(std::uint64_t row, std::uint64_t column, double value)
    {
        if (std::isfinite(value)) {
            const double magnitude = std::abs(value);
            m_picture.largest = std::max(m_picture.largest, magnitude);
            m_picture.negative = m_picture.negative || value < 0;
            m_table.add(magnitude);
        } else {
            ++m_picture.not_finite;
        }
        double& held = m_picture.cells[static_cast<std::size_t>(
            row / m_picture.row_step * m_picture.cell_columns + column / m_picture.column_step)];
        if (outranks(value, held))
            held = value;
    }

    [[nodiscard]] Picture take()
    {
        const double common = std::min(m_table.at_share(0.99), m_picture.largest);
        m_picture.common = common > 0 ? common : m_picture.largest;
        return std::move(m_picture);
    }

private:
    Picture m_picture;
    MagnitudeTable m_table;
};

/// The place of the item with a number in storage order, and of those that follow.
class StoragePosition {
public:
    StoragePosition(const Tensor& tensor, std::uint64_t number)
        : m_shape(tensor.shape), m_fortran(tensor.fortran_order), m_at(tensor.shape.size(), 0)
    {
        for (std::size_t i = 0; i < m_at.size(); ++i) {
            const std::size_t axis = axis_at(i);
            m_at[axis] = number % m_shape[axis];
            number /= m_shape[axis];
        }
    }
    [[nodiscard]] std::uint64_t operator[](std::size_t axis) const { return m_at[axis]; }
    [[nodiscard]] bool lies_in(const PictureRequest& request) const
    {
        for (std::size_t axis = 0; axis < m_at.size(); ++axis) {
            if (axis != request.row_axis && axis != request.column_axis &&
                m_at[axis] != request.at[axis])
                return false;
        }
        return true;
    }
    void advance()
    {
        for (std::size_t i = 0; i < m_at.size(); ++i) {
            const std::size_t axis = axis_at(i);
            if (++m_at[axis] < m_shape[axis])
                return;
            m_at[axis] = 0;
        }
    }

private:
    /// The axis that varies i-th fastest.
    [[nodiscard]] std::size_t axis_at(std::size_t i) const
    {
        return m_fortran ? i : m_shape.size() - 1 - i;
    }

    const Shape& m_shape;
    bool m_fortran;
    std::vector<std::uint64_t> m_at;
};

/// All of the tensor from its start, as it is stored.
Result<void> add_whole(Cells& cells, const Tensor& tensor, const TensorReader& reader,
                       const PictureRequest& request, const JobContext& job)
{
    const std::uint64_t size = reader.item_size();
    return reader.for_each(job, 1, [&](const ValueBlock& block, unsigned) -> Result<void> {
        StoragePosition position(tensor, block.first);
        for (std::uint64_t i = 0; i < block.count; ++i, position.advance()) {
            if (position.lies_in(request))
                cells.add(position[request.row_axis], position[request.column_axis],
                          item_number(tensor.dtype, block.bytes.subspan(i * size, size)));
        }
        return {};
    });
}

struct TileSize {
    std::uint64_t rows = 1;
    std::uint64_t columns = 1;
};

/// Parts of the plane that are read at once: some rows, or as many chunks as make a block.
TileSize tile_size(const Tensor& tensor, const PictureRequest& request)
{
    const std::uint64_t rows = tensor.shape[request.row_axis];
    const std::uint64_t columns = tensor.shape[request.column_axis];
    const std::uint64_t item = std::max<std::uint64_t>(1, tensor.dtype.item_size);
    const std::uint64_t items = std::max<std::uint64_t>(1, limits::block_bytes / item);
    if (const auto* const chunked = std::get_if<ChunkedStorage>(&tensor.storage)) {
        std::uint64_t chunk_items = 1;
        for (const std::uint64_t extent : chunked->chunk_shape)
            chunk_items *= extent; // checked when the chunks were planned
        const std::uint64_t chunks = std::max<std::uint64_t>(1, items / chunk_items);
        const std::uint64_t height = chunked->chunk_shape[request.row_axis];
        const std::uint64_t width = chunked->chunk_shape[request.column_axis];
        const std::uint64_t across = std::min(chunks, divided_up(columns, width));
        return {std::min(rows, height), std::min(columns, width * across)};
    }
    const std::uint64_t width = std::min(columns, items);
    return {std::min(rows, std::max<std::uint64_t>(1, items / width)), width};
}

Result<void> add_tiles(Cells& cells, const Tensor& tensor, const SourceSet& sources,
                       const PictureRequest& request, const JobContext& job)
{
    const std::uint64_t rows = tensor.shape[request.row_axis];
    const std::uint64_t columns = tensor.shape[request.column_axis];
    const std::uint64_t size = tensor.dtype.item_size;
    const TileSize tile = tile_size(tensor, request);
    std::vector<SliceAxis> slice;
    for (const std::uint64_t index : request.at)
        slice.push_back({index, 1, 1});
    for (std::uint64_t top = 0; top < rows; top += tile.rows) {
        for (std::uint64_t left = 0; left < columns; left += tile.columns) {
            STRATA_TRY(job.check());
            const std::uint64_t height = std::min(tile.rows, rows - top);
            const std::uint64_t width = std::min(tile.columns, columns - left);
            slice[request.row_axis] = {top, height, 1};
            slice[request.column_axis] = {left, width, 1};
            STRATA_ASSIGN(const auto items,
                          read_slice(tensor, sources, slice, job, limits::chunk_bytes));
            for (std::uint64_t i = 0; i < height * width; ++i)
                cells.add(top + i / width, left + i % width,
                          item_number(tensor.dtype, std::span(items).subspan(i * size, size)));
            job.report(top * columns + left * height + height * width, rows * columns);
        }
    }
    return {};
}

Result<void> check_request(const Tensor& tensor, const PictureRequest& request)
{
    if (!tensor.dtype.is_numeric())
        return fail(ErrorCode::UnsupportedFeature, "dtype without numbers: " + tensor.dtype.name());
    if (tensor.dtype.item_size != DType::of(tensor.dtype.type).item_size)
        return fail(ErrorCode::Malformed, "item size of " + tensor.dtype.name());
    const std::size_t rank = tensor.shape.size();
    if (request.row_axis >= request.column_axis || request.column_axis >= rank ||
        request.at.size() != rank)
        return fail(ErrorCode::BadArgument, "axes of the plane");
    if (request.most_cells == 0 || request.most_cells > most_picture_cells)
        return fail(ErrorCode::BadArgument, "cells");
    for (std::size_t axis = 0; axis < rank; ++axis) {
        if (axis != request.row_axis && axis != request.column_axis &&
            request.at[axis] >= tensor.shape[axis])
            return fail(ErrorCode::BadArgument, "axis " + std::to_string(axis));
    }
    return {};
}

Result<Picture> picture_of(const Tensor& tensor, const SourceSet& sources,
                           const PictureRequest& request, const JobContext& job)
{
    STRATA_TRY(check_request(tensor, request));
    STRATA_ASSIGN(const TensorReader reader, TensorReader::plan(tensor, sources));
    Cells cells(tensor.shape[request.row_axis], tensor.shape[request.column_axis],
                request.most_cells);
    if (reader.item_count() == 0)
        return cells.take();
    // What lies in one row is read as it lies; a plane of more axes only where it is.
    const bool chunked = std::holds_alternative<ChunkedStorage>(tensor.storage);
    const bool whole = !chunked && (tensor.shape.size() == 2 || !reader.random_access());
    STRATA_TRY(whole ? add_whole(cells, tensor, reader, request, job)
                     : add_tiles(cells, tensor, sources, request, job));
    return cells.take();
}

} // namespace

bool outranks(double candidate, double held)
{
    if (std::isnan(held))
        return false;
    return std::isnan(candidate) || std::abs(candidate) > std::abs(held);
}

Picture reduced(const Picture& picture, std::uint64_t most_rows, std::uint64_t most_columns)
{
    const auto step = [](std::uint64_t cells, std::uint64_t most) {
        return std::max<std::uint64_t>(1, divided_up(cells, std::max<std::uint64_t>(1, most)));
    };
    const std::uint64_t down = step(picture.cell_rows, most_rows);
    const std::uint64_t across = step(picture.cell_columns, most_columns);
    if (down == 1 && across == 1)
        return picture;
    Picture out = picture;
    out.row_step *= down;
    out.column_step *= across;
    out.cell_rows = divided_up(picture.cell_rows, down);
    out.cell_columns = divided_up(picture.cell_columns, across);
    out.cells.assign(static_cast<std::size_t>(out.cell_rows * out.cell_columns), 0);
    for (std::uint64_t row = 0; row < picture.cell_rows; ++row) {
        for (std::uint64_t column = 0; column < picture.cell_columns; ++column) {
            double& held = out.cells[static_cast<std::size_t>(row / down * out.cell_columns +
                                                              column / across)];
            if (const double value = picture.cell(row, column); outranks(value, held))
                held = value;
        }
    }
    return out;
}

Result<Picture> compute_picture(const Tensor& tensor, const SourceSet& sources,
                                const PictureRequest& request, const JobContext& job)
{
    return guarded([&] { return picture_of(tensor, sources, request, job); });
}

} // namespace strata
