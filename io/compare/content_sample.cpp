// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/content_sample.h"

#include "io/compare/axes.h"
#include "io/compare/item_doubles.h"
#include "io/compare/model_side.h"
#include "io/source/c_order.h"
#include "io/source/tensor_reader.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace strata {

namespace {

constexpr std::size_t sketch_values = 64;
/// Parts of a large tensor that are read, together no more than one that is read whole.
constexpr std::uint64_t hashed_parts = 16;
constexpr std::uint64_t part_bytes = most_read_whole / hashed_parts;

/// The hash of bytes that come in pieces of any length. Bit 0 says that all items are the same, as
/// fresh biases are, which tells nothing of whose they are.
class ContentHash {
public:
    explicit ContentHash(const Tensor& tensor)
        : m_item(static_cast<std::size_t>(std::max<std::uint64_t>(tensor.dtype.item_size, 1)))
    {
        for (const char c : tensor.dtype.name())
            m_hash = mixed(m_hash, static_cast<unsigned char>(c));
        for (const std::uint64_t length : tensor.shape)
            m_hash = mixed(m_hash, length);
    }

    /// Whole items.
    void add(std::span<const std::byte> bytes)
    {
        if (m_first.empty())
            m_first.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(m_item));
        m_constant = m_constant && std::memcmp(bytes.data(), m_first.data(), m_item) == 0 &&
                     std::memcmp(bytes.data(), bytes.data() + m_item, bytes.size() - m_item) == 0;
        const std::size_t held = (sizeof(std::uint64_t) - m_held) % sizeof(std::uint64_t);
        const auto rest_of_word = bytes.first(std::min(bytes.size(), held));
        for (const std::byte byte : rest_of_word)
            push(byte);
        bytes = bytes.subspan(rest_of_word.size());
        while (bytes.size() >= sizeof(std::uint64_t)) {
            std::uint64_t word = 0;
            std::memcpy(&word, bytes.data(), sizeof word);
            m_hash = mixed(m_hash, word);
            bytes = bytes.subspan(sizeof word);
        }
        for (const std::byte byte : bytes)
            push(byte);
    }

    [[nodiscard]] std::uint64_t value() const
    {
        const std::uint64_t hash = mixed(m_hash, m_word) & ~std::uint64_t{1};
        return hash | (m_constant ? 1 : 0);
    }

private:
    void push(std::byte byte)
    {
        m_word |= static_cast<std::uint64_t>(byte) << (8 * m_held);
        if (++m_held == sizeof(std::uint64_t)) {
            m_hash = mixed(m_hash, m_word);
            m_word = 0;
            m_held = 0;
        }
    }

    std::size_t m_item;
    std::uint64_t m_hash = 0;
    std::uint64_t m_word = 0; ///< the start of a word that the next piece ends
    std::size_t m_held = 0;
    std::vector<std::byte> m_first;
    bool m_constant = true;
};

using Index = std::vector<std::uint64_t>;

/// Where the values of a sketch are: spread over the tensor by the golden ratio, which meets no
/// length of a row again and again.
std::vector<Index> sketch_places(const Shape& shape, AxisStyle style, std::uint64_t count)
{
    const bool turned = style == AxisStyle::Torch && shape.size() >= 2;
    const RightAxes axes = turned ? axes_of_torch(shape.size()) : RightAxes();
    const std::uint64_t wanted = std::min<std::uint64_t>(count, sketch_values);
    std::vector<Index> places;
    for (std::uint64_t k = 0; k < wanted; ++k) {
        const double share = std::fmod((static_cast<double>(k) + 0.5) * 0.6180339887498949, 1.0);
        std::uint64_t flat =
            wanted == count
                ? k
                : std::min(static_cast<std::uint64_t>(share * static_cast<double>(count)),
                           count - 1);
        Index place(shape.size());
        for (std::size_t i = shape.size(); i-- > 0;) {
            const std::size_t axis = turned ? axes[i] : i;
            place[axis] = flat % shape[axis];
            flat /= shape[axis];
        }
        places.push_back(std::move(place));
    }
    return places;
}

std::uint64_t flat_place(const Shape& shape, const Index& place)
{
    std::uint64_t flat = 0;
    for (std::size_t axis = 0; axis < shape.size(); ++axis)
        flat = flat * shape[axis] + place[axis];
    return flat;
}

/// Takes the items of a sketch from all items in C order.
class ItemTaker {
public:
    ItemTaker(const Tensor& tensor, const std::vector<Index>& places)
        : m_item(static_cast<std::size_t>(tensor.dtype.item_size)), m_items(places.size() * m_item)
    {
        for (std::size_t k = 0; k < places.size(); ++k)
            m_wanted.emplace_back(flat_place(tensor.shape, places[k]), k);
        std::sort(m_wanted.begin(), m_wanted.end());
    }

    void add(std::span<const std::byte> bytes)
    {
        const std::uint64_t end = m_seen + bytes.size() / m_item;
        for (; m_next < m_wanted.size() && m_wanted[m_next].first < end; ++m_next) {
            const auto at = static_cast<std::size_t>(m_wanted[m_next].first - m_seen) * m_item;
            std::memcpy(&m_items[m_wanted[m_next].second * m_item], &bytes[at], m_item);
        }
        m_seen = end;
    }

    [[nodiscard]] std::span<const std::byte> items() const { return m_items; }

private:
    std::size_t m_item;
    std::vector<std::byte> m_items;
    std::vector<std::pair<std::uint64_t, std::size_t>> m_wanted;
    std::size_t m_next = 0;
    std::uint64_t m_seen = 0;
};

/// Centred and of length 1; of no length where all values are the same.
Sketch sketch_of(ScalarType type, std::span<const std::byte> items, std::size_t count)
{
    std::vector<double> values(count);
    to_doubles(type, items, values);
    double sum = 0;
    double finite = 0;
    for (const double value : values) {
        if (std::isfinite(value)) {
            sum += value;
            ++finite;
        }
    }
    double squares = 0;
    for (double& value : values) {
        value = std::isfinite(value) ? value - sum / finite : 0;
        squares += value * value;
    }
    const double length = squares > 0 && std::isfinite(squares) ? std::sqrt(squares) : 1;
    Sketch sketch;
    for (const double value : values)
        sketch.push_back(squares > 0 && std::isfinite(squares) ? static_cast<float>(value / length)
                                                               : 0.0F);
    return sketch;
}

bool can_be_sketched(const Tensor& tensor)
{
    return tensor.dtype.is_numeric() && !tensor.dtype.is_complex() && tensor.dtype.item_size != 0;
}

Result<void> read_whole(const Tensor& tensor, const SourceSet& sources, AxisStyle style,
                        std::uint64_t count, const JobContext& job, ContentSample& sample)
{
    ContentHash hash(tensor);
    const bool sketched = can_be_sketched(tensor);
    ItemTaker taker(tensor,
                    sketched ? sketch_places(tensor.shape, style, count) : std::vector<Index>());
    const auto add = [&](std::span<const std::byte> items) {
        if (!items.empty()) {
            hash.add(items);
            if (sketched)
                taker.add(items);
        }
        return Result<void>();
    };
    STRATA_TRY(read_in_c_order(tensor, sources, job, add));
    sample.hash = hash.value();
    if (sketched) {
        const auto items = taker.items();
        sample.sketch = sketch_of(tensor.dtype.type, items,
                                  items.size() / static_cast<std::size_t>(tensor.dtype.item_size));
    }
    return {};
}

/// A part of at most part_bytes, or of one item, that touch as far as the shape lets them.
std::vector<SliceAxis> part_slice(const Tensor& tensor, std::uint64_t number)
{
    const Shape& shape = tensor.shape;
    std::vector<SliceAxis> slice(shape.size());
    std::uint64_t left = part_bytes / std::max<std::uint64_t>(tensor.dtype.item_size, 1);
    for (std::size_t axis = shape.size(); axis-- > 0;) {
        const std::uint64_t length = std::min(shape[axis], std::max<std::uint64_t>(left, 1));
        const double share = (static_cast<double>(number) + 0.5) / hashed_parts;
        const auto room = static_cast<double>(shape[axis] - length);
        const auto start = static_cast<std::uint64_t>(share * room);
        slice[axis] = {std::min(start, shape[axis] - length), length, 1};
        left /= length;
    }
    return slice;
}

Result<void> read_parts(const Tensor& tensor, const SourceSet& sources, AxisStyle style,
                        std::uint64_t count, const JobContext& job, ContentSample& sample)
{
    constexpr std::uint64_t most_bytes = most_read_whole;
    ContentHash hash(tensor);
    for (std::uint64_t number = 0; number < hashed_parts; ++number) {
        STRATA_ASSIGN(const auto items,
                      read_slice(tensor, sources, part_slice(tensor, number), job, most_bytes));
        hash.add(items);
    }
    sample.hash = hash.value();
    if (!can_be_sketched(tensor))
        return {};
    std::vector<std::byte> taken;
    for (const Index& place : sketch_places(tensor.shape, style, count)) {
        std::vector<SliceAxis> slice;
        for (const std::uint64_t at : place)
            slice.push_back({at, 1, 1});
        STRATA_ASSIGN(const auto item, read_slice(tensor, sources, slice, job, most_bytes));
        taken.insert(taken.end(), item.begin(), item.end());
    }
    sample.sketch = sketch_of(tensor.dtype.type, taken,
                              taken.size() / static_cast<std::size_t>(tensor.dtype.item_size));
    return {};
}

/// Bytes that are decoded to have the parts: a chunk whole for each of its values that is asked for.
std::uint64_t cost_of_parts(const Tensor& tensor, const TensorReader& reader, std::uint64_t bytes)
{
    const auto* const dense = std::get_if<DenseStorage>(&tensor.storage);
    if ((dense != nullptr && dense->codecs.empty()) ||
        std::holds_alternative<InlineStorage>(tensor.storage))
        return most_read_whole;
    if (!reader.random_access() || reader.block_count() == 0)
        return bytes;
    return bytes / reader.block_count() * (hashed_parts + sketch_values);
}

} // namespace

Result<ContentSample> sample_content(const Tensor& tensor, AxisStyle style,
                                     const SourceSet& sources, const JobContext& job)
{
    ContentSample sample;
    const auto reader = TensorReader::plan(tensor, sources);
    const auto count = tensor.count();
    if (!reader || !reader->check_unwritten() || count.value_or(0) == 0)
        return sample;
    const std::uint64_t bytes = tensor.bytes().value_or(std::numeric_limits<std::uint64_t>::max());
    const std::uint64_t in_parts = cost_of_parts(tensor, *reader, bytes);
    const bool whole = bytes <= most_read_whole || bytes / 2 <= in_parts;
    if ((whole ? bytes : in_parts) > most_decoded)
        return sample;
    const auto read = whole ? read_whole(tensor, sources, style, *count, job, sample)
                            : read_parts(tensor, sources, style, *count, job, sample);
    STRATA_TRY(job.check());
    return read ? sample : ContentSample();
}

double sketch_likeness(std::span<const float> left, std::span<const float> right)
{
    if (left.size() != right.size())
        return 0;
    std::size_t places = 0;
    float both = 0;
    float one = 0;
    float other = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        // Where one side is a constant, as a fresh bias, nothing is known.
        const bool known = left[i] != 0 && right[i] != 0;
        places += known ? 1 : 0;
        both += known ? left[i] * right[i] : 0;
        one += known ? left[i] * left[i] : 0;
        other += known ? right[i] * right[i] : 0;
    }
    if (places < fewest_alike || one <= 0 || other <= 0)
        return 0;
    return static_cast<double>(both) / std::sqrt(double{one} * other);
}

} // namespace strata
