// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/zip/zip_writer.h"

#include "io/zip/zip_headers.h"

#include <limits>

namespace strata::zip {

namespace {

constexpr std::uint16_t version_needed = 45;   ///< zip64
constexpr std::uint16_t utf8_names = 1U << 11; ///< 4.4.4
constexpr std::uint16_t first_date = 0x21;     ///< 1980-01-01
constexpr std::uint32_t in_zip64 = 0xffffffff; ///< "see the zip64 extra field"
constexpr std::uint16_t in_zip64_short = 0xffff;
constexpr std::uint16_t zip64_field = 0x0001;   ///< 4.5.3
constexpr std::uint16_t padding_field = 0x4150; ///< "PA": alignment, as APK and torch pad
constexpr std::uint64_t zip64_local_bytes = 20;
constexpr std::uint64_t field_head_bytes = 4;

/// A record of little-endian numbers.
class Record {
public:
    Record& u16(std::uint64_t value) { return number(value, 2); }
    Record& u32(std::uint64_t value) { return number(value, 4); }
    Record& u64(std::uint64_t value) { return number(value, 8); }
    Record& text(const std::string& value)
    {
        m_bytes += value;
        return *this;
    }
    [[nodiscard]] std::string take() { return std::move(m_bytes); }

private:
    Record& number(std::uint64_t value, int size)
    {
        for (int i = 0; i < size; ++i)
            m_bytes += static_cast<char>(value >> (8 * i));
        return *this;
    }
    std::string m_bytes;
};

} // namespace

Result<void> ZipWriter::put(const std::string& record)
{
    m_at += record.size();
    return m_sink(std::as_bytes(std::span(record)));
}

/// 4.3.7; sizes always in the zip64 field, which any reader of today knows.
Result<void> ZipWriter::begin(const std::string& name, std::uint64_t bytes, std::uint32_t checksum)
{
    if (name.size() > std::numeric_limits<std::uint16_t>::max())
        return fail(ErrorCode::BadArgument,
                    "a member's name of " + std::to_string(name.size()) + " bytes", {},
                    name.substr(0, 100));
    const std::uint64_t before = m_at + local_header_bytes + name.size() + zip64_local_bytes;
    std::uint64_t padding = (m_alignment - before % m_alignment) % m_alignment;
    if (padding != 0 && padding < field_head_bytes)
        padding += m_alignment;
    m_members.push_back({name, m_at, bytes, checksum});
    Record record;
    record.u32(local_header_signature).u16(version_needed).u16(utf8_names).u16(0).u16(0);
    record.u16(first_date).u32(checksum).u32(in_zip64).u32(in_zip64);
    record.u16(name.size()).u16(zip64_local_bytes + padding).text(name);
    record.u16(zip64_field).u16(16).u64(bytes).u64(bytes);
    if (padding != 0)
        record.u16(padding_field)
            .u16(padding - field_head_bytes)
            .text(std::string(static_cast<std::size_t>(padding - field_head_bytes), '\0'));
    return put(record.take());
}

Result<void> ZipWriter::write(std::span<const std::byte> bytes)
{
    m_at += bytes.size();
    return m_sink(bytes);
}

/// 4.3.12
std::string ZipWriter::central_header(const Member& member)
{
    Record record;
    record.u32(central_header_signature).u16(version_needed).u16(version_needed);
    record.u16(utf8_names).u16(0).u16(0).u16(first_date).u32(member.checksum);
    record.u32(in_zip64).u32(in_zip64).u16(member.name.size()).u16(28).u16(0).u16(0).u16(0);
    record.u32(0).u32(in_zip64).text(member.name);
    record.u16(zip64_field).u16(24).u64(member.bytes).u64(member.bytes).u64(member.offset);
    return record.take();
}

/// 4.3.14 to 4.3.16
std::string ZipWriter::end_records(std::uint64_t directory) const
{
    const std::uint64_t bytes = m_at - directory;
    const std::uint64_t count = m_members.size();
    Record record;
    record.u32(zip64_end_signature).u64(zip64_end_bytes - 12).u16(version_needed);
    record.u16(version_needed).u32(0).u32(0).u64(count).u64(count).u64(bytes).u64(directory);
    record.u32(zip64_locator_signature).u32(0).u64(m_at).u32(1);
    record.u32(end_signature).u16(0).u16(0).u16(in_zip64_short).u16(in_zip64_short);
    record.u32(in_zip64).u32(in_zip64).u16(0);
    return record.take();
}

Result<void> ZipWriter::finish()
{
    const std::uint64_t directory = m_at;
    for (const Member& member : m_members)
        STRATA_TRY(put(central_header(member)));
    return put(end_records(directory));
}

} // namespace strata::zip
