// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/value.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace strata {

namespace {

/// Appends to a text of bounded length; once full, a last "…" and nothing more.
class BoundedText {
public:
    explicit BoundedText(std::size_t max_bytes) : m_max(max_bytes) {}

    void append(std::string_view part)
    {
        if (m_full)
            return;
        if (m_text.size() + part.size() <= m_max) {
            m_text.append(part);
            return;
        }
        std::size_t room = m_max - m_text.size();
        // Never cut inside a UTF-8 sequence.
        while (room > 0 && (static_cast<unsigned char>(part[room]) & 0xc0) == 0x80)
            --room;
        m_text.append(part.substr(0, room));
        m_text.append("…");
        m_full = true;
    }
    [[nodiscard]] bool full() const { return m_full; }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::size_t m_max;
    std::string m_text;
    bool m_full = false;
};

void write(BoundedText& out, const Value& value);

void write_items(BoundedText& out, const std::vector<Value>& items, std::uint64_t omitted)
{
    bool first = true;
    for (const Value& item : items) {
        if (out.full())
            return;
        if (!first)
            out.append(", ");
        first = false;
        write(out, item);
    }
    if (omitted != 0)
        out.append(", … " + std::to_string(omitted) + " more");
}

void write_dict(BoundedText& out, const Value& value)
{
    out.append("{");
    bool first = true;
    for (const ValueEntry& entry : value.entries()) {
        if (out.full())
            return;
        if (!first)
            out.append(", ");
        first = false;
        write(out, entry.key);
        out.append(": ");
        write(out, entry.value);
    }
    if (value.omitted() != 0)
        out.append(", … " + std::to_string(value.omitted()) + " more");
    out.append("}");
}

void write_complex(BoundedText& out, const Value& value)
{
    const double real = value.items()[0].as_real();
    const double imaginary = value.items()[1].as_real();
    const auto plain = [](double number) {
        std::string text = python_float(number);
        if (text.ends_with(".0"))
            text.resize(text.size() - 2);
        return text;
    };
    if (real == 0 && !std::signbit(real)) {
        out.append(plain(imaginary) + "j");
        return;
    }
    const std::string second = plain(imaginary);
    out.append("(" + plain(real) + (second.front() == '-' ? "" : "+") + second + "j)");
}

void write_sequence(BoundedText& out, const Value& value)
{
    const auto& items = value.items();
    switch (value.kind()) {
    case Value::Kind::List:
        out.append("[");
        write_items(out, items, value.omitted());
        out.append("]");
        return;
    case Value::Kind::Tuple:
        out.append("(");
        write_items(out, items, value.omitted());
        out.append(items.size() == 1 && value.omitted() == 0 ? ",)" : ")");
        return;
    case Value::Kind::Set:
        if (items.empty() && value.omitted() == 0) {
            out.append("set()");
            return;
        }
        out.append("{");
        write_items(out, items, value.omitted());
        out.append("}");
        return;
    default:
        if (items.empty() && value.omitted() == 0) {
            out.append("frozenset()");
            return;
        }
        out.append("frozenset({");
        write_items(out, items, value.omitted());
        out.append("})");
        return;
    }
}

void write(BoundedText& out, const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::None:
        out.append("None");
        return;
    case Value::Kind::Bool:
        out.append(value.as_bool() ? "True" : "False");
        return;
    case Value::Kind::Int:
        out.append(std::to_string(value.as_integer()));
        return;
    case Value::Kind::BigInt:
    case Value::Kind::Name:
        out.append(value.as_text());
        return;
    case Value::Kind::Float:
        out.append(python_float(value.as_real()));
        return;
    case Value::Kind::Complex:
        write_complex(out, value);
        return;
    case Value::Kind::Text:
    case Value::Kind::Bytes:
        out.append(python_quoted(value.as_text(), value.kind() == Value::Kind::Bytes));
        if (value.omitted() != 0)
            out.append("… " + std::to_string(value.omitted()) + " more bytes");
        return;
    case Value::Kind::Opaque:
        out.append("<" + value.as_text() + ">");
        return;
    case Value::Kind::TensorRef:
        out.append("array");
        return;
    case Value::Kind::Dict:
        write_dict(out, value);
        return;
    case Value::Kind::List:
    case Value::Kind::Tuple:
    case Value::Kind::Set:
    case Value::Kind::FrozenSet:
        write_sequence(out, value);
        return;
    }
}

} // namespace

Value Value::boolean(bool value)
{
    Value out;
    out.m_kind = Kind::Bool;
    out.m_data = value;
    return out;
}

Value Value::integer(std::int64_t value)
{
    Value out;
    out.m_kind = Kind::Int;
    out.m_data = value;
    return out;
}

Value Value::real(double value)
{
    Value out;
    out.m_kind = Kind::Float;
    out.m_data = value;
    return out;
}

Value Value::complex(double real_part, double imaginary)
{
    Value out;
    out.m_kind = Kind::Complex;
    out.m_data = std::vector<Value>{real(real_part), real(imaginary)};
    return out;
}

Value Value::text(std::string value)
{
    Value out;
    out.m_kind = Kind::Text;
    out.m_data = std::move(value);
    return out;
}

Value Value::bytes(std::string value)
{
    Value out = text(std::move(value));
    out.m_kind = Kind::Bytes;
    return out;
}

Value Value::big_integer(std::string digits)
{
    Value out = text(std::move(digits));
    out.m_kind = Kind::BigInt;
    return out;
}

Value Value::name(std::string qualified_name)
{
    Value out = text(std::move(qualified_name));
    out.m_kind = Kind::Name;
    return out;
}

Value Value::opaque(std::string description)
{
    Value out = text(std::move(description));
    out.m_kind = Kind::Opaque;
    return out;
}

Value Value::tensor(TensorId id)
{
    Value out;
    out.m_kind = Kind::TensorRef;
    out.m_data = id;
    return out;
}

Value Value::sequence(Kind kind, std::vector<Value> items)
{
    Value out;
    out.m_kind = kind;
    out.m_data = std::move(items);
    return out;
}

Value Value::dict(std::vector<ValueEntry> entries)
{
    Value out;
    out.m_kind = Kind::Dict;
    out.m_data = std::move(entries);
    return out;
}

std::string Value::type_name() const
{
    switch (m_kind) {
    case Kind::None:
        return "NoneType";
    case Kind::Bool:
        return "bool";
    case Kind::Int:
    case Kind::BigInt:
        return "int";
    case Kind::Float:
        return "float";
    case Kind::Complex:
        return "complex";
    case Kind::Text:
        return "str";
    case Kind::Bytes:
        return "bytes";
    case Kind::List:
        return "list";
    case Kind::Tuple:
        return "tuple";
    case Kind::Set:
        return "set";
    case Kind::FrozenSet:
        return "frozenset";
    case Kind::Dict:
        return "dict";
    case Kind::Name:
        return "type";
    case Kind::Opaque:
        return "object";
    case Kind::TensorRef:
        return "ndarray";
    }
    return "object";
}

std::string Value::repr(std::size_t max_bytes) const
{
    BoundedText out(max_bytes);
    write(out, *this);
    return out.take();
}

bool Value::operator==(const Value& other) const
{
    if (m_kind == Kind::Float && other.m_kind == Kind::Float && std::isnan(as_real()) &&
        std::isnan(other.as_real()))
        return true;
    return m_kind == other.m_kind && m_omitted == other.m_omitted && m_data == other.m_data;
}

std::string python_float(double value)
{
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    // Python writes plain decimals for exponents in [-4, 16), otherwise 1e-05, 1e+16.
    std::array<char, 400> buffer{};
    const double magnitude = std::fabs(value);
    const bool plain = magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e16);
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   plain ? std::chars_format::fixed : std::chars_format::scientific)
                         .ptr;
    std::string text(buffer.data(), end);
    if (plain && text.find('.') == std::string::npos)
        text += ".0";
    return text;
}

std::string python_quoted(std::string_view text, bool bytes)
{
    const bool double_quotes =
        text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos;
    const char quote = double_quotes ? '"' : '\'';
    std::string out = bytes ? "b" : "";
    out += quote;
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == quote || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            out += "\\r";
        } else if (c == '\t') {
            out += "\\t";
        } else if (code < 0x20 || code == 0x7f || (bytes && code >= 0x80)) {
            std::array<char, 5> escape{};
            std::snprintf(escape.data(), escape.size(), "\\x%02x", code);
            out += escape.data();
        } else {
            out += c;
        }
    }
    out += quote;
    return out;
}

} // namespace strata
