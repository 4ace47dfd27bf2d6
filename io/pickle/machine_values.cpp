// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/utf8.h"
#include "io/pickle/machine.h"
#include "io/pickle/number_text.h"
#include "io/pickle/rules.h"
#include "io/pickle/text_forms.h"

#include <bit>
#include <cstring>

namespace strata::pickle {

// Arguments of fixed size -----------------------------------------------------------------------

/// The next `count` bytes (at most what the window looks ahead); null at the end of the source.
const unsigned char* Machine::take(std::size_t count)
{
    if (m_window.available() < count) [[unlikely]] {
        truncated("argument", count - m_window.available());
        return nullptr;
    }
    const unsigned char* bytes = m_window.next();
    m_window.advance(count);
    return bytes;
}

template <class T> std::optional<T> Machine::number()
{
    const unsigned char* bytes = take(sizeof(T));
    if (bytes == nullptr) [[unlikely]]
        return std::nullopt;
    T value;
    std::memcpy(&value, bytes, sizeof(T));
    static_assert(std::endian::native == std::endian::little, "a big-endian host needs a swap");
    return value;
}

template std::optional<std::uint8_t> Machine::number();
template std::optional<std::uint16_t> Machine::number();
template std::optional<std::int32_t> Machine::number();
template std::optional<std::uint32_t> Machine::number();
template std::optional<std::uint64_t> Machine::number();

void Machine::binary_float()
{
    if (const auto bits = number<std::uint64_t>())
        push(m_builder.real(m_at, std::bit_cast<double>(__builtin_bswap64(*bits))));
}

/// LONG1 and LONG4: little-endian, in two's complement.
void Machine::long_integer(std::uint64_t length)
{
    if (length > m_window.remaining())
        return truncated("argument", length - m_window.remaining());
    if (length > 8) {
        push(m_builder.big_integer(m_at, Form::TwosComplement, m_window.offset(), length));
        m_window.skip(length);
        return;
    }
    const unsigned char* bytes = take(static_cast<std::size_t>(length));
    std::uint64_t value = 0;
    if (length > 0) {
        value = (bytes[length - 1] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
        for (std::size_t i = static_cast<std::size_t>(length); i-- > 0;)
            value = value << 8 | bytes[i];
    }
    integer(static_cast<std::int64_t>(value));
}

// Text and bytes --------------------------------------------------------------------------------

/// Text or bytes of a known length, just as they are. Long ones are jumped over.
void Machine::stored(Kind kind, std::uint64_t length)
{
    if (length > m_window.remaining())
        return truncated("argument", length - m_window.remaining());
    const std::uint64_t place = m_window.offset();
    const std::size_t seen =
        length < m_window.available() ? static_cast<std::size_t>(length) : m_window.available();
    const std::string_view head(reinterpret_cast<const char*>(m_window.next()), seen);
    if (kind == Kind::Bytes || kind == Kind::ByteArray || length > Graph::pooled_text) {
        const ObjectId id = m_builder.stored(kind, m_at, Form::Plain, place, length);
        push(id);
        note_candidate(id, head, length);
    } else {
        text_in_source(kind, Form::Plain, place, length, head);
    }
    m_window.skip(length);
}

/// A short text goes into the graph's pool; `text` is its value, as bytes that may be no UTF-8.
void Machine::text_in_source(Kind kind, Form form, std::uint64_t place, std::uint64_t length,
                             std::string_view text)
{
    ObjectId id = ObjectId::none;
    if (is_ascii(text))
        id = m_builder.pooled(kind, m_at, form, place, length, text);
    else
        id = m_builder.pooled(kind, m_at, form, place, length, to_valid_utf8(text));
    push(id);
    note_candidate(id, text, length);
}

/// Remembers bytes and text whose beginning could be that of a pickle, plain or encoded.
void Machine::note_candidate(ObjectId id, std::string_view head, std::uint64_t length)
{
    // The shortest pickle that calls something: a global, arguments, REDUCE, STOP.
    if (length < 8 || head.size() < 8)
        return;
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned char>(head[i]);
    };
    bool candidate = false;
    switch (byte(0)) {
    case 0x80:
        candidate = byte(1) <= highest_protocol;
        break;
    case 0x1f: // gzip, zlib, bzip2, xz
    case 0x78:
    case 0xfd:
        candidate = true;
        break;
    case 'B':
    case 'H': // and base64 of them
    case 'Q':
    case '/':
        candidate = head.starts_with("BZh") || head.starts_with("H4sI") ||
                    head.starts_with("Qlpo") || head.starts_with("/Td6");
        break;
    case 'e':
        candidate = head.starts_with("eAE") || head.starts_with("eF4") || head.starts_with("eJ") ||
                    head.starts_with("eN");
        break;
    case 'c':
    case '(':
    case 'S':
    case 'X':
    case 'U':
        // Without PROTO a global must come soon: module, newline.
        candidate = std::memchr(head.data(), '\n', std::min<std::size_t>(head.size(), 256));
        break;
    case 'g':
    case 'Y':
    case 'K':
        // base64 of 80, 'c' and '('.
        candidate = length >= 16 && is_ascii(head.substr(0, 8)) && byte(1) != ' ';
        break;
    case '8':
    case '6':
    case '2':
        candidate = length >= 16 &&
                    (head.starts_with("800") || head.starts_with("63") || head.starts_with("28"));
        break;
    default:
        break;
    }
    if (candidate)
        m_log.may_nest.push_back(id);
}

// Lines of protocol 0 ---------------------------------------------------------------------------

std::optional<Machine::Line> Machine::line()
{
    const std::uint64_t start = m_window.offset();
    std::size_t searched = 0;
    for (;;) {
        const std::size_t available = m_window.available();
        const auto* first = m_window.next();
        if (available > searched) {
            const auto* end = static_cast<const unsigned char*>(
                std::memchr(first + searched, '\n', available - searched));
            if (end != nullptr) {
                const auto length = static_cast<std::size_t>(end - first);
                m_window.advance(length + 1);
                return Line{start, length,
                            std::string_view(reinterpret_cast<const char*>(first), length)};
            }
        }
        if (available >= longest_line)
            return rest_of_long_line(start);
        searched = available;
        if (auto filled = m_window.fill(available + 1); !filled) {
            m_error = std::move(filled).error();
            m_done = true;
            return std::nullopt;
        }
        if (m_window.available() == searched) {
            truncated("argument");
            return std::nullopt;
        }
    }
}

/// Goes on to the newline of a line that is too long to be kept: array data of protocol 0.
std::optional<Machine::Line> Machine::rest_of_long_line(std::uint64_t start)
{
    for (;;) {
        const std::size_t available = m_window.available();
        const auto* first = m_window.next();
        if (const void* end = available ? std::memchr(first, '\n', available) : nullptr) {
            const auto length =
                static_cast<std::size_t>(static_cast<const unsigned char*>(end) - first);
            m_window.advance(length + 1);
            return Line{start, m_window.offset() - 1 - start, std::nullopt};
        }
        m_window.advance(available);
        if (auto filled = m_window.fill(1); !filled) {
            m_error = std::move(filled).error();
            m_done = true;
            return std::nullopt;
        }
        if (m_window.available() == 0) {
            truncated("argument");
            return std::nullopt;
        }
    }
}

void Machine::int_line()
{
    const auto text = line();
    if (!text)
        return;
    if (text->text == "00" || text->text == "01")
        return push(m_builder.boolean(m_at, *text->text == "01"));
    const IntegerText value = parse_integer(text->text.value_or(""), 0);
    if (!value.valid)
        return bad_opcode("integer");
    if (value.fits)
        integer(value.value);
    else
        push(m_builder.big_integer(m_at, Form::Decimal, text->offset, text->length));
}

void Machine::long_line()
{
    const auto text = line();
    if (!text)
        return;
    if (!text->text) {
        push(m_builder.big_integer(m_at, Form::Decimal, text->offset, text->length));
        return;
    }
    std::string_view digits = *text->text;
    if (!digits.empty() && digits.back() == 'L')
        digits.remove_suffix(1);
    const IntegerText value = parse_integer(digits, 0);
    if (!value.valid)
        return bad_opcode("integer");
    if (value.fits)
        integer(value.value);
    else
        push(m_builder.big_integer(m_at, Form::Decimal, text->offset, text->length));
}

void Machine::float_line()
{
    const auto text = line();
    if (!text)
        return;
    const auto value = parse_float(text->text.value_or(""));
    if (!value)
        return bad_opcode("float");
    push(m_builder.real(m_at, *value));
}

void Machine::string_line()
{
    const auto text = line();
    if (!text)
        return;
    if (!text->text) {
        if (text->length < 2)
            return bad_opcode("string");
        push(m_builder.stored(Kind::NativeString, m_at, Form::StringEscape, text->offset + 1,
                              text->length - 2));
        return;
    }
    std::string_view quoted = *text->text;
    // Python 3 strips the line's end only, Python 2 any space around it.
    while (!quoted.empty() && (quoted.back() == ' ' || quoted.back() == '\r'))
        quoted.remove_suffix(1);
    if (quoted.size() < 2 || quoted.front() != quoted.back() ||
        (quoted.front() != '\'' && quoted.front() != '"'))
        return bad_opcode("string");
    const std::string_view literal = quoted.substr(1, quoted.size() - 2);
    const bool escaped = literal.find('\\') != std::string_view::npos;
    const Form form = escaped ? Form::StringEscape : Form::Plain;
    if (literal.size() > Graph::pooled_text) {
        const ObjectId id =
            m_builder.stored(Kind::NativeString, m_at, form, text->offset + 1, literal.size());
        push(id);
        note_candidate(id, literal, literal.size());
        return;
    }
    text_in_source(Kind::NativeString, form, text->offset + 1, literal.size(),
                   escaped ? decode_string_escape(literal) : std::string(literal));
}

void Machine::unicode_line()
{
    const auto text = line();
    if (!text)
        return;
    const bool plain =
        text->text && is_ascii(*text->text) && text->text->find('\\') == std::string_view::npos;
    const Form form = plain ? Form::Plain : Form::RawUnicodeEscape;
    if (!text->text || text->length > Graph::pooled_text) {
        const ObjectId id = m_builder.stored(Kind::Text, m_at, form, text->offset, text->length);
        push(id);
        note_candidate(id, text->text.value_or(""), text->length);
        return;
    }
    text_in_source(Kind::Text, form, text->offset, text->length,
                   plain ? std::string(*text->text) : decode_raw_unicode_escape(*text->text));
}

// The memo --------------------------------------------------------------------------------------

void Machine::get(std::uint64_t slot)
{
    const ObjectId id = m_level->memo.get(slot);
    if (id == ObjectId::none) [[unlikely]] {

        bad_operand("memo");
        return push(m_builder.missing(m_at));
    }
    note_shared(id);
    push(id);
}

/// Counts containers that stand in several places.
void Machine::note_shared(ObjectId id)
{
    const Kind kind = m_builder.kind(id);
    if (kind == Kind::List || kind == Kind::Tuple || kind == Kind::Dict || kind == Kind::Set ||
        kind == Kind::FrozenSet)
        ++m_log.shared_containers;
}

void Machine::put(std::uint64_t slot)
{
    m_level->memo.put(slot, top());
}

void Machine::get_line()
{
    const auto text = line();
    if (!text)
        return;
    const IntegerText slot = parse_integer(text->text.value_or(""), 10);
    if (!slot.valid)
        return bad_opcode("integer");
    if (slot.fits && slot.value >= 0)
        return get(static_cast<std::uint64_t>(slot.value));
    const auto found = m_level->huge_memo.find(std::string(*text->text));
    if (found != m_level->huge_memo.end())
        return push(found->second);
    bad_operand("memo");
    push(m_builder.missing(m_at));
}

void Machine::put_line()
{
    const auto text = line();
    if (!text)
        return;
    const IntegerText slot = parse_integer(text->text.value_or(""), 10);
    if (!slot.valid)
        return bad_opcode("integer");
    if (slot.fits && slot.value >= 0)
        return put(static_cast<std::uint64_t>(slot.value));
    if (slot.fits)
        return bad_operand("memo");
    m_level->huge_memo[std::string(*text->text)] = top();
}

} // namespace strata::pickle
