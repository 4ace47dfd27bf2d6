// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/worker/request.h"

#include <charconv>
#include <limits>

namespace strata::hdf5 {

namespace {

template <class Number> bool parse(std::string_view text, Number& number)
{
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

/// Whether the range ends where a file can.
bool is_range(const DescriptorRange& range)
{
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return range.descriptor >= 0 && range.base <= most && range.length <= most - range.base;
}

} // namespace

std::optional<Request> parse_request(const std::vector<std::string_view>& words)
{
    Request request;
    if (words.size() < 4 || !parse(words[1], request.range.descriptor) ||
        !parse(words[2], request.range.base) || !parse(words[3], request.range.length) ||
        !is_range(request.range))
        return std::nullopt;
    request.verb = words[0];
    if (request.verb == "index" && words.size() == 4)
        return request;
    if (request.verb == "edit") {
        request.range.writable = request.range.base == 0;
        const bool whole = words.size() == 6 && parse(words[4], request.edits_descriptor) &&
                           parse(words[5], request.edits_length) && request.edits_descriptor >= 0 &&
                           request.range.writable;
        return whole ? std::optional(request) : std::nullopt;
    }
    const bool of_dataset = request.verb == "values" || request.verb == "chunks";
    if (!of_dataset || words.size() != 5 || !parse(words[4], request.address))
        return std::nullopt;
    return request;
}

} // namespace strata::hdf5
