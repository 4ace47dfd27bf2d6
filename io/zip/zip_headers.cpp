// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/zip/zip_headers.h"

#include <algorithm>

namespace strata::zip {

namespace {

/// Values that say "see the zip64 extra field" or "see the zip64 end record".
constexpr std::uint32_t beyond_32 = 0xffffffff;
constexpr std::uint16_t beyond_16 = 0xffff;
constexpr std::uint16_t zip64_extra_id = 0x0001;

Result<void> expect_signature(ByteCursor& cursor, std::uint32_t wanted)
{
    const std::uint64_t offset = cursor.offset();
    STRATA_ASSIGN(const auto signature, cursor.little<std::uint32_t>());
    if (signature != wanted)
        return fail(ErrorCode::Malformed, "signature", offset);
    return {};
}

/// The zip64 extra field (4.5.3) among the extra fields; empty when there is none.
std::span<const std::byte> zip64_extra(std::span<const std::byte> extra)
{
    ByteCursor cursor(extra);
    for (;;) {
        const auto id = cursor.little<std::uint16_t>();
        const auto length = cursor.little<std::uint16_t>();
        if (!id || !length)
            return {};
        const auto field = cursor.take(*length);
        if (!field)
            return {};
        if (*id == zip64_extra_id)
            return *field;
    }
}

/// Replaces the values that did not fit, which the extra field holds in this order.
Result<void> apply_zip64_extra(std::span<const std::byte> extra, MemberHeader& header,
                               std::uint64_t* header_offset)
{
    ByteCursor cursor(zip64_extra(extra));
    for (std::uint64_t* const value : {&header.size, &header.stored_bytes, header_offset}) {
        if (value != nullptr && *value == beyond_32 && !cursor.at_end()) {
            STRATA_ASSIGN(*value, cursor.little<std::uint64_t>());
        }
    }
    return {};
}

/// Method, time, date, checksum, sizes: the run that both headers share.
Result<void> read_shared(ByteCursor& cursor, MemberHeader& header)
{
    STRATA_ASSIGN(header.flags, cursor.little<std::uint16_t>());
    STRATA_ASSIGN(header.method, cursor.little<std::uint16_t>());
    STRATA_TRY(cursor.skip(4)); // time and date
    STRATA_ASSIGN(header.checksum, cursor.little<std::uint32_t>());
    STRATA_ASSIGN(header.stored_bytes, cursor.little<std::uint32_t>());
    STRATA_ASSIGN(header.size, cursor.little<std::uint32_t>());
    return {};
}

} // namespace

Result<CentralHeader> read_central_header(ByteCursor& cursor)
{
    STRATA_TRY(expect_signature(cursor, central_header_signature));
    STRATA_TRY(cursor.skip(4)); // versions
    CentralHeader header;
    STRATA_TRY(read_shared(cursor, header));
    STRATA_ASSIGN(const auto name_bytes, cursor.little<std::uint16_t>());
    STRATA_ASSIGN(const auto extra_bytes, cursor.little<std::uint16_t>());
    STRATA_ASSIGN(const auto comment_bytes, cursor.little<std::uint16_t>());
    STRATA_TRY(cursor.skip(8)); // disk, attributes
    STRATA_ASSIGN(header.header_offset, cursor.little<std::uint32_t>());
    STRATA_ASSIGN(header.name, cursor.take_text(name_bytes));
    STRATA_ASSIGN(const auto extra, cursor.take(extra_bytes));
    STRATA_TRY(cursor.skip(comment_bytes));
    STRATA_TRY(apply_zip64_extra(extra, header, &header.header_offset));
    return header;
}

Result<LocalHeader> read_local_header(std::span<const std::byte> bytes)
{
    ByteCursor cursor(bytes);
    STRATA_TRY(expect_signature(cursor, local_header_signature));
    STRATA_TRY(cursor.skip(2)); // version
    LocalHeader header;
    STRATA_TRY(read_shared(cursor, header));
    STRATA_ASSIGN(const auto name_bytes, cursor.little<std::uint16_t>());
    STRATA_ASSIGN(const auto extra_bytes, cursor.little<std::uint16_t>());
    STRATA_ASSIGN(header.name, cursor.take_text(name_bytes));
    header.bytes = local_header_bytes + name_bytes + extra_bytes;
    if (extra_bytes <= cursor.remaining()) {
        STRATA_ASSIGN(const auto extra, cursor.take(extra_bytes));
        STRATA_TRY(apply_zip64_extra(extra, header, nullptr));
    }
    return header;
}

Result<EndRecord> read_end_record(ByteCursor& cursor)
{
    EndRecord end;
    end.end = cursor.offset();
    STRATA_TRY(expect_signature(cursor, end_signature));
    STRATA_ASSIGN(const auto disk, cursor.little<std::uint16_t>());
    STRATA_ASSIGN(const auto first_disk, cursor.little<std::uint16_t>());
    STRATA_TRY(cursor.skip(2)); // members on this disk
    STRATA_ASSIGN(end.members, cursor.little<std::uint16_t>());
    STRATA_ASSIGN(end.directory_bytes, cursor.little<std::uint32_t>());
    STRATA_ASSIGN(end.directory_offset, cursor.little<std::uint32_t>());
    STRATA_ASSIGN(const auto comment_bytes, cursor.little<std::uint16_t>());
    STRATA_ASSIGN(end.comment,
                  cursor.take_text(std::min<std::uint64_t>(comment_bytes, cursor.remaining())));
    end.several_disks =
        (disk != 0 && disk != beyond_16) || (first_disk != 0 && first_disk != beyond_16);
    return end;
}

Result<std::uint64_t> read_zip64_locator(std::span<const std::byte> bytes)
{
    ByteCursor cursor(bytes);
    STRATA_TRY(expect_signature(cursor, zip64_locator_signature));
    STRATA_TRY(cursor.skip(4)); // disk
    return cursor.little<std::uint64_t>();
}

Result<void> apply_zip64_end(std::span<const std::byte> bytes, EndRecord& end)
{
    ByteCursor cursor(bytes);
    STRATA_TRY(expect_signature(cursor, zip64_end_signature));
    STRATA_TRY(cursor.skip(8 + 4)); // size of this record, versions
    STRATA_ASSIGN(const auto disk, cursor.little<std::uint32_t>());
    STRATA_ASSIGN(const auto first_disk, cursor.little<std::uint32_t>());
    STRATA_TRY(cursor.skip(8)); // members on this disk
    STRATA_ASSIGN(const auto members, cursor.little<std::uint64_t>());
    STRATA_ASSIGN(const auto directory_bytes, cursor.little<std::uint64_t>());
    STRATA_ASSIGN(const auto directory_offset, cursor.little<std::uint64_t>());
    end.several_disks = end.several_disks || disk != 0 || first_disk != 0;
    end.contradicts =
        (end.members != beyond_16 && end.members != members) ||
        (end.directory_bytes != beyond_32 && end.directory_bytes != directory_bytes) ||
        (end.directory_offset != beyond_32 && end.directory_offset != directory_offset);
    end.members = members;
    end.directory_bytes = directory_bytes;
    end.directory_offset = directory_offset;
    return {};
}

} // namespace strata::zip
