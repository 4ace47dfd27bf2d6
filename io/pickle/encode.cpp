// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/encode.h"

#include "io/base/checked.h"
#include "io/model/utf8.h"
#include "io/pickle/opcodes.h"

#include <bit>
#include <cmath>
#include <limits>

namespace strata::pickle {

namespace {

/// Their bytes fit the length of LONG1.
constexpr std::size_t most_long1_digits = 600;

class Encoder {
public:
    Encoder(int protocol, bool native_text) : m_protocol(protocol), m_native_text(native_text) {}

    /// Values are never deeper than limits::value_depth.
    Result<void> add(const Value& value)
    {
        switch (value.kind()) {
        case Value::Kind::None:
            op(Opcode::None);
            return {};
        case Value::Kind::Bool:
            add_boolean(value.as_bool());
            return {};
        case Value::Kind::Int:
            add_integer(value.as_integer());
            return {};
        case Value::Kind::BigInt:
            add_big_integer(value.as_text());
            return {};
        case Value::Kind::Float:
            add_real(value.as_real());
            return {};
        case Value::Kind::Text:
            add_text(value.as_text());
            return {};
        case Value::Kind::Bytes:
            return add_bytes(value.as_text());
        case Value::Kind::List:
        case Value::Kind::Tuple:
            return add_sequence(value);
        case Value::Kind::Dict:
            return add_dict(value);
        default:
            return fail(ErrorCode::BadArgument, value.type_name() + " cannot be written");
        }
    }

    [[nodiscard]] std::string take() && { return std::move(m_out); }

private:
    void op(Opcode opcode) { m_out += static_cast<char>(opcode); }

    void little(std::uint64_t number, std::size_t size)
    {
        for (std::size_t i = 0; i < size; ++i)
            m_out += static_cast<char>(number >> (8 * i));
    }

    void add_boolean(bool value)
    {
        if (m_protocol >= 2) {
            op(value ? Opcode::NewTrue : Opcode::NewFalse);
        } else {
            op(Opcode::Int);
            m_out += value ? "01\n" : "00\n";
        }
    }

    void add_integer(std::int64_t number)
    {
        const bool small = number >= std::numeric_limits<std::int32_t>::min() &&
                           number <= std::numeric_limits<std::int32_t>::max();
        if (m_protocol == 0 || (!small && m_protocol == 1)) {
            op(small ? Opcode::Int : Opcode::Long);
            m_out += std::to_string(number) + (small ? "\n" : "L\n");
        } else if (number >= 0 && number <= 0xff) {
            op(Opcode::BinInt1);
            little(static_cast<std::uint64_t>(number), 1);
        } else if (number >= 0 && number <= 0xffff) {
            op(Opcode::BinInt2);
            little(static_cast<std::uint64_t>(number), 2);
        } else if (small) {
            op(Opcode::BinInt);
            little(static_cast<std::uint64_t>(number), 4);
        } else {
            op(Opcode::Long1);
            m_out += '\x08';
            little(static_cast<std::uint64_t>(number), 8);
        }
    }

    /// In two's complement, as short as it goes, the lowest byte first.
    void add_big_integer(const std::string& digits)
    {
        std::string bytes;
        const bool negative = digits.starts_with('-');
        const bool fits = m_protocol >= 2 && digits.size() <= most_long1_digits;
        for (std::size_t i = negative ? 1 : 0; fits && i < digits.size(); ++i) {
            unsigned carry = static_cast<unsigned>(digits[i] - '0');
            for (char& byte : bytes) {
                carry += static_cast<unsigned char>(byte) * 10U;
                byte = static_cast<char>(carry);
                carry >>= 8U;
            }
            if (carry != 0)
                bytes += static_cast<char>(carry);
        }
        if (!fits) {
            op(Opcode::Long);
            m_out += digits + "L\n";
            return;
        }
        bytes += '\0'; // the sign
        unsigned carry = 1;
        for (std::size_t i = 0; negative && i < bytes.size(); ++i) {
            carry += static_cast<unsigned char>(~bytes[i]);
            bytes[i] = static_cast<char>(carry);
            carry >>= 8U;
        }
        op(Opcode::Long1);
        little(bytes.size(), 1);
        m_out += bytes;
    }

    void add_real(double number)
    {
        if (m_protocol == 0) {
            op(Opcode::Float);
            m_out += python_float(number) + '\n';
            return;
        }
        op(Opcode::BinFloat);
        const auto bits = std::bit_cast<std::uint64_t>(number);
        for (int shift = 56; shift >= 0; shift -= 8)
            m_out += static_cast<char>(bits >> shift);
    }

    void add_counted(Opcode short_form, Opcode long_form, std::string_view bytes)
    {
        const bool fits = bytes.size() <= 0xff;
        op(fits ? short_form : long_form);
        little(bytes.size(), fits ? 1 : 4);
        m_out += bytes;
    }

    void add_text(const std::string& text)
    {
        if (m_native_text && is_ascii(text)) {
            if (m_protocol == 0) {
                op(Opcode::String);
                m_out += python_quoted(text) + '\n';
            } else {
                add_counted(Opcode::ShortBinString, Opcode::BinString, text);
            }
        } else if (m_protocol == 0) {
            op(Opcode::Unicode);
            add_raw_unicode_escape(text);
            m_out += '\n';
        } else if (m_protocol < 4 || text.size() > 0xff) {
            op(Opcode::BinUnicode);
            little(text.size(), 4);
            m_out += text;
        } else {
            op(Opcode::ShortBinUnicode);
            little(text.size(), 1);
            m_out += text;
        }
    }

    /// Python's raw-unicode-escape, with what would end the line or start an escape spelt out.
    void add_raw_unicode_escape(std::string_view text)
    {
        constexpr std::string_view digits = "0123456789abcdef";
        while (!text.empty()) {
            const Utf8Character character = utf8_character(text);
            const std::uint32_t code = character.length == 0 ? 0xfffd : character.code;
            text.remove_prefix(std::max<std::size_t>(character.length, 1));
            const bool plain = code < 0x100 && code != '\\' && code != '\n' && code != '\r' &&
                               code != 0 && code != 0x1a;
            if (plain) {
                m_out += static_cast<char>(code);
                continue;
            }
            m_out += code > 0xffff ? "\\U" : "\\u";
            for (int shift = code > 0xffff ? 28 : 12; shift >= 0; shift -= 4)
                m_out += digits[(code >> shift) & 15];
        }
    }

    Result<void> add_bytes(const std::string& bytes)
    {
        if (m_protocol < 3)
            return fail(ErrorCode::BadArgument,
                        "pickle protocol " + std::to_string(m_protocol) + " has no bytes");
        add_counted(Opcode::ShortBinBytes, Opcode::BinBytes, bytes);
        return {};
    }

    /// A list as CPython writes it: what reads plain objects only (weights_only) knows no other form.
    Result<void> add_sequence(const Value& value)
    {
        const bool list = value.kind() == Value::Kind::List;
        const bool filled_later = list && m_protocol >= 1;
        if (filled_later)
            op(Opcode::EmptyList);
        op(Opcode::Mark);
        for (const Value& item : value.items())
            STRATA_TRY(add(item));
        if (filled_later)
            op(Opcode::Appends);
        else
            op(list ? Opcode::List : Opcode::Tuple);
        return {};
    }

    Result<void> add_dict(const Value& value)
    {
        const bool filled_later = m_protocol >= 1;
        if (filled_later)
            op(Opcode::EmptyDict);
        op(Opcode::Mark);
        for (const ValueEntry& entry : value.entries()) {
            STRATA_TRY(add(entry.key));
            STRATA_TRY(add(entry.value));
        }
        op(filled_later ? Opcode::SetItems : Opcode::Dict);
        return {};
    }

    int m_protocol;
    bool m_native_text;
    std::string m_out;
};

} // namespace

Result<std::string> encode_value(const Value& value, int protocol, bool native_text)
{
    Encoder encoder(protocol, native_text);
    STRATA_TRY(encoder.add(value));
    return std::move(encoder).take();
}

} // namespace strata::pickle
