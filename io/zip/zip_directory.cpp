// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/zip/zip_directory.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/zip/rules.h"
#include "io/zip/zip_headers.h"
#include "io/zip/zip_name.h"

#include <algorithm>
#include <array>

namespace strata::zip {

namespace {

using namespace std::string_view_literals;

/// The end record with the longest comment.
constexpr std::uint64_t longest_end = end_bytes + 0xffff;

/// The last bytes of the source, in which the end record must be.
struct Tail {
    std::vector<std::byte> bytes;
    std::uint64_t offset = 0;

    [[nodiscard]] std::string_view text() const
    {
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
};

Result<Tail> read_tail(const ByteSource& source)
{
    Tail tail;
    const std::uint64_t length = std::min(source.size(), longest_end);
    tail.offset = source.size() - length;
    STRATA_ASSIGN(tail.bytes, source.read_copy(tail.offset, length));
    return tail;
}

/// All end records in the tail, the last one first.
std::vector<EndRecord> find_end_records(const Tail& tail)
{
    std::vector<EndRecord> found;
    constexpr auto signature = "PK\x05\x06"sv;
    const std::string_view text = tail.text();
    for (std::size_t at = text.rfind(signature); at != text.npos;
         at = text.rfind(signature, at - 1)) {
        ByteCursor cursor(std::span(tail.bytes).subspan(at), tail.offset + at);
        if (auto end = read_end_record(cursor))
            found.push_back(*std::move(end));
        if (at == 0)
            break;
    }
    return found;
}

/// The one whose comment ends where the file does; else the last one.
const EndRecord& choose_end(const std::vector<EndRecord>& ends, const Tail& tail)
{
    const std::uint64_t file_end = tail.offset + tail.bytes.size();
    const auto exact = std::find_if(ends.begin(), ends.end(), [&](const EndRecord& end) {
        return end.end + end_bytes + end.comment.size() == file_end;
    });
    return exact == ends.end() ? ends.front() : *exact;
}

/// Applies the zip64 end record when a locator stands before the plain one (4.3.15). It lies where
/// the locator says or, when something was put before the archive, right before the locator.
Result<void> read_zip64_end(const ByteSource& source, EndRecord& end)
{
    if (end.end < zip64_locator_bytes)
        return {};
    const std::uint64_t locator_offset = end.end - zip64_locator_bytes;
    std::array<std::byte, zip64_locator_bytes> locator{};
    STRATA_TRY(source.read_at(locator_offset, locator));
    const auto written = read_zip64_locator(locator);
    if (!written)
        return {};
    std::array<std::byte, zip64_end_bytes> record{};
    const std::uint64_t before =
        locator_offset >= zip64_end_bytes ? locator_offset - zip64_end_bytes : 0;
    for (const std::uint64_t offset : {*written, before}) {
        if (!range_fits(offset, record.size(), locator_offset))
            continue;
        STRATA_TRY(source.read_at(offset, record));
        if (apply_zip64_end(record, end)) {
            end.end = offset;
            return {};
        }
    }
    return {};
}

bool has_central_header(const ByteSource& source, std::uint64_t offset)
{
    std::array<std::byte, 4> bytes{};
    if (!range_fits(offset, bytes.size(), source.size()) || !source.read_at(offset, bytes))
        return false;
    ByteCursor cursor(bytes);
    const auto signature = cursor.little<std::uint32_t>();
    return signature && *signature == central_header_signature;
}

/// The directory ends at the end record, whatever its offset says: the difference is what was put
/// before the archive. Where that is wrong, the offset as it is written.
std::optional<DirectoryPlace> place_directory(const ByteSource& source, const EndRecord& end)
{
    const bool empty = end.directory_bytes == 0 && end.members == 0;
    const auto claimed = checked_add(end.directory_offset, end.directory_bytes);
    if (!claimed || *claimed > end.end)
        return std::nullopt;
    const std::uint64_t base = end.end - *claimed;
    if (empty || has_central_header(source, base + end.directory_offset))
        return DirectoryPlace{base + end.directory_offset, end.directory_bytes, base};
    if (has_central_header(source, end.directory_offset))
        return DirectoryPlace{end.directory_offset, end.directory_bytes, 0};
    return std::nullopt;
}

Member member_of(const CentralHeader& header, std::uint64_t base)
{
    Member member;
    member.name = zip_name_text(header.name);
    member.stored_bytes = header.stored_bytes;
    member.size = header.size;
    member.checksum = header.checksum;
    member.method = header.method;
    member.flags = header.flags;
    // An offset that does not fit leads nowhere: no_header is said when it is read.
    member.header_offset = checked_add(header.header_offset, base).value_or(~std::uint64_t{0});
    return member;
}

Result<void> read_members(const DirectoryPlace& place, Archive& archive, IssueLog& log)
{
    if (place.bytes > limits::zip_directory_bytes)
        return fail(ErrorCode::LimitExceeded, "zip_directory_bytes", place.begin);
    STRATA_ASSIGN(const auto bytes, archive.source->read_copy(place.begin, place.bytes));
    ByteCursor cursor(bytes, place.begin);
    while (!cursor.at_end()) {
        const std::uint64_t offset = cursor.offset();
        const auto header = read_central_header(cursor);
        if (!header) {
            log.error(rules::broken_directory, Integrity::Incomplete, {{}, offset},
                      {{"what", header.error().code == ErrorCode::Malformed ? "header" : "size"}});
            return {};
        }
        if (archive.members.size() == limits::zip_members)
            return fail(ErrorCode::LimitExceeded, "zip_members", offset);
        archive.members.push_back(member_of(*header, place.base));
    }
    return {};
}

/// Says what the end record and the directory contradict each other in.
void check_end(const EndRecord& end, const DirectoryPlace& place, const Archive& archive,
               IssueLog& log)
{
    const std::uint64_t count = archive.members.size();
    // Without zip64 the count wraps at 16 bits in some writers.
    if (count != end.members && (count & 0xffff) != end.members)
        log.error(rules::count_mismatch, Integrity::Ambiguous, {{}, end.end},
                  {{"expected", std::to_string(end.members)}, {"actual", std::to_string(count)}});
    if (end.contradicts)
        log.error(rules::second_directory, Integrity::Ambiguous, {{}, end.end});
    if (place.base != 0 && place.begin + place.bytes != end.end)
        log.error(rules::broken_directory, Integrity::Incomplete, {{}, place.begin},
                  {{"what", "size"}});
}

/// Other end records that a reader may come upon first: in the comment, or inside the directory.
/// One that lies before the directory belongs to an archive stored as a member.
void check_other_ends(const std::vector<EndRecord>& ends, const EndRecord& chosen,
                      const DirectoryPlace& place, IssueLog& log)
{
    for (const EndRecord& other : ends) {
        if (other.end >= place.begin && other.end != chosen.end)
            log.error(rules::second_directory, Integrity::Ambiguous, {{}, other.end});
    }
}

} // namespace

Result<std::optional<DirectoryPlace>> read_directory(Archive& archive, IssueLog& log)
{
    const ByteSource& source = *archive.source;
    STRATA_ASSIGN(const Tail tail, read_tail(source));
    const std::vector<EndRecord> ends = find_end_records(tail);
    if (ends.empty())
        return std::optional<DirectoryPlace>();
    const EndRecord& plain = choose_end(ends, tail);
    EndRecord end = plain;
    STRATA_TRY(read_zip64_end(source, end));
    if (end.several_disks)
        return fail(ErrorCode::UnsupportedFeature, "zip over several disks", end.end);
    const auto place = place_directory(source, end);
    if (!place)
        return std::optional<DirectoryPlace>();

    archive.comment = zip_name_text(end.comment);
    STRATA_TRY(read_members(*place, archive, log));
    check_end(end, *place, archive, log);
    check_other_ends(ends, plain, *place, log);
    const std::uint64_t file_end = plain.end + end_bytes + plain.comment.size();
    if (file_end < source.size())
        log.warning(rules::extra_bytes, Category::Integrity, {{}, file_end},
                    {{"where", "end"}, {"bytes", std::to_string(source.size() - file_end)}});
    return std::optional(*place);
}

} // namespace strata::zip
