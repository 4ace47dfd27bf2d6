// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/json_tokens.h"

#include "widgets/words/one_line.h"
#include "widgets/words/translation.h"

#include <QByteArray>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace strata::words {

namespace {

using Kind = JsonToken::Kind;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_hexadecimal(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Of a name in a program, or of any language but English.
bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Bytes of the quote that `rest` begins with and JSON does not know: U+2018 to U+201F, which word
/// processors make of straight quotes, and U+00AB, U+00BB among them. 0: of none.
std::size_t other_quote(std::string_view rest)
{
    if (rest.starts_with('\'') || rest.starts_with('`'))
        return 1;
    if (rest.starts_with("\xC2\xAB") || rest.starts_with("\xC2\xBB"))
        return 2;
    return rest.size() > 2 && rest.starts_with("\xE2\x80") && rest[2] >= '\x98' && rest[2] <= '\x9F'
               ? 3
               : 0;
}

std::size_t end_of_line(std::string_view text, std::size_t at)
{
    return std::min(text.find('\n', at), text.size());
}

/// Behind the double quote that ends a text, or the end of its line.
std::size_t end_of_text(std::string_view text, std::size_t at)
{
    for (++at; at < text.size() && text[at] != '\n'; ++at) {
        if (text[at] == '"')
            return at + 1;
        if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] != '\n')
            ++at;
    }
    return at;
}

std::size_t end_of_other_quotes(std::string_view text, std::size_t at)
{
    const std::size_t line = end_of_line(text, at);
    for (std::size_t next = at + 1; next < line; ++next) {
        if (const std::size_t quote = other_quote(text.substr(next)); quote != 0)
            return next + quote;
    }
    return line;
}

std::size_t end_of_word(std::string_view text, std::size_t at)
{
    const auto* const end = std::find_if(text.begin() + at, text.end(), [](char c) {
        return !is_letter(c) && !is_digit(c) && c != '.' && c != '-' && c != '+';
    });
    return static_cast<std::size_t>(end - text.begin());
}

/// Whether the last double quote ends the text, with no backslash of its own before it.
bool is_closed(std::string_view text)
{
    if (text.size() < 2 || text.back() != '"')
        return false;
    const std::size_t before = text.find_last_not_of('\\', text.size() - 2);
    return (text.size() - 2 - before) % 2 == 0;
}

QString text_fault(std::string_view text)
{
    if (!is_closed(text))
        return translate("This text is never closed: a double quote is missing at its end.");
    for (std::size_t at = 1; at + 1 < text.size(); ++at) {
        if (text[at] == '\t')
            return translate("A tab within a text is written \\t.");
        if (static_cast<unsigned char>(text[at]) < 0x20)
            return translate("A control character within a text is written \\u and four digits.");
        if (text[at] != '\\')
            continue;
        const char escaped = text[++at];
        if (escaped == 'u') {
            const std::string_view digits = text.substr(at + 1, 4);
            if (digits.size() < 4 || !std::all_of(digits.begin(), digits.end(), is_hexadecimal))
                return translate("Four hexadecimal digits follow \\u.");
            at += 4;
        } else if (std::string_view("\"\\/bfnrt").find(escaped) == std::string_view::npos) {
            return translate("A backslash within a text is written \\\\.");
        }
    }
    return {};
}

/// Half a pair of UTF-16 in a text's escapes; the other half must follow it.
QString surrogate_fault(std::string_view text)
{
    bool high = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool escape = text[at] == '\\' && at + 1 < text.size();
        unsigned int unit = 0;
        if (escape && text[at + 1] == 'u')
            unit = QByteArray(text.data() + at + 2, 4).toUInt(nullptr, 16);
        const bool low = unit >= 0xDC00 && unit < 0xE000;
        if (high != low)
            return translate("\\u writes this character in two halves: one of them is missing.");
        high = unit >= 0xD800 && unit < 0xDC00;
        at += unit != 0 ? 5 : escape ? 1 : 0;
    }
    return {};
}

/// Past the largest double. `number` is one that JSON allows.
bool is_too_large(std::string_view number)
{
    long double value = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
    if (read.ec == std::errc::result_out_of_range) // too large, or too small, which is 0
        return number.find("e-") == number.npos && number.find("E-") == number.npos &&
               number.find("0.") > 1;
    return std::abs(value) > std::numeric_limits<double>::max();
}

QString no_such_number(std::string_view text)
{
    return translate("JSON has no %1: write null, or a text in double quotes.").arg(text_of(text));
}

QString number_fault(std::string_view text)
{
    if (text.starts_with('+'))
        return translate("A number has no plus sign before it.");
    std::string_view rest = text;
    if (rest.starts_with('-'))
        rest.remove_prefix(1);
    const auto digits = [&rest] {
        const std::size_t count = std::min(rest.find_first_not_of("0123456789"), rest.size());
        rest.remove_prefix(count);
        return count;
    };
    if (rest.starts_with('i') || rest.starts_with('I'))
        return no_such_number(text);
    const bool zero = rest.starts_with('0');
    const std::size_t whole = digits();
    if (whole == 0 && rest.starts_with('.'))
        return translate("A digit is missing before the point: write 0.5, not .5.");
    if (zero && whole > 1)
        return translate("A number does not begin with 0: take the zeros away.");
    bool good = whole > 0;
    if (good && rest.starts_with('.')) {
        rest.remove_prefix(1);
        if (digits() == 0)
            return translate("A digit is missing after the point: write 1.0, not 1.");
    }
    if (good && (rest.starts_with('e') || rest.starts_with('E'))) {
        rest.remove_prefix(1);
        if (rest.starts_with('+') || rest.starts_with('-'))
            rest.remove_prefix(1);
        good = digits() > 0;
    }
    if (!good || !rest.empty())
        return translate("This is no number as JSON writes it: -1, 2.5, 3e-4.");
    return is_too_large(text) ? translate("This number is too large for 64 bits.") : QString();
}

QString word_fault(std::string_view text)
{
    const QString word = text_of(text);
    if (word == u"true" || word == u"false" || word == u"null")
        return {};
    const QString small = word.toLower();
    if (small == u"true" || small == u"false" || small == u"null")
        return translate("JSON writes this in small letters: %1.").arg(small);
    if (small == u"none" || small == u"undefined" || small == u"nil")
        return translate("JSON writes this null.");
    if (small == u"nan" || small == u"inf" || small == u"infinity")
        return no_such_number(text);
    return translate("A text needs double quotes: \"%1\".").arg(one_line(word, longest_quoted));
}

} // namespace

JsonToken next_json_token(std::string_view text, std::size_t at)
{
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (at == 0 && text.starts_with(byte_order_mark))
        at = byte_order_mark.size();
    at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
    if (at == text.size())
        return {Kind::End, at, at};
    const std::string_view rest = text.substr(at);
    const char c = rest.front();
    if (c == '{' || c == '[')
        return {Kind::Open, at, at + 1};
    if (c == '}' || c == ']')
        return {Kind::Close, at, at + 1};
    if (c == ',')
        return {Kind::Comma, at, at + 1};
    if (c == ':')
        return {Kind::Colon, at, at + 1};
    if (c == '"')
        return {Kind::Text, at, end_of_text(text, at)};
    if (other_quote(rest) != 0)
        return {Kind::OtherQuotes, at, end_of_other_quotes(text, at)};
    if (c == '#' || rest.starts_with("//") || rest.starts_with("/*"))
        return {Kind::Comment, at, end_of_line(text, at)};
    if (is_digit(c) || c == '-' || c == '+' || c == '.')
        return {Kind::Number, at, end_of_word(text, at)};
    if (is_letter(c))
        return {Kind::Word, at, end_of_word(text, at)};
    return {Kind::Other, at, at + 1};
}

QString json_token_fault(std::string_view text, const JsonToken& token)
{
    const std::string_view letters = text.substr(token.begin, token.end - token.begin);
    switch (token.kind) {
    case Kind::Text: {
        const QString fault = text_fault(letters);
        return fault.isEmpty() ? surrogate_fault(letters) : fault;
    }
    case Kind::Number:
        return number_fault(letters);
    case Kind::Word:
        return word_fault(letters);
    default:
        return {};
    }
}

} // namespace strata::words
