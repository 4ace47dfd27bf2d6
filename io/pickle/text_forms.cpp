// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/text_forms.h"

#include "io/model/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

namespace strata::pickle {

namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

std::optional<unsigned> hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f')
        return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F')
        return static_cast<unsigned>(c - 'A' + 10);
    return std::nullopt;
}

/// The number that exactly `count` hexadecimal digits at the start of `text` write.
std::optional<std::uint32_t> hex_number(std::string_view text, std::size_t count)
{
    if (text.size() < count)
        return std::nullopt;
    std::uint32_t number = 0;
    for (const char c : text.substr(0, count)) {
        const auto digit = hex_digit(c);
        if (!digit)
            return std::nullopt;
        number = number << 4 | *digit;
    }
    return number;
}

void append_utf8(std::string& out, std::uint32_t code)
{
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xc0 | code >> 6);
        out += static_cast<char>(0x80 | (code & 0x3f));
    } else if ((code >= 0xd800 && code < 0xe000) || code > 0x10ffff) {
        out += replacement;
    } else if (code < 0x10000) {
        out += static_cast<char>(0xe0 | code >> 12);
        out += static_cast<char>(0x80 | (code >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (code & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | code >> 18);
        out += static_cast<char>(0x80 | (code >> 12 & 0x3f));
        out += static_cast<char>(0x80 | (code >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (code & 0x3f));
    }
}

/// Hands on every character of a raw-unicode-escape text until `visit` returns false.
template <class Visit> bool visit_raw_unicode_escape(std::string_view literal, Visit&& visit)
{
    std::size_t i = 0;
    while (i < literal.size()) {
        const char c = literal[i++];
        if (c != '\\' || i == literal.size()) {
            if (!visit(static_cast<unsigned char>(c)))
                return false;
            continue;
        }
        const char kind = literal[i++];
        const std::size_t digits = kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
        const auto code = digits ? hex_number(literal.substr(i), digits) : std::nullopt;
        if (code) {
            i += digits;
            if (!visit(*code))
                return false;
        } else if (!visit('\\') || !visit(static_cast<unsigned char>(kind))) {
            return false;
        }
    }
    return true;
}

/// Undoes one escape that starts behind its backslash at `i`; false when it is none.
bool append_escape(std::string& out, std::string_view literal, std::size_t& i)
{
    static constexpr std::string_view letters = "\\'\"abfnrtv";
    static constexpr std::string_view values = "\\'\"\a\b\f\n\r\t\v";
    const char kind = literal[i];
    if (const auto known = letters.find(kind); known != std::string_view::npos) {
        out += values[known];
        ++i;
        return true;
    }
    if (kind == 'x') {
        const auto code = hex_number(literal.substr(i + 1), 2);
        if (!code)
            return false;
        out += static_cast<char>(*code);
        i += 3;
        return true;
    }
    if (kind < '0' || kind > '7')
        return false;
    unsigned code = 0;
    for (int digits = 0; digits < 3 && i < literal.size(); ++digits, ++i) {
        if (literal[i] < '0' || literal[i] > '7')
            break;
        code = code * 8 + static_cast<unsigned>(literal[i] - '0');
    }
    out += static_cast<char>(code & 0xff);
    return true;
}

} // namespace

std::string decode_string_escape(std::string_view literal)
{
    std::string out;
    out.reserve(literal.size());
    std::size_t i = 0;
    while (i < literal.size()) {
        const char c = literal[i++];
        if (c != '\\' || i == literal.size()) {
            out += c;
            continue;
        }
        if (literal[i] == '\n')
            ++i;
        else if (!append_escape(out, literal, i))
            out += '\\';
    }
    return out;
}

std::string decode_raw_unicode_escape(std::string_view literal)
{
    std::string out;
    out.reserve(literal.size());
    visit_raw_unicode_escape(literal, [&](std::uint32_t code) {
        append_utf8(out, code);
        return true;
    });
    return out;
}

std::optional<std::string> latin1_from_raw_unicode_escape(std::string_view literal)
{
    std::string out;
    out.reserve(literal.size());
    const bool all = visit_raw_unicode_escape(literal, [&](std::uint32_t code) {
        out += static_cast<char>(code & 0xff);
        return code < 256;
    });
    if (!all)
        return std::nullopt;
    return out;
}

/// Arrays are decoded by this, so it goes byte by byte and nothing is appended.
std::optional<std::string> latin1_from_utf8(std::string_view text)
{
    std::string out(text.size(), '\0');
    char* next = out.data();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            *next++ = text[i];
            continue;
        }
        // U+0080 to U+00FF are C2 or C3 and one more byte.
        if ((byte != 0xc2 && byte != 0xc3) || ++i == text.size())
            return std::nullopt;
        const auto second = static_cast<unsigned char>(text[i]);
        if ((second & 0xc0) != 0x80)
            return std::nullopt;
        *next++ = static_cast<char>(byte << 6 | (second & 0x3f));
    }
    out.resize(static_cast<std::size_t>(next - out.data()));
    return out;
}

namespace {

std::string decimal_digits(std::vector<std::uint32_t> limbs)
{
    constexpr std::uint32_t billion = 1'000'000'000;
    std::string reversed;
    while (!limbs.empty()) {
        std::uint64_t rest = 0;
        for (std::size_t i = limbs.size(); i-- > 0;) {
            rest = rest << 32 | limbs[i];
            limbs[i] = static_cast<std::uint32_t>(rest / billion);
            rest %= billion;
        }
        while (!limbs.empty() && limbs.back() == 0)
            limbs.pop_back();
        for (int digit = 0; digit < 9 && (rest != 0 || !limbs.empty()); ++digit, rest /= 10)
            reversed += static_cast<char>('0' + rest % 10);
    }
    return {reversed.rbegin(), reversed.rend()};
}

} // namespace

std::string twos_complement_digits(std::string_view bytes)
{
    std::string magnitude(bytes);
    const bool negative = !bytes.empty() && (bytes.back() & 0x80) != 0;
    if (negative) {
        unsigned carry = 1;
        for (char& c : magnitude) {
            const unsigned sum = (~static_cast<unsigned>(c) & 0xff) + carry;
            c = static_cast<char>(sum & 0xff);
            carry = sum >> 8;
        }
    }
    std::string digits;
    if (bytes.size() > decimal_bytes) {
        static constexpr char hex[] = "0123456789abcdef";
        digits = "0x";
        for (std::size_t i = magnitude.size(); i-- > 0;) {
            digits += hex[static_cast<unsigned char>(magnitude[i]) >> 4];
            digits += hex[magnitude[i] & 0x0f];
        }
    } else {
        std::vector<std::uint32_t> limbs(magnitude.size() / 4 + 1);
        for (std::size_t i = 0; i < magnitude.size(); ++i)
            limbs[i / 4] |= static_cast<std::uint32_t>(static_cast<unsigned char>(magnitude[i]))
                            << (i % 4 * 8);
        digits = decimal_digits(std::move(limbs));
        if (digits.empty())
            digits = "0";
    }
    return negative ? "-" + digits : digits;
}

} // namespace strata::pickle
