// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/utf8.h"
#include "io/pickle/graph.h"
#include "io/pickle/text_forms.h"

#include <algorithm>
#include <bit>

namespace strata::pickle {

namespace {

bool is_stored(Kind kind)
{
    return kind == Kind::Text || kind == Kind::NativeString || kind == Kind::Bytes ||
           kind == Kind::ByteArray || kind == Kind::BigInt;
}

std::string_view as_text(const std::vector<std::byte>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<std::byte> as_bytes(std::string_view text)
{
    const auto* first = reinterpret_cast<const std::byte*>(text.data());
    return {first, first + text.size()};
}

} // namespace

std::optional<std::string_view> Graph::text(ObjectId id) const
{
    const Kind what = kind(id);
    if (what != Kind::Text && what != Kind::NativeString)
        return std::nullopt;
    const Record& object = record(id);
    if (object.pooled())
        return std::string_view(m_text.data() + object.m_a, object.m_b & 0xffff);
    if (object.m_b == 0)
        return std::string_view{};
    return std::nullopt;
}

std::uint64_t Graph::byte_length(ObjectId id) const
{
    if (!is_stored(kind(id)))
        return 0;
    const Record& object = record(id);
    return object.pooled() ? object.m_b >> 32 : object.m_b;
}

std::optional<Extent> Graph::extent(ObjectId id) const
{
    const Kind what = kind(id);
    if (!is_stored(what) || what == Kind::BigInt)
        return std::nullopt;
    const Record& object = record(id);
    if (static_cast<Form>(object.detail()) != Form::Plain)
        return std::nullopt;
    if (object.pooled())
        return Extent{m_source_id, object.offset() + (object.m_b >> 16 & 0xffff), object.m_b >> 32};
    return Extent{m_source_id, object.m_a, object.m_b};
}

Result<std::vector<std::byte>> Graph::stored_bytes(ObjectId id, std::uint64_t max_bytes) const
{
    const Record& object = record(id);
    const std::uint64_t place =
        object.pooled() ? object.offset() + (object.m_b >> 16 & 0xffff) : object.m_a;
    const std::uint64_t length = std::min(byte_length(id), max_bytes);
    if (length == 0)
        return std::vector<std::byte>{};
    if (!m_source)
        return fail(ErrorCode::ReadFailed, "no source", place);
    return m_source->read_copy(place, length);
}

Result<std::string> Graph::read_text(ObjectId id, std::size_t max_bytes) const
{
    if (const auto pooled = text(id); pooled && pooled->size() <= max_bytes)
        return std::string(*pooled);
    const Kind what = kind(id);
    if (what != Kind::Text && what != Kind::NativeString)
        return fail(ErrorCode::BadArgument, "text");
    STRATA_ASSIGN(const auto stored, stored_bytes(id, max_bytes));
    switch (static_cast<Form>(record(id).detail())) {
    case Form::RawUnicodeEscape:
        return decode_raw_unicode_escape(as_text(stored));
    case Form::StringEscape:
        return to_valid_utf8(decode_string_escape(as_text(stored)));
    default:
        return to_valid_utf8(as_text(stored));
    }
}

Result<std::vector<std::byte>> Graph::read_bytes(ObjectId id, std::uint64_t max_bytes) const
{
    const Kind what = kind(id);
    if (!is_stored(what) || what == Kind::BigInt)
        return fail(ErrorCode::BadArgument, "bytes");
    // Escapes take at most six bytes for one (\u00ff), UTF-8 two.
    const auto form = static_cast<Form>(record(id).detail());
    const std::uint64_t room = form == Form::Plain && what != Kind::Text ? 1 : 6;
    if (byte_length(id) / room > max_bytes)
        return fail(ErrorCode::LimitExceeded, "bytes", record(id).offset());
    STRATA_ASSIGN(auto stored, stored_bytes(id, ~std::uint64_t{0}));
    if (form == Form::StringEscape)
        return as_bytes(decode_string_escape(as_text(stored)));
    if (what != Kind::Text)
        return stored;
    const auto decoded = form == Form::RawUnicodeEscape
                             ? latin1_from_raw_unicode_escape(as_text(stored))
                             : latin1_from_utf8(as_text(stored));
    if (!decoded)
        return fail(ErrorCode::BadArgument, "latin1", record(id).offset());
    return as_bytes(*decoded);
}

Result<std::string> Graph::read_big_integer(ObjectId id) const
{
    if (kind(id) != Kind::BigInt)
        return fail(ErrorCode::BadArgument, "integer");
    STRATA_ASSIGN(const auto stored, stored_bytes(id, std::uint64_t{1} << 16));
    if (static_cast<Form>(record(id).detail()) == Form::TwosComplement)
        return twos_complement_digits(as_text(stored));
    std::string digits(as_text(stored));
    if (!digits.empty() && digits.back() == 'L')
        digits.pop_back();
    return to_valid_utf8(digits);
}

} // namespace strata::pickle
