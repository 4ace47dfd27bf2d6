// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// Every rule of the findings that io/zip emits, with its facts. "member" is the name of the member
/// it is about. Numbers in facts are decimal.
namespace strata::zip::rules {

/// The directory at the end is missing; members were found by their own headers. Error, integrity.
inline constexpr std::string_view no_directory = "zip-no-directory";
/// The directory breaks off or contradicts itself; members behind that place are unknown. what
/// ("header", "name", "size"). Error, integrity.
inline constexpr std::string_view broken_directory = "zip-broken-directory";
/// The directory has another number of members than its end says. expected, actual. Error, integrity
/// (ambiguous).
inline constexpr std::string_view count_mismatch = "zip-count-mismatch";
/// A second end of a directory that other programs may take for the right one. Error, integrity
/// (ambiguous).
inline constexpr std::string_view second_directory = "zip-second-directory";
/// The same name twice: programs differ in which one they take. member. Error, integrity
/// (ambiguous).
inline constexpr std::string_view duplicate_member = "zip-duplicate-member";
/// A member's own header says something else than the directory. member, what ("name", "method",
/// "flags", "size", "checksum"), directory, header (both values). Error, integrity (ambiguous).
inline constexpr std::string_view header_mismatch = "zip-header-mismatch";
/// A member's own header is not where the directory says. member. Error, integrity.
inline constexpr std::string_view no_header = "zip-no-header";
/// The file ends before the member does. member, expected, actual (bytes). Error, integrity.
inline constexpr std::string_view member_truncated = "zip-member-truncated";
/// Two members share bytes. member (the later one), bytes. Error, integrity (ambiguous).
inline constexpr std::string_view overlap = "zip-overlap";
/// A member that the directory does not list, between the others. member. Error, integrity
/// (ambiguous).
inline constexpr std::string_view unlisted_member = "zip-unlisted-member";
/// Bytes that belong to no member. where ("start", "between", "end"), bytes. Warning, integrity.
inline constexpr std::string_view extra_bytes = "zip-extra-bytes";
/// The member is encrypted, so its content is unknown. member. Error, integrity.
inline constexpr std::string_view encrypted = "zip-encrypted";
/// Compressed in a way that is not read. member, method (number), name (of the method). Error,
/// integrity.
inline constexpr std::string_view unsupported_method = "zip-unsupported-method";
/// A name that would leave the folder on extraction. member. Warning, security.
inline constexpr std::string_view unsafe_name = "zip-unsafe-name";
/// The content does not have the checksum that the archive gives. member. Error, integrity.
inline constexpr std::string_view bad_checksum = "zip-bad-checksum";
/// The content cannot be unpacked whole. member, detail. Error, integrity.
inline constexpr std::string_view damaged_member = "zip-damaged-member";

inline constexpr std::array all = {
    no_directory,    broken_directory, count_mismatch,     second_directory, duplicate_member,
    header_mismatch, no_header,        member_truncated,   overlap,          unlisted_member,
    extra_bytes,     encrypted,        unsupported_method, unsafe_name,      bad_checksum,
    damaged_member,
};

} // namespace strata::zip::rules
