// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/nested_search.h"

#include "io/base/limits.h"
#include "io/pickle/rules.h"
#include "io/source/compression.h"

#include <algorithm>
#include <array>

namespace strata::pickle {

namespace {

/// Pickles in pickles in pickles: deeper ones are only counted against the budget.
constexpr int deepest = 4;
/// Opcodes and bytes that all trials of a document may take together.
constexpr std::uint64_t most_work = std::uint64_t{256} << 20;
/// Opcodes of one trial.
constexpr std::uint64_t most_opcodes = 16'000'000;
/// Encoded text that is decoded to be looked at.
constexpr std::size_t most_encoded = std::size_t{16} << 20;
/// Compressed bytes that are unpacked to be looked at, and what they may unpack to.
constexpr std::uint64_t most_packed = std::uint64_t{16} << 20;
constexpr std::size_t most_unpacked = std::size_t{64} << 20;
/// As much as tells a pickle by its beginning.
constexpr std::size_t unpacked_head = 64;
/// Bytes behind the last pickle that are searched for another one.
constexpr std::uint64_t most_trailing = std::uint64_t{16} << 20;

SharedSource source_of(const std::string& bytes)
{
    const auto* first = reinterpret_cast<const std::byte*>(bytes.data());
    return make_memory_source({first, first + bytes.size()});
}

std::string_view text_of(const std::vector<std::byte>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::optional<Compression> compression_of(std::string_view bytes)
{
    return detect_compression({reinterpret_cast<const std::byte*>(bytes.data()), bytes.size()});
}

bool begins_like_pickle(std::string_view bytes)
{
    if (bytes.size() < 4)
        return false;
    const auto first = static_cast<unsigned char>(bytes[0]);
    if (first == 0x80)
        return static_cast<unsigned char>(bytes[1]) <= highest_protocol;
    return first == 'c' || first == '(';
}

int base64_digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+' || c == '-')
        return 62;
    return c == '/' || c == '_' ? 63 : -1;
}

/// Bytes that cannot be unpacked hold nothing; what keeps anything from being read ends the search.
Result<bool> unless_fatal(const Error& error)
{
    if (error.code == ErrorCode::Cancelled || error.code == ErrorCode::ReadFailed)
        return fail(error);
    return false;
}

} // namespace

std::optional<std::string> decode_base64(std::string_view text)
{
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        if (c == '\n' || c == '\r' || c == ' ' || c == '=')
            continue;
        const int digit = base64_digit(c);
        if (digit < 0)
            return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count >= 8) {
            count -= 8;
            out += static_cast<char>(bits >> count & 0xff);
        }
    }
    return out;
}

std::optional<std::string> decode_hexadecimal(std::string_view text)
{
    std::string out;
    int high = -1;
    for (const char c : text) {
        int digit = -1;
        if (c >= '0' && c <= '9')
            digit = c - '0';
        else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
            digit = (c | 0x20) - 'a' + 10;
        else if (c == ' ' || c == '\n' || c == ':')
            continue;
        else
            return std::nullopt;
        if (high < 0) {
            high = digit;
        } else {
            out += static_cast<char>(high << 4 | digit);
            high = -1;
        }
    }
    return out;
}

bool NestedSearch::spend(std::uint64_t work)
{
    m_spent += work;
    if (m_spent <= most_work)
        return true;
    if (!m_exhausted) {
        // What was not looked at may hold anything.
        m_log.ambiguous(rules::limit, 0,
                        {{"limit", "pickle_nested_work"}, {"value", std::to_string(most_work)}});
    }
    m_exhausted = true;
    return false;
}

/// Reads a place as a pickle; when it is one, its names count and its own bytes are looked into.
Result<bool> NestedSearch::try_place(const Place& place, std::string_view encoding,
                                     std::uint64_t bytes)
{
    if (!spend(64))
        return false;
    Probe probe;
    STRATA_TRY(probe.run(place.source, place.offset, most_opcodes, m_job));
    spend(probe.opcode_count());
    if (!(place.second_reading ? probe.is_second_reading() : probe.is_pickle()))
        return false;
    if (place.second_reading && probe.has_unknown_names())
        m_verdict.worsen(Trust::Review);
    m_verdict.add(probe.graph(), probe.names(), probe.log(), place.origin);
    if (!encoding.empty())
        m_log.findings.add(rules::nested_pickle, Severity::Note, Category::Security, place.reported,
                           {{"encoding", std::string(encoding)}, {"bytes", std::to_string(bytes)}});
    if (place.depth < deepest) {
        for (const ObjectId id : probe.log().may_nest)
            STRATA_TRY(try_object(probe.graph(), id, place));
    }
    return true;
}

Result<void> NestedSearch::try_object(const Graph& graph, ObjectId id, const Place& outer)
{
    const std::uint64_t length = graph.byte_length(id);
    if (!spend(length / 64 + 1))
        return {};
    const std::uint64_t reported =
        outer.origin.place.value_or(graph.offset(id) + outer.origin.shift);
    if (const auto extent = graph.extent(id)) {
        std::array<std::byte, 8> head{};
        STRATA_ASSIGN(const auto got, graph.source()->read_some(extent->offset, head));
        if (begins_like_pickle({reinterpret_cast<const char*>(head.data()), got})) {
            Place place = outer;
            STRATA_ASSIGN(place.source,
                          make_slice_source(graph.source(), extent->offset, extent->length));
            place.offset = 0;
            place.origin.nested = true;
            place.origin.shift += extent->offset;
            place.reported = reported;
            ++place.depth;
            STRATA_TRY(try_place(place, "bytes", length));
            return {};
        }
        if (detect_compression({head.data(), got})) {
            STRATA_ASSIGN(const SharedSource packed,
                          make_slice_source(graph.source(), extent->offset, extent->length));
            STRATA_ASSIGN(const bool found, try_packed(packed, reported, outer.depth + 1));
            if (found)
                return {};
        }
    }
    if (length > most_encoded)
        return {};
    auto bytes = graph.read_bytes(id, most_encoded);
    if (!bytes)
        return {}; // characters above 255: no pickle, no encoding of one
    const std::string text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    return try_encoded(text, reported, outer.depth + 1);
}

/// Text that must be decoded first: escapes, base64, hexadecimal. Offsets inside it mean nothing.
Result<void> NestedSearch::try_encoded(const std::string& text, std::uint64_t reported, int depth)
{
    if (!spend(text.size()))
        return {};
    Place place;
    place.origin = {true, 0, reported};
    place.reported = reported;
    place.depth = depth;
    if (begins_like_pickle(text)) {
        place.source = source_of(text);
        STRATA_TRY(try_place(place, "bytes", text.size()));
        return {};
    }
    if (const auto decoded = decode_hexadecimal(text); decoded && begins_like_pickle(*decoded)) {
        place.source = source_of(*decoded);
        STRATA_TRY(try_place(place, "hex", decoded->size()));
        return {};
    }
    if (compression_of(text)) {
        STRATA_TRY(try_packed(source_of(text), reported, depth));
        return {};
    }
    const auto decoded = decode_base64(text);
    if (decoded && begins_like_pickle(*decoded)) {
        place.source = source_of(*decoded);
        STRATA_TRY(try_place(place, "base64", decoded->size()));
    } else if (decoded && compression_of(*decoded)) {
        STRATA_TRY(try_packed(source_of(*decoded), reported, depth));
    }
    return {};
}

/// Compressed bytes, within limits of their own. Whether there was a pickle in them.
Result<bool> NestedSearch::try_packed(const SharedSource& packed, std::uint64_t reported, int depth)
{
    std::array<std::byte, 64> head{};
    STRATA_ASSIGN(const auto got, packed->read_some(0, head));
    const auto compression = detect_compression({head.data(), got});
    if (!compression || depth > deepest || packed->size() > most_packed || !spend(1024))
        return false;
    const auto start = unpack_start(*packed, *compression, 0, most_packed, unpacked_head, m_job);
    if (!start)
        return unless_fatal(start.error());
    const bool is_packed_again = compression_of(text_of(*start)).has_value();
    if (!is_packed_again && !begins_like_pickle(text_of(*start)))
        return false;
    auto bytes = unpack_start(*packed, *compression, 0, most_packed, most_unpacked, m_job);
    if (!bytes)
        return unless_fatal(bytes.error());
    const std::size_t size = bytes->size();
    if (!spend(size))
        return false;
    if (size == most_unpacked) // what comes after is not looked at
        m_log.ambiguous(
            rules::limit, reported,
            {{"limit", "pickle_nested_unpacked"}, {"value", std::to_string(most_unpacked)}});
    const SharedSource unpacked = make_memory_source(*std::move(bytes));
    if (is_packed_again)
        return try_packed(unpacked, reported, depth + 1);
    Place place;
    place.source = unpacked;
    place.origin = {true, 0, reported};
    place.reported = reported;
    place.depth = depth;
    return try_place(place, compression_name(*compression), size);
}

Result<void> NestedSearch::search_objects(const std::vector<ObjectId>& candidates)
{
    Place outer;
    outer.source = m_source;
    for (const ObjectId id : candidates) {
        STRATA_TRY(m_job.check());
        STRATA_TRY(try_object(m_graph, id, outer));
    }
    return {};
}

Result<void> NestedSearch::search_second_readings(const std::vector<InlineBytes>& arrays)
{
    for (const InlineBytes& array : arrays) {
        STRATA_TRY(m_job.check());
        Place place;
        // What follows the array is read either way.
        STRATA_ASSIGN(place.source,
                      make_slice_source(m_source, array.offset, array.end - array.offset));
        place.origin.nested = true;
        place.origin.shift = array.offset;
        place.second_reading = true;
        STRATA_ASSIGN(const bool found, try_place(place, {}, 0));
        if (found)
            m_log.ambiguous(rules::two_readings, array.offset);
    }
    return {};
}

Result<bool> NestedSearch::search_trailing(std::uint64_t offset)
{
    const std::uint64_t length = std::min(m_source->size() - offset, most_trailing);
    STRATA_ASSIGN(const auto bytes, m_source->read_copy(offset, length));
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    bool any = false;
    std::uint64_t done = 0; // what a pickle that was found covers
    for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
        if (i < done || text[i] == '(' || !begins_like_pickle(text.substr(i)))
            continue;
        // Without PROTO only where a name could follow.
        if (text[i] == 'c' && text.substr(i, 256).find('\n') == std::string_view::npos)
            continue;
        Place place;
        place.source = m_source;
        place.offset = offset + i;
        place.origin.nested = true;
        place.reported = offset + i;
        STRATA_ASSIGN(const bool found, try_place(place, "bytes", length - i));
        any |= found;
        if (found)
            done = i + 1;
        if (m_exhausted)
            break;
    }
    return any;
}

} // namespace strata::pickle
