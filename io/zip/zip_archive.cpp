// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/zip/zip_archive.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/zip/issue_log.h"
#include "io/zip/rules.h"
#include "io/zip/zip_descriptor.h"
#include "io/zip/zip_directory.h"
#include "io/zip/zip_headers.h"
#include "io/zip/zip_name.h"

#include <algorithm>

namespace strata::zip {

namespace {

/// Enough for a header with a name of some length; longer ones take a second read.
constexpr std::uint64_t usual_header_bytes = 512;
/// Signature, checksum and two sizes behind the data of a member (4.3.9), at most.
constexpr std::uint64_t descriptor_bytes = 24;

/// A member's own header, with the bytes that its name points into.
struct OwnHeader {
    std::vector<std::byte> bytes;
    LocalHeader header;
};

Result<OwnHeader> read_own_header(const ByteSource& source, std::uint64_t offset)
{
    OwnHeader own;
    for (const std::uint64_t length : {usual_header_bytes, local_header_bytes + 2 * 0xffff}) {
        own.bytes.resize(length);
        STRATA_ASSIGN(const std::size_t count, source.read_some(offset, own.bytes));
        own.bytes.resize(count);
        auto header = read_local_header(own.bytes);
        if (header && (header->bytes <= count || count < length)) {
            own.header = *std::move(header);
            return own;
        }
        if (!header && header.error().code != ErrorCode::Truncated)
            return fail(std::move(header).error());
    }
    return fail(ErrorCode::Truncated, "local header", offset);
}

/// Reads every member's own header and holds it against the directory's.
class MemberReader {
public:
    MemberReader(Archive& archive, IssueLog& log) : m_archive(archive), m_log(log) {}

    Result<void> read_all(const JobContext& job)
    {
        for (std::size_t i = 0; i < m_archive.members.size(); ++i) {
            if (i % 1024 == 0)
                STRATA_TRY(job.check());
            STRATA_TRY(read(i));
        }
        return {};
    }

private:
    Result<void> read(std::size_t i)
    {
        Member& member = m_archive.members[i];
        if (is_unsafe_name(member.name))
            m_log.warning(rules::unsafe_name, Category::Security, {i, member.header_offset});
        auto own = read_own_header(*m_archive.source, member.header_offset);
        if (!own) {
            if (own.error().code == ErrorCode::ReadFailed)
                return fail(std::move(own).error());
            member.problem = "header";
            m_log.error(rules::no_header, Integrity::Incomplete, {i, member.header_offset});
            return {};
        }
        member.data_offset = member.header_offset + own->header.bytes;
        compare(i, own->header);
        check_data(i);
        return {};
    }

    void compare(std::size_t i, const LocalHeader& own)
    {
        const Member& member = m_archive.members[i];
        const std::string name = zip_name_text(own.name);
        if (name != member.name)
            mismatch(i, "name", member.name, name);
        if (own.method != member.method)
            mismatch(i, "method", std::to_string(member.method), std::to_string(own.method));
        if (((own.flags ^ member.flags) & flag_encrypted) != 0)
            mismatch(i, "flags", std::to_string(member.flags), std::to_string(own.flags));
        // With a descriptor the sizes follow the data, and the header may hold anything.
        if ((own.flags & flag_descriptor) != 0)
            return;
        if (own.size != member.size)
            mismatch(i, "size", std::to_string(member.size), std::to_string(own.size));
        else if (own.stored_bytes != member.stored_bytes)
            mismatch(i, "size", std::to_string(member.stored_bytes),
                     std::to_string(own.stored_bytes));
        if (own.checksum != member.checksum)
            mismatch(i, "checksum", std::to_string(member.checksum), std::to_string(own.checksum));
    }

    void mismatch(std::size_t i, const char* what, const std::string& directory,
                  const std::string& header)
    {
        m_log.error(rules::header_mismatch, Integrity::Ambiguous,
                    {i, m_archive.members[i].header_offset},
                    {{"what", what}, {"directory", directory}, {"header", header}});
    }

    void check_data(std::size_t i)
    {
        Member& member = m_archive.members[i];
        const std::uint64_t file_bytes = m_archive.source->size();
        const IssuePlace place{i, member.data_offset};
        if ((member.flags & flag_encrypted) != 0) {
            member.problem = "encrypted";
            m_log.error(rules::encrypted, Integrity::Incomplete, place);
        } else if (member.method != method_stored && member.method != method_deflated) {
            member.problem = "method";
            m_log.error(
                rules::unsupported_method, Integrity::Incomplete, place,
                {{"method", std::to_string(member.method)}, {"name", method_name(member.method)}});
        } else if (!range_fits(member.data_offset, member.stored_bytes, file_bytes)) {
            member.problem = "truncated";
            const std::uint64_t actual = file_bytes - std::min(member.data_offset, file_bytes);
            m_log.error(rules::member_truncated, Integrity::Incomplete, place,
                        {{"expected", std::to_string(member.stored_bytes)},
                         {"actual", std::to_string(actual)}});
        } else if (member.method == method_stored && member.stored_bytes != member.size) {
            member.problem = "header";
            mismatch(i, "size", std::to_string(member.size), std::to_string(member.stored_bytes));
        }
    }

    Archive& m_archive;
    IssueLog& m_log;
};

/// Whether members and directory cover the file, each byte once.
class CoverageCheck {
public:
    CoverageCheck(Archive& archive, IssueLog& log) : m_archive(archive), m_log(log) {}

    void run(std::uint64_t directory_begin)
    {
        for (const std::size_t i : in_file_order()) {
            Member& member = m_archive.members[i];
            member.overlaps = member.header_offset < m_end;
            if (member.overlaps) {
                m_archive.members[m_furthest].overlaps = true;
                m_log.error(rules::overlap, Integrity::Ambiguous, {i, member.header_offset},
                            {{"bytes", std::to_string(m_end - member.header_offset)}});
            } else {
                check_gap(member.header_offset);
            }
            const auto claimed = checked_add(member.data_offset, member.stored_bytes);
            const std::uint64_t end = claimed.value_or(m_archive.source->size());
            if (end > m_end) {
                m_end = end;
                m_furthest = i;
            }
            m_descriptor = (member.flags & flag_descriptor) != 0;
        }
        check_gap(directory_begin);
    }

private:
    std::vector<std::size_t> in_file_order() const
    {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < m_archive.members.size(); ++i) {
            if (m_archive.members[i].data_offset != 0)
                order.push_back(i);
        }
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return m_archive.members[a].header_offset < m_archive.members[b].header_offset;
        });
        return order;
    }

    /// Bytes from m_end to `next`, less the data descriptor of the member before.
    void check_gap(std::uint64_t next)
    {
        if (next <= m_end || (m_descriptor && next - m_end <= descriptor_bytes))
            return;
        if (const auto own = read_own_header(*m_archive.source, m_end)) {
            m_log.error(rules::unlisted_member, Integrity::Ambiguous, {{}, m_end},
                        {{"member", zip_name_text(own->header.name)}});
            return;
        }
        m_log.warning(
            rules::extra_bytes, Category::Integrity, {{}, m_end},
            {{"where", m_end == 0 ? "start" : "between"}, {"bytes", std::to_string(next - m_end)}});
    }

    Archive& m_archive;
    IssueLog& m_log;
    std::uint64_t m_end = 0;    ///< of what was covered so far
    std::size_t m_furthest = 0; ///< the member that ends there
    bool m_descriptor = false;
};

void check_names(const Archive& archive, IssueLog& log)
{
    std::vector<std::size_t> order(archive.members.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const int compared = archive.members[a].name.compare(archive.members[b].name);
        return compared != 0 ? compared < 0 : a < b;
    });
    for (std::size_t i = 1; i < order.size(); ++i) {
        const Member& member = archive.members[order[i]];
        if (member.name == archive.members[order[i - 1]].name)
            log.error(rules::duplicate_member, Integrity::Ambiguous,
                      {order[i], member.header_offset});
    }
}

/// Fills in what the header leaves to the descriptor; the end of both. Without one the file ends in the
/// member, which has at least one byte more than there are.
std::optional<std::uint64_t> take_descriptor(Member& member, std::uint64_t data_offset,
                                             std::uint64_t file_bytes,
                                             const std::optional<Descriptor>& descriptor)
{
    if (!descriptor) {
        member.stored_bytes = file_bytes - std::min(data_offset, file_bytes) + 1;
        member.size = member.stored_bytes;
        return std::nullopt;
    }
    member.stored_bytes = descriptor->stored_bytes;
    member.size = descriptor->size;
    member.checksum = descriptor->checksum;
    return descriptor->end;
}

/// Lists the members of an archive without directory by their own headers, as far as these follow
/// each other and say their size.
Result<void> list_by_headers(Archive& archive, IssueLog& log, const JobContext& job)
{
    std::uint64_t offset = 0;
    while (archive.members.size() < limits::zip_members) {
        STRATA_TRY(job.check());
        const auto own = read_own_header(*archive.source, offset);
        if (!own)
            break;
        Member member;
        member.name = zip_name_text(own->header.name);
        member.header_offset = offset;
        member.stored_bytes = own->header.stored_bytes;
        member.size = own->header.size;
        member.checksum = own->header.checksum;
        member.method = own->header.method;
        member.flags = own->header.flags;
        const std::uint64_t data_offset = offset + own->header.bytes;
        auto end = checked_add(data_offset, member.stored_bytes);
        const bool size_follows = (member.flags & flag_descriptor) != 0 && member.stored_bytes == 0;
        if (size_follows) {
            STRATA_ASSIGN(const auto descriptor,
                          find_descriptor(*archive.source, data_offset, job));
            end = take_descriptor(member, data_offset, archive.source->size(), descriptor);
        }
        archive.members.push_back(std::move(member));
        if (!end)
            break;
        offset = *end;
    }
    if (archive.members.empty())
        return fail(ErrorCode::Malformed, "end of central directory", archive.source->size());
    log.error(rules::no_directory, Integrity::Incomplete, {{}, archive.source->size()});
    return {};
}

} // namespace

std::string method_name(std::uint16_t method)
{
    switch (method) {
    case method_stored:
        return "stored";
    case method_deflated:
        return "deflate";
    case 9:
        return "deflate64";
    case 12:
        return "bzip2";
    case 14:
        return "lzma";
    case 93:
        return "zstd";
    case 95:
        return "xz";
    default:
        return "method " + std::to_string(method);
    }
}

Result<Archive> read_archive(SharedSource source, const JobContext& job)
{
    Archive archive;
    archive.source = std::move(source);
    IssueLog log(archive);
    STRATA_ASSIGN(const auto directory, read_directory(archive, log));
    if (!directory)
        STRATA_TRY(list_by_headers(archive, log, job));
    STRATA_TRY(MemberReader(archive, log).read_all(job));
    if (directory)
        CoverageCheck(archive, log).run(directory->begin);
    check_names(archive, log);
    log.finish();
    return archive;
}

} // namespace strata::zip
