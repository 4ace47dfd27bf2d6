// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/zip/zip_replace.h"

#include "io/zip/rules.h"
#include "io/zip/zip_directory.h"
#include "io/zip/zip_headers.h"

#include <algorithm>

#include <zlib.h>

namespace strata::zip {

namespace {

constexpr std::uint64_t beyond_plain = 0xffffffff; ///< "see the zip64 extra field"
constexpr std::uint64_t longest_extra = 0xffff;
constexpr std::uint64_t extra_head_bytes = 4;
constexpr std::uint16_t zip64_kind = 0x0001;    ///< 4.5.3
constexpr std::uint16_t torch_padding = 0x4246; ///< "FB"
constexpr std::uint16_t other_padding = 0x4150; ///< "PA"

/// Where the fields of the two headers lie (4.3.7, 4.3.12).
struct HeaderForm {
    std::size_t flags = 0;
    std::size_t method = 0;
    std::size_t checksum = 0; ///< stored size and size follow
    std::size_t name_bytes = 0;
    std::size_t offset = 0; ///< of the local header; 0: it has none
    std::size_t fixed_bytes = 0;
};
constexpr HeaderForm local_form = {6, 8, 14, 26, 0, 30};
constexpr HeaderForm central_form = {8, 10, 16, 28, 42, 46};

tl::unexpected<Error> not_replaced(std::string reason, std::string where = {})
{
    return fail(ErrorCode::BadArgument, std::move(reason), {}, std::move(where));
}

/// A record of the archive as bytes that are changed in place.
class ChangedBytes {
public:
    explicit ChangedBytes(std::string bytes) : m_bytes(std::move(bytes)) {}

    [[nodiscard]] std::uint64_t number(std::size_t at, std::size_t size) const
    {
        std::uint64_t value = 0;
        for (std::size_t i = size; at + size <= m_bytes.size() && i-- > 0;)
            value = value << 8 | static_cast<unsigned char>(m_bytes[at + i]);
        return value;
    }
    void set(std::size_t at, std::size_t size, std::uint64_t value)
    {
        for (std::size_t i = 0; at + size <= m_bytes.size() && i < size; ++i)
            m_bytes[at + i] = static_cast<char>(value >> (8 * i));
    }
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }
    [[nodiscard]] std::string& bytes() { return m_bytes; }

private:
    std::string m_bytes;
};

/// A local header, or a record of the directory.
class ChangedHeader {
public:
    ChangedHeader(std::string bytes, const HeaderForm& form)
        : m_record(std::move(bytes)), m_form(form)
    {
    }

    [[nodiscard]] const std::string& bytes() const { return m_record.bytes(); }

    void make_stored()
    {
        constexpr std::uint64_t method_flags = 1U << 1 | 1U << 2; // how well it was deflated
        const std::uint64_t flags = m_record.number(m_form.flags, 2);
        m_record.set(m_form.flags, 2, flags & ~(flag_descriptor | method_flags));
        m_record.set(m_form.method, 2, method_stored);
    }

    /// The checksum, and the numbers that may lie in the zip64 field instead, in its order.
    Result<void> set_content(std::uint32_t checksum, std::uint64_t size)
    {
        m_record.set(m_form.checksum, 4, checksum);
        STRATA_TRY(set_number(m_form.checksum + 8, size));
        return set_number(m_form.checksum + 4, size);
    }

    [[nodiscard]] std::uint64_t offset() const
    {
        const std::uint64_t plain = m_record.number(m_form.offset, 4);
        const auto wide = plain == beyond_plain ? zip64_place(m_form.offset) : std::nullopt;
        return wide ? m_record.number(*wide, 8) : plain;
    }

    /// Its form depends on whether it fits into four bytes, and so may that of the member.
    Result<void> move(std::uint64_t to)
    {
        if ((offset() < beyond_plain) != (to < beyond_plain))
            return not_replaced("a part of the archive would move across the mark of 4 GiB");
        return set_number(m_form.offset, to);
    }

    /// Without the padding that writers put in front of the content; an extra field of its own kind
    /// takes its place, `bytes` long with its head.
    Result<void> take_padding_out()
    {
        const std::size_t begin = extra_begin();
        std::string kept;
        for (std::size_t at = begin; at < extra_end();) {
            const std::uint64_t length = extra_head_bytes + m_record.number(at + 2, 2);
            if (at + length > extra_end())
                return not_replaced("an extra field that ends too early");
            const std::uint64_t id = m_record.number(at, 2);
            if (id != torch_padding && id != other_padding)
                kept += m_record.bytes().substr(at, length);
            at += length;
        }
        m_record.bytes().resize(begin);
        m_record.bytes() += kept;
        m_record.set(m_form.name_bytes + 2, 2, kept.size());
        return {};
    }
    Result<void> pad(std::uint64_t bytes)
    {
        if (bytes == 0)
            return {};
        const std::uint64_t all = extra_end() - extra_begin() + bytes;
        if (all > longest_extra)
            return not_replaced("no room to align what follows");
        const std::size_t at = m_record.bytes().size();
        m_record.bytes().append(bytes, 'Z'); // as torch fills it
        m_record.set(at, 2, torch_padding);
        m_record.set(at + 2, 2, bytes - extra_head_bytes);
        m_record.set(m_form.name_bytes + 2, 2, all);
        return {};
    }

private:
    [[nodiscard]] std::size_t extra_begin() const
    {
        return m_form.fixed_bytes + static_cast<std::size_t>(m_record.number(m_form.name_bytes, 2));
    }
    [[nodiscard]] std::size_t extra_end() const
    {
        return extra_begin() + static_cast<std::size_t>(m_record.number(m_form.name_bytes + 2, 2));
    }

    /// Where the zip64 field holds the number that has no room in its own place.
    [[nodiscard]] std::optional<std::size_t> zip64_place(std::size_t wanted) const
    {
        for (std::size_t at = extra_begin(); at + extra_head_bytes <= extra_end();) {
            const auto length = static_cast<std::size_t>(m_record.number(at + 2, 2));
            if (m_record.number(at, 2) != zip64_kind) {
                at += extra_head_bytes + length;
                continue;
            }
            std::size_t place = at + extra_head_bytes;
            for (const std::size_t field :
                 {m_form.checksum + 8, m_form.checksum + 4, m_form.offset}) {
                const bool wide = field != 0 && m_record.number(field, 4) == beyond_plain;
                if (field == wanted)
                    return wide && place + 8 <= at + extra_head_bytes + length
                               ? std::optional(place)
                               : std::nullopt;
                place += wide ? 8 : 0;
            }
            break;
        }
        return std::nullopt;
    }

    Result<void> set_number(std::size_t field, std::uint64_t value)
    {
        if (const auto wide = zip64_place(field)) {
            m_record.set(*wide, 8, value);
            return {};
        }
        if (value >= beyond_plain)
            return not_replaced("a number of the archive would no longer fit into four bytes");
        m_record.set(field, 4, value);
        return {};
    }

    ChangedBytes m_record;
    const HeaderForm& m_form;
};

/// What comes of the content when it is sent.
struct Measure {
    std::uint64_t size = 0;
    std::uint32_t checksum = 0;
};

Result<Measure> measure(const Content& content)
{
    Measure all;
    uLong checksum = crc32_z(0, nullptr, 0);
    STRATA_TRY(content([&](std::span<const std::byte> bytes) -> Result<void> {
        checksum =
            crc32_z(checksum, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
        all.size += bytes.size();
        return {};
    }));
    all.checksum = static_cast<std::uint32_t>(checksum);
    return all;
}

Result<std::string> read_record(const ByteSource& source, std::uint64_t offset,
                                std::uint64_t length)
{
    std::string text(static_cast<std::size_t>(length), '\0');
    STRATA_TRY(source.read_at(offset, std::as_writable_bytes(std::span<char>(text))));
    return text;
}

/// The directory's records, each for the member of the same place.
Result<std::vector<ChangedHeader>> split_directory(const Archive& archive,
                                                   const std::string& directory)
{
    std::vector<ChangedHeader> headers;
    ByteCursor cursor(std::as_bytes(std::span(directory)));
    while (!cursor.at_end()) {
        const std::uint64_t begin = cursor.offset();
        STRATA_TRY(read_central_header(cursor));
        headers.emplace_back(directory.substr(begin, cursor.offset() - begin), central_form);
    }
    if (headers.size() != archive.members.size())
        return not_replaced("a directory of another length");
    return headers;
}

/// What stands behind the directory: the zip64 record and its locator, where there are, and the end
/// record with the comment.
class Ending {
public:
    explicit Ending(std::string bytes) : m_record(std::move(bytes)) {}

    Result<void> move(std::uint64_t directory, std::uint64_t bytes)
    {
        constexpr std::uint64_t zip64_head = 12;
        const std::uint64_t end = directory + bytes;
        std::uint64_t at = 0;
        if (m_record.number(0, 4) == zip64_end_signature) {
            at = zip64_head + m_record.number(4, 8);
            if (at > m_record.bytes().size() || m_record.number(at, 4) != zip64_locator_signature)
                return unknown();
            m_record.set(40, 8, bytes);
            m_record.set(48, 8, directory);
            m_record.set(at + 8, 8, end);
            at += zip64_locator_bytes;
        }
        if (m_record.number(at, 4) != end_signature)
            return unknown();
        STRATA_TRY(set(at + 12, bytes, at != 0));
        return set(at + 16, directory, at != 0);
    }
    [[nodiscard]] const std::string& bytes() const { return m_record.bytes(); }

private:
    static tl::unexpected<Error> unknown()
    {
        return not_replaced("an end of the archive that is not known");
    }

    Result<void> set(std::uint64_t at, std::uint64_t value, bool zip64)
    {
        if (m_record.number(at, 4) == beyond_plain && zip64)
            return {};
        if (value >= beyond_plain && !zip64)
            return not_replaced("a number of the archive would no longer fit into four bytes");
        m_record.set(at, 4, std::min(value, beyond_plain));
        return {};
    }

    ChangedBytes m_record;
};

/// An archive whose parts follow each other, each known.
Result<void> expect_usual(const Archive& archive)
{
    for (const Issue& issue : archive.issues) {
        if (issue.finding.rule != rules::unsafe_name)
            return not_replaced("the archive is not as it should be (" + issue.finding.rule + ")");
    }
    for (const Member& member : archive.members) {
        if (!member.readable() || member.overlaps)
            return not_replaced("the archive is not as it should be (" + member.problem + ")",
                                member.name);
    }
    return {};
}

/// The header of the new content, padded so that what follows moves by a multiple of `alignment`;
/// `old_bytes` is what the member took, header and all.
Result<ChangedHeader> new_header(std::string old, const Measure& content, std::uint64_t old_bytes,
                                 std::uint64_t alignment)
{
    ChangedHeader header(std::move(old), local_form);
    header.make_stored();
    STRATA_TRY(header.set_content(content.checksum, content.size));
    STRATA_TRY(header.take_padding_out());
    const std::uint64_t least = header.bytes().size() + content.size;
    std::uint64_t padding = (old_bytes % alignment + alignment - least % alignment) % alignment;
    while (padding != 0 && padding < extra_head_bytes)
        padding += alignment;
    STRATA_TRY(header.pad(padding));
    return header;
}

} // namespace

Result<void> write_replaced(const Archive& archive, std::size_t place, const Content& content,
                            std::uint64_t alignment, AtomicFile& out, const JobContext& job)
{
    STRATA_TRY(expect_usual(archive));
    const ByteSource& source = *archive.source;
    Archive listed{archive.source, {}, {}, {}};
    IssueLog log(listed);
    STRATA_ASSIGN(const auto directory, read_directory(listed, log));
    if (!directory || directory->base != 0)
        return not_replaced("the archive does not start where the file does");
    STRATA_ASSIGN(const std::string records,
                  read_record(source, directory->begin, directory->bytes));
    STRATA_ASSIGN(std::vector<ChangedHeader> headers, split_directory(archive, records));

    const Member& old = archive.members[place];
    std::uint64_t next = directory->begin;
    for (const Member& member : archive.members) {
        if (member.header_offset > old.header_offset)
            next = std::min(next, member.header_offset);
    }
    const std::uint64_t old_bytes = next - old.header_offset;
    STRATA_ASSIGN(const Measure measured, measure(content));
    STRATA_ASSIGN(std::string old_header,
                  read_record(source, old.header_offset, old.data_offset - old.header_offset));
    STRATA_ASSIGN(const ChangedHeader header, new_header(std::move(old_header), measured, old_bytes,
                                                         std::max<std::uint64_t>(alignment, 1)));
    const std::uint64_t new_bytes = header.bytes().size() + measured.size;

    headers[place].make_stored();
    STRATA_TRY(headers[place].set_content(measured.checksum, measured.size));
    std::string new_directory;
    for (ChangedHeader& each : headers) {
        if (each.offset() > old.header_offset)
            STRATA_TRY(each.move(each.offset() - old_bytes + new_bytes));
        new_directory += each.bytes();
    }
    const std::uint64_t directory_end = directory->begin + directory->bytes;
    STRATA_ASSIGN(std::string tail,
                  read_record(source, directory_end, source.size() - directory_end));
    Ending ending(std::move(tail));
    STRATA_TRY(ending.move(directory->begin - old_bytes + new_bytes, new_directory.size()));

    STRATA_TRY(out.copy(source, 0, old.header_offset, job));
    STRATA_TRY(out.write(header.bytes()));
    STRATA_TRY(content([&](std::span<const std::byte> bytes) { return out.write(bytes); }));
    STRATA_TRY(out.copy(source, next, directory->begin - next, job));
    STRATA_TRY(out.write(new_directory));
    return out.write(ending.bytes());
}

Result<std::string> find_other_change(const Archive& before, const Archive& after,
                                      std::size_t place, const JobContext& job)
{
    constexpr std::uint64_t block = std::uint64_t{1} << 20;
    if (before.members.size() != after.members.size())
        return "another number of members";
    for (std::size_t i = 0; i < before.members.size(); ++i) {
        const Member& old = before.members[i];
        const Member& now = after.members[i];
        if (old.name != now.name)
            return old.name;
        if (i == place)
            continue;
        if (old.method != now.method || old.flags != now.flags || old.checksum != now.checksum ||
            old.size != now.size || old.stored_bytes != now.stored_bytes)
            return old.name;
        for (std::uint64_t done = 0; done < old.stored_bytes; done += block) {
            STRATA_TRY(job.check());
            const std::uint64_t part = std::min(block, old.stored_bytes - done);
            STRATA_ASSIGN(const auto one, before.source->read_copy(old.data_offset + done, part));
            STRATA_ASSIGN(const auto other, after.source->read_copy(now.data_offset + done, part));
            if (one != other)
                return old.name;
        }
    }
    return std::string();
}

} // namespace strata::zip
