// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/slice_text.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace strata::cli {

namespace {

std::string_view trimmed(std::string_view text)
{
    const auto blank = [](char c) {
        return c == ' ' || c == '\t';
    };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t at = text.find(separator);
        parts.push_back(trimmed(text.substr(0, at)));
        if (at == text.npos)
            return parts;
        text.remove_prefix(at + 1);
    }
}

tl::unexpected<Error> bad(std::string_view part, const std::string& why)
{
    return fail(ErrorCode::BadArgument, "\"" + std::string(part) + "\" in the slice " + why);
}

/// An integer, or nothing for an empty text.
Result<std::optional<std::int64_t>> parse_integer(std::string_view text)
{
    if (text.empty())
        return std::optional<std::int64_t>();
    const std::string_view digits = text.front() == '+' ? text.substr(1) : text;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size() || digits.empty())
        return bad(text, "is not a whole number");
    return std::optional(number);
}

/// One axis of a part under construction.
struct PartAxis {
    SliceAxis slice;
    bool reversed = false;
    bool dropped = false;
};

Result<PartAxis> single_index(std::string_view text, std::int64_t number, std::int64_t length)
{
    const std::int64_t from_start = number < 0 ? number + length : number;
    if (from_start < 0 || from_start >= length)
        return bad(text, "is outside an axis of " + std::to_string(length));
    return PartAxis{{static_cast<std::uint64_t>(from_start), 1, 1}, false, true};
}

/// Where a bound of a slice falls, as PySlice_AdjustIndices has it.
std::int64_t clamp_bound(std::optional<std::int64_t> bound, std::int64_t missing,
                         std::int64_t length, bool falling)
{
    if (!bound)
        return missing;
    const std::int64_t lowest = falling ? -1 : 0;
    const std::int64_t highest = falling ? length - 1 : length;
    if (*bound < 0)
        return *bound < -length ? lowest : std::max(lowest, *bound + length);
    return std::min(highest, *bound);
}

Result<PartAxis> range_of(std::string_view text, std::int64_t length)
{
    const auto bounds = split(text, ':');
    if (bounds.size() > 3)
        return bad(text, "has more than two colons");
    STRATA_ASSIGN(const auto first, parse_integer(bounds[0]));
    STRATA_ASSIGN(const auto last, parse_integer(bounds[1]));
    STRATA_ASSIGN(const auto stride, parse_integer(bounds.size() == 3 ? bounds[2] : ""));
    const std::int64_t step = stride.value_or(1);
    if (step == 0)
        return bad(text, "has a step of 0");
    const bool falling = step < 0;
    const std::int64_t start = clamp_bound(first, falling ? length - 1 : 0, length, falling);
    const std::int64_t stop = clamp_bound(last, falling ? -1 : length, length, falling);
    const std::uint64_t size =
        falling ? ~static_cast<std::uint64_t>(step) + 1 : static_cast<std::uint64_t>(step);
    const std::int64_t distance = falling ? start - stop : stop - start;
    if (distance <= 0)
        return PartAxis{{0, 0, 1}, false, false};
    const std::uint64_t count = (static_cast<std::uint64_t>(distance) - 1) / size + 1;
    const std::uint64_t lowest = falling ? static_cast<std::uint64_t>(start) - (count - 1) * size
                                         : static_cast<std::uint64_t>(start);
    return PartAxis{{lowest, count, count > 1 ? size : 1}, falling, false};
}

Result<PartAxis> parse_axis(std::string_view text, std::uint64_t axis_length)
{
    constexpr auto longest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    const auto length = static_cast<std::int64_t>(std::min(axis_length, longest));
    if (text.find(':') != text.npos)
        return range_of(text, length);
    STRATA_ASSIGN(const auto number, parse_integer(text));
    if (!number)
        return bad(text, "is empty between its commas");
    return single_index(text, *number, length);
}

void append(TensorPart& part, const PartAxis& axis)
{
    part.axes.push_back(axis.slice);
    part.reversed.push_back(axis.reversed);
    part.dropped.push_back(axis.dropped);
}

/// The texts of all axes: ":" where the slice names none.
Result<std::vector<std::string_view>> text_by_axis(std::string_view text, std::size_t rank)
{
    auto parts = split(text, ',');
    // A comma at the end means nothing, as in Python.
    if (parts.size() > 1 && parts.back().empty())
        parts.pop_back();
    const auto dots = std::find(parts.begin(), parts.end(), "...");
    if (dots != parts.end() && std::find(dots + 1, parts.end(), "...") != parts.end())
        return bad("...", "stands twice");
    const std::size_t named = parts.size() - (dots != parts.end() ? 1 : 0);
    if (named > rank)
        return fail(ErrorCode::BadArgument, "the slice has " + std::to_string(named) +
                                                " axes, the array " + std::to_string(rank));
    const auto at = dots != parts.end() ? parts.erase(dots) : parts.end();
    parts.insert(at, rank - named, ":");
    return parts;
}

} // namespace

Shape TensorPart::shape() const
{
    Shape shape;
    for (std::size_t axis = 0; axis < axes.size(); ++axis) {
        if (!dropped[axis])
            shape.push_back(axes[axis].count);
    }
    return shape;
}

TensorPart whole_part(const Shape& shape)
{
    TensorPart part;
    for (const std::uint64_t length : shape)
        append(part, {{0, length, 1}, false, false});
    return part;
}

Result<TensorPart> parse_slice(std::string_view text, const Shape& shape)
{
    text = trimmed(text);
    if (text.size() >= 2 && text.front() == '[' && text.back() == ']')
        text = trimmed(text.substr(1, text.size() - 2));
    if (text.empty() || text == "()")
        return whole_part(shape);
    STRATA_ASSIGN(const auto texts, text_by_axis(text, shape.size()));
    TensorPart part;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        STRATA_ASSIGN(const PartAxis parsed, parse_axis(texts[axis], shape[axis]));
        append(part, parsed);
    }
    return part;
}

} // namespace strata::cli
