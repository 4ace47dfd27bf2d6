// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/value_text.h"

#include "io/model/json_value.h"
#include "io/model/utf8.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace strata {

namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == text.npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

tl::unexpected<Error> bad(std::string reason, std::optional<std::uint64_t> offset = {})
{
    return fail(ErrorCode::BadArgument, std::move(reason), offset);
}

Result<Value> parse_integer(std::string_view text)
{
    std::string_view digits = text;
    if (digits.starts_with('+'))
        digits.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (end != digits.data() + digits.size() || digits.empty() ||
        problem == std::errc::invalid_argument)
        return bad("a whole number is wanted");
    if (problem == std::errc::result_out_of_range)
        return Value::big_integer(std::string(digits));
    return Value::integer(number);
}

Result<Value> parse_real(std::string_view text)
{
    std::string_view digits = text;
    const bool negative = digits.starts_with('-');
    if (negative || digits.starts_with('+'))
        digits.remove_prefix(1);
    double number = 0;
    if (digits == "nan" || digits == "NaN") {
        number = std::numeric_limits<double>::quiet_NaN();
    } else if (digits == "inf" || digits == "Infinity") {
        number = std::numeric_limits<double>::infinity();
    } else {
        const auto [end, problem] =
            std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (end != digits.data() + digits.size() || digits.empty() || digits.starts_with('-') ||
            problem == std::errc::invalid_argument)
            return bad("a number is wanted");
        if (problem == std::errc::result_out_of_range)
            return bad("a number that fits 64 bits is wanted");
    }
    return Value::real(negative ? -number : number);
}

Result<Value> parse_boolean(std::string_view text)
{
    if (text == "True" || text == "true")
        return Value::boolean(true);
    if (text == "False" || text == "false")
        return Value::boolean(false);
    return bad("True or False is wanted");
}

int hexadecimal(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

Result<Value> parse_bytes(std::string_view text)
{
    std::string bytes;
    for (std::size_t at = 0; at < text.size(); at += 2) {
        const int high = hexadecimal(text[at]);
        const int low = at + 1 < text.size() ? hexadecimal(text[at + 1]) : -1;
        if (high < 0 || low < 0)
            return bad("pairs of hexadecimal digits are wanted", at);
        bytes += static_cast<char>(high * 16 + low);
    }
    return Value::bytes(std::move(bytes));
}

Result<Value> parse_json(std::string_view text, Value::Kind kind)
{
    JsonReading reading = read_json_value(text);
    if (reading.damage)
        return bad("JSON: " + reading.damage->detail, reading.damage->offset);
    if (!reading.duplicate_keys.empty())
        return bad("JSON: the key " + reading.duplicate_keys.front() + " comes twice");
    const Value::Kind wanted = kind == Value::Kind::Dict ? kind : Value::Kind::List;
    if (reading.value.kind() != wanted)
        return bad(kind == Value::Kind::Dict ? "a JSON object is wanted"
                                             : "a JSON array is wanted");
    if (kind == Value::Kind::Tuple)
        return Value::sequence(kind, reading.value.items());
    return std::move(reading.value);
}

void append_quoted(std::string_view text, std::string& out)
{
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (const char each : text) {
        const auto byte = static_cast<unsigned char>(each);
        switch (each) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (byte < 0x20 || byte == 0x7f) {
                out += "\\u00";
                out += digits[byte >> 4];
                out += digits[byte & 15];
            } else {
                out += each;
            }
        }
    }
    out += '"';
}

std::string json_real(double number)
{
    if (std::isnan(number))
        return "NaN";
    if (std::isinf(number))
        return number < 0 ? "-Infinity" : "Infinity";
    return python_float(number);
}

/// Values are never deeper than limits::value_depth.
void append_json(const Value& value, std::string& out)
{
    switch (value.kind()) {
    case Value::Kind::None:
        out += "null";
        break;
    case Value::Kind::Bool:
        out += value.as_bool() ? "true" : "false";
        break;
    case Value::Kind::Int:
        out += std::to_string(value.as_integer());
        break;
    case Value::Kind::BigInt:
        out += value.as_text();
        break;
    case Value::Kind::Float:
        out += json_real(value.as_real());
        break;
    case Value::Kind::Text:
        append_quoted(value.as_text(), out);
        break;
    case Value::Kind::List:
    case Value::Kind::Tuple:
    case Value::Kind::Set:
    case Value::Kind::FrozenSet: {
        out += '[';
        bool first = true;
        for (const Value& item : value.items()) {
            out += first ? "" : ", ";
            first = false;
            append_json(item, out);
        }
        out += ']';
        break;
    }
    case Value::Kind::Dict: {
        out += '{';
        bool first = true;
        for (const ValueEntry& entry : value.entries()) {
            out += first ? "" : ", ";
            first = false;
            const bool text = entry.key.kind() == Value::Kind::Text;
            append_quoted(text ? entry.key.as_text() : entry.key.repr(), out);
            out += ": ";
            append_json(entry.value, out);
        }
        out += '}';
        break;
    }
    default:
        append_quoted(value.repr(), out);
    }
}

} // namespace

Result<Value> parse_value(std::string_view text, std::string_view type)
{
    if (type == "str") {
        if (to_valid_utf8(text) != text)
            return bad("the text is not valid UTF-8");
        return Value::text(std::string(text));
    }
    text = trimmed(text);
    if (type == "int")
        return parse_integer(text);
    if (type == "float")
        return parse_real(text);
    if (type == "bool")
        return parse_boolean(text);
    if (type == "bytes")
        return parse_bytes(text);
    if (type == "list")
        return parse_json(text, Value::Kind::List);
    if (type == "tuple")
        return parse_json(text, Value::Kind::Tuple);
    if (type == "dict")
        return parse_json(text, Value::Kind::Dict);
    if (type == "NoneType") {
        if (text == "None" || text == "null")
            return Value();
        return bad("None is wanted");
    }
    return bad("values of type " + std::string(type) + " cannot be typed");
}

std::string editable_text(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Text:
        return value.as_text();
    case Value::Kind::List:
    case Value::Kind::Tuple:
    case Value::Kind::Dict:
        return json_text(value);
    case Value::Kind::Bytes: {
        constexpr std::string_view digits = "0123456789abcdef";
        std::string text;
        for (const char each : value.as_text()) {
            text += digits[static_cast<unsigned char>(each) >> 4];
            text += digits[static_cast<unsigned char>(each) & 15];
        }
        return text;
    }
    default:
        return value.repr();
    }
}

std::string json_text(const Value& value)
{
    std::string out;
    append_json(value, out);
    return out;
}

} // namespace strata
