// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker/read_values.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/hdf5/worker/decode_value.h"
#include "io/hdf5/worker/handle.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace strata::hdf5 {

namespace {

/// Largest chunk that is passed on; the format allows 4 GiB, honest ones have some MiB.
constexpr hsize_t chunk_bytes = hsize_t{256} << 20;

/// A dataset opened for reading, with its shape checked.
struct Opened {
    Handle dataset;
    Handle type;
    Handle space;
    std::vector<hsize_t> shape;
    std::size_t item_bytes = 0;
    bool variable = false;
};

bool holds_variable(hid_t type)
{
    return H5Tdetect_class(type, H5T_VLEN) > 0 || H5Tis_variable_str(type) > 0 ||
           (H5Tget_class(type) == H5T_COMPOUND && H5Tdetect_class(type, H5T_STRING) > 0) ||
           H5Tdetect_class(type, H5T_REFERENCE) > 0;
}

const char* open_dataset(hid_t file, haddr_t address, Opened& out)
{
    out.dataset = Handle(H5Oopen_by_addr(file, address));
    if (!out.dataset.valid() || H5Iget_type(out.dataset.id()) != H5I_DATASET)
        return "no dataset at this address";
    const Handle creation(H5Dget_create_plist(out.dataset.id()));
    if (!creation.valid() || H5Pget_layout(creation.id()) == H5D_VIRTUAL ||
        H5Pget_external_count(creation.id()) != 0)
        return "values outside the file";
    out.type = Handle(H5Dget_type(out.dataset.id()));
    out.space = Handle(H5Dget_space(out.dataset.id()));
    if (!out.type.valid() || !out.space.valid() ||
        H5Sget_simple_extent_type(out.space.id()) == H5S_NULL)
        return "unreadable";
    const int rank = H5Sget_simple_extent_ndims(out.space.id());
    out.shape.resize(rank > 0 ? static_cast<std::size_t>(rank) : 0);
    if (!out.shape.empty())
        H5Sget_simple_extent_dims(out.space.id(), out.shape.data(), nullptr);
    out.item_bytes = H5Tget_size(out.type.id());
    out.variable = holds_variable(out.type.id());
    return out.item_bytes == 0 || out.item_bytes > limits::block_bytes ? "item size" : nullptr;
}

/// A box of the dataset that is read at once: whole runs of the last axes.
struct Box {
    std::vector<hsize_t> start;
    std::vector<hsize_t> count;
};

/// The next box in C order that holds at most `items` items; the previous one is given.
class Boxes {
public:
    Boxes(const std::vector<hsize_t>& shape, hsize_t items) : m_shape(shape)
    {
        m_box.start.assign(shape.size(), 0);
        m_box.count.assign(shape.size(), 1);
        hsize_t room = items;
        for (m_axis = shape.size(); m_axis > 0; --m_axis) {
            const hsize_t taken = std::min(shape[m_axis - 1], room);
            m_box.count[m_axis - 1] = taken;
            if (taken < shape[m_axis - 1])
                break;
            room /= std::max<hsize_t>(taken, 1);
        }
        m_step = m_axis == 0 ? 0 : m_box.count[m_axis - 1];
    }

    [[nodiscard]] const Box& box() const { return m_box; }

    /// False after the last one.
    bool next()
    {
        for (std::size_t axis = m_axis; axis > 0; --axis) {
            const hsize_t step = axis == m_axis ? m_step : 1;
            hsize_t& start = m_box.start[axis - 1];
            start += step;
            if (start < m_shape[axis - 1]) {
                if (axis == m_axis)
                    m_box.count[axis - 1] = std::min(step, m_shape[axis - 1] - start);
                return true;
            }
            start = 0;
            if (axis == m_axis)
                m_box.count[axis - 1] = std::min(step, m_shape[axis - 1]);
        }
        return false;
    }

private:
    const std::vector<hsize_t>& m_shape;
    Box m_box;
    std::size_t m_axis = 0; ///< 1 + the axis along which a box is a part; 0: one box is all
    hsize_t m_step = 0;
};

/// Reads one box into `items`; the number of items, or nothing.
std::optional<hsize_t> read_box(const Opened& opened, const Box& box, std::vector<std::byte>& items)
{
    hsize_t count = 1;
    for (const hsize_t axis : box.count)
        count *= axis;
    items.resize(static_cast<std::size_t>(count) * opened.item_bytes);
    const Handle memory(H5Screate_simple(1, &count, nullptr));
    const hid_t file_space = opened.space.id();
    if (!opened.shape.empty() && H5Sselect_hyperslab(file_space, H5S_SELECT_SET, box.start.data(),
                                                     nullptr, box.count.data(), nullptr) < 0)
        return std::nullopt;
    if (H5Dread(opened.dataset.id(), opened.type.id(), memory.id(),
                opened.shape.empty() ? H5S_ALL : file_space, H5P_DEFAULT, items.data()) < 0)
        return std::nullopt;
    return count;
}

void send_box(const Opened& opened, hsize_t count, std::vector<std::byte>& items, MessagePipe& pipe)
{
    if (!opened.variable) {
        const auto* const first = reinterpret_cast<const std::uint8_t*>(items.data());
        pipe.send(
            {{"kind", "items"},
             {"count", count},
             {"bytes", Json::binary(std::vector<std::uint8_t>(first, first + items.size()))}});
        return;
    }
    std::uint64_t room = limits::hdf5_attribute_bytes;
    auto values =
        decode_values(opened.type.id(), items.data(), static_cast<std::size_t>(count), room);
    if (values)
        pipe.send({{"kind", "values"}, {"count", count}, {"values", *std::move(values)}});
    else
        pipe.send({{"kind", "problem"}, {"what", "hdf5_attribute_bytes"}});
    const Handle memory(H5Screate_simple(1, &count, nullptr));
    H5Dvlen_reclaim(opened.type.id(), memory.id(), H5P_DEFAULT, items.data());
}

void send_problem(MessagePipe& pipe, const char* what)
{
    pipe.send({{"kind", "problem"}, {"what", what}});
}

} // namespace

void send_values(hid_t file, haddr_t address, MessagePipe& pipe, void (*keep_alive)())
{
    Opened opened;
    if (const char* const problem = open_dataset(file, address, opened))
        return send_problem(pipe, problem);
    std::uint64_t total = 0;
    if (std::find(opened.shape.begin(), opened.shape.end(), 0) == opened.shape.end()) {
        Boxes boxes(opened.shape, limits::block_bytes / opened.item_bytes);
        std::vector<std::byte> items;
        do {
            const auto count = read_box(opened, boxes.box(), items);
            if (!count)
                return send_problem(pipe, "unreadable values");
            send_box(opened, *count, items, pipe);
            pipe.flush();
            total += *count;
            keep_alive();
        } while (boxes.next());
    }
    pipe.send({{"kind", "end"}, {"items", total}});
}

void send_chunks(hid_t file, haddr_t address, MessagePipe& pipe, void (*keep_alive)())
{
    Opened opened;
    if (const char* const problem = open_dataset(file, address, opened))
        return send_problem(pipe, problem);
    const Handle creation(H5Dget_create_plist(opened.dataset.id()));
    std::vector<hsize_t> sizes(opened.shape.size());
    if (H5Pget_layout(creation.id()) != H5D_CHUNKED || sizes.empty() ||
        H5Pget_chunk(creation.id(), static_cast<int>(sizes.size()), sizes.data()) < 0)
        return send_problem(pipe, "no chunks");
    std::vector<hsize_t> counts(sizes.size());
    for (std::size_t axis = 0; axis < sizes.size(); ++axis)
        counts[axis] = (opened.shape[axis] + sizes[axis] - 1) / std::max<hsize_t>(sizes[axis], 1);
    std::uint64_t sent = 0;
    if (std::find(counts.begin(), counts.end(), 0) == counts.end()) {
        Boxes places(counts, 1);
        do {
            std::vector<hsize_t> at = places.box().start;
            for (std::size_t axis = 0; axis < at.size(); ++axis)
                at[axis] *= sizes[axis];
            hsize_t stored = 0;
            // A chunk that was never written has no storage: the fill value stands for it.
            if (H5Dget_chunk_storage_size(opened.dataset.id(), at.data(), &stored) < 0 ||
                stored == 0)
                continue;
            if (stored > chunk_bytes)
                return send_problem(pipe, "chunk size");
            std::vector<std::uint8_t> bytes(static_cast<std::size_t>(stored));
            std::uint32_t mask = 0;
            if (H5Dread_chunk(opened.dataset.id(), H5P_DEFAULT, at.data(), &mask, bytes.data()) < 0)
                return send_problem(pipe, "unreadable chunk");
            pipe.send({{"kind", "chunk"},
                       {"at", at},
                       {"mask", mask},
                       {"bytes", Json::binary(std::move(bytes))}});
            ++sent;
            keep_alive();
        } while (places.next());
    }
    pipe.send({{"kind", "end"}, {"chunks", sent}});
}

} // namespace strata::hdf5
