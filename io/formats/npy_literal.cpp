// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/npy_literal.h"

#include "io/base/limits.h"

#include <charconv>
#include <optional>

namespace strata {

namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

void append_utf8(std::string& out, std::uint32_t code)
{
    const auto push = [&](std::uint32_t byte) {
        out += static_cast<char>(byte);
    };
    if (code < 0x80) {
        push(code);
    } else if (code < 0x800) {
        push(0xc0 | code >> 6);
        push(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        push(0xe0 | code >> 12);
        push(0x80 | (code >> 6 & 0x3f));
        push(0x80 | (code & 0x3f));
    } else {
        push(0xf0 | code >> 18);
        push(0x80 | (code >> 12 & 0x3f));
        push(0x80 | (code >> 6 & 0x3f));
        push(0x80 | (code & 0x3f));
    }
}

/// What a simple escape stands for (Python Reference, 2.4.1.1); nothing for the others.
std::optional<char> simple_escape(char c)
{
    switch (c) {
    case '\\':
    case '\'':
    case '"':
        return c;
    case 'a':
        return '\a';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'v':
        return '\v';
    default:
        return std::nullopt;
    }
}

/// Digits of an escape by its letter: \xhh, \uhhhh, \Uhhhhhhhh; 0 for other letters.
std::size_t escape_digits(char c)
{
    switch (c) {
    case 'x':
        return 2;
    case 'u':
        return 4;
    case 'U':
        return 8;
    default:
        return 0;
    }
}

class LiteralParser {
public:
    explicit LiteralParser(std::string_view text) : m_text(text) {}

    Result<Value> document()
    {
        STRATA_ASSIGN(Value value, expression(0));
        skip_spaces();
        if (m_at != m_text.size())
            return malformed("text after the literal");
        return value;
    }

private:
    [[nodiscard]] tl::unexpected<Error> malformed(const char* what) const
    {
        return fail(ErrorCode::Malformed, what, m_at);
    }

    [[nodiscard]] bool at_end() const { return m_at == m_text.size(); }
    /// The next character, or NUL at the end.
    [[nodiscard]] char peek() const { return at_end() ? '\0' : m_text[m_at]; }

    void skip_spaces()
    {
        while (!at_end() && std::string_view(" \t\r\n").find(peek()) != std::string_view::npos)
            ++m_at;
    }

    bool take(char c)
    {
        skip_spaces();
        if (at_end() || peek() != c)
            return false;
        ++m_at;
        return true;
    }

    bool take_word(std::string_view word)
    {
        if (!m_text.substr(m_at).starts_with(word))
            return false;
        m_at += word.size();
        return true;
    }

    Result<Value> expression(int depth)
    {
        if (depth > limits::value_depth)
            return fail(ErrorCode::LimitExceeded, "value_depth", m_at);
        skip_spaces();
        const char c = peek();
        if (c == '{')
            return dict(depth);
        if (c == '(' || c == '[')
            return sequence(depth);
        if (is_digit(c) || c == '-')
            return number();
        if (take_word("True"))
            return Value::boolean(true);
        if (take_word("False"))
            return Value::boolean(false);
        if (take_word("None"))
            return Value();
        return quoted();
    }

    Result<Value> dict(int depth)
    {
        take('{');
        std::vector<ValueEntry> entries;
        while (!take('}')) {
            STRATA_ASSIGN(Value key, expression(depth + 1));
            if (!take(':'))
                return malformed("dict without ':'");
            STRATA_ASSIGN(Value value, expression(depth + 1));
            entries.push_back({std::move(key), std::move(value)});
            if (!take(',')) {
                if (take('}'))
                    break;
                return malformed("dict without '}'");
            }
        }
        return Value::dict(std::move(entries));
    }

    /// A tuple, a list, or a value in parentheses.
    Result<Value> sequence(int depth)
    {
        const char close = m_text[m_at++] == '(' ? ')' : ']';
        std::vector<Value> items;
        bool comma = true;
        while (!take(close)) {
            if (!comma)
                return malformed("sequence without ',' or end");
            STRATA_ASSIGN(Value item, expression(depth + 1));
            items.push_back(std::move(item));
            comma = take(',');
        }
        if (close == ')' && items.size() == 1 && !comma)
            return std::move(items.front());
        const auto kind = close == ')' ? Value::Kind::Tuple : Value::Kind::List;
        return Value::sequence(kind, std::move(items));
    }

    Result<Value> number()
    {
        const std::size_t start = m_at;
        if (peek() == '-')
            ++m_at;
        while (is_digit(peek()))
            ++m_at;
        const std::string_view digits = m_text.substr(start, m_at - start);
        if (digits.empty() || digits == "-")
            return malformed("number without digits");
        std::int64_t value = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (peek() == 'L') // Python 2's long
            ++m_at;
        if (read.ec == std::errc::result_out_of_range)
            return Value::big_integer(std::string(digits));
        return Value::integer(value);
    }

    Result<Value> quoted()
    {
        if (peek() == 'u' || peek() == 'b')
            ++m_at;
        const char quote = peek();
        if (quote != '\'' && quote != '"')
            return malformed("not a literal");
        ++m_at;
        std::string out;
        for (;;) {
            if (at_end() || peek() == '\n')
                return malformed("string without end");
            const char c = m_text[m_at++];
            if (c == quote)
                return Value::text(std::move(out));
            if (c == '\\')
                STRATA_TRY(escape(out));
            else
                out += c;
        }
    }

    Result<void> escape(std::string& out)
    {
        if (at_end())
            return malformed("string without end");
        const char c = m_text[m_at];
        if (const auto simple = simple_escape(c)) {
            ++m_at;
            out += *simple;
            return {};
        }
        if (const std::size_t digits = escape_digits(c)) {
            ++m_at;
            return code_point(digits, 16, out);
        }
        if (c >= '0' && c <= '7')
            return code_point(3, 8, out);
        return malformed("unknown escape");
    }

    /// A character given by up to three octal digits, or by as many hexadecimal ones as its letter
    /// asks for.
    Result<void> code_point(std::size_t digits, int base, std::string& out)
    {
        const std::string_view text = m_text.substr(m_at, digits);
        std::uint32_t code = 0;
        const char* const end = text.data() + text.size();
        const auto read = std::from_chars(text.data(), end, code, base);
        const auto used = static_cast<std::size_t>(read.ptr - text.data());
        const bool surrogate = code >= 0xd800 && code < 0xe000;
        if (read.ec != std::errc() || (base == 16 && used != digits) || code > 0x10ffff ||
            surrogate)
            return malformed("escape without its digits");
        m_at += used;
        append_utf8(out, code);
        return {};
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace

Result<Value> parse_npy_literal(std::string_view text)
{
    return LiteralParser(text).document();
}

} // namespace strata
