// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/zip/zip_name.h"

#include <array>
#include <cstdint>

namespace strata {

namespace {

/// Code page 437 from 0x80 on.
constexpr std::array<const char*, 128> code_page_437 = {
    "Ç", "ü", "é", "â", "ä", "à", "å", "ç", "ê", "ë", "è", "ï", "î", "ì", "Ä", "Å",
    "É", "æ", "Æ", "ô", "ö", "ò", "û", "ù", "ÿ", "Ö", "Ü", "¢", "£", "¥", "₧", "ƒ",
    "á", "í", "ó", "ú", "ñ", "Ñ", "ª", "º", "¿", "⌐", "¬", "½", "¼", "¡", "«", "»",
    "░", "▒", "▓", "│", "┤", "╡", "╢", "╖", "╕", "╣", "║", "╗", "╝", "╜", "╛", "┐",
    "└", "┴", "┬", "├", "─", "┼", "╞", "╟", "╚", "╔", "╩", "╦", "╠", "═", "╬", "╧",
    "╨", "╤", "╥", "╙", "╘", "╒", "╓", "╫", "╪", "┘", "┌", "█", "▄", "▌", "▐", "▀",
    "α", "ß", "Γ", "π", "Σ", "σ", "µ", "τ", "Φ", "Θ", "Ω", "δ", "∞", "φ", "ε", "∩",
    "≡", "±", "≥", "≤", "⌠", "⌡", "÷", "≈", "°", "∙", "·", "√", "ⁿ", "²", "■", "\u00a0",
};

/// Bytes of the sequence that starts with `lead`, and the bits that `lead` holds; 0 for none.
struct Lead {
    std::size_t length = 0;
    std::uint32_t bits = 0;
};

Lead read_lead(unsigned char lead)
{
    if (lead < 0x80)
        return {1, lead};
    if (lead >= 0xc2 && lead < 0xe0)
        return {2, lead & 0x1fU};
    if (lead >= 0xe0 && lead < 0xf0)
        return {3, lead & 0x0fU};
    if (lead >= 0xf0 && lead < 0xf5)
        return {4, lead & 0x07U};
    return {};
}

bool is_scalar_value(std::uint32_t code, std::size_t length)
{
    if (length == 3)
        return code >= 0x800 && (code < 0xd800 || code > 0xdfff);
    if (length == 4)
        return code >= 0x10000 && code <= 0x10ffff;
    return true;
}

} // namespace

bool is_valid_utf8(std::string_view bytes)
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        const Lead lead = read_lead(static_cast<unsigned char>(bytes[at]));
        if (lead.length == 0 || lead.length > bytes.size() - at)
            return false;
        std::uint32_t code = lead.bits;
        for (std::size_t i = 1; i < lead.length; ++i) {
            const auto next = static_cast<unsigned char>(bytes[at + i]);
            if ((next & 0xc0) != 0x80)
                return false;
            code = code << 6 | (next & 0x3fU);
        }
        if (!is_scalar_value(code, lead.length))
            return false;
        at += lead.length;
    }
    return true;
}

std::string zip_name_text(std::string_view raw)
{
    if (is_valid_utf8(raw))
        return std::string(raw);
    std::string out;
    for (const char c : raw) {
        const auto code = static_cast<unsigned char>(c);
        if (code < 0x80)
            out += c;
        else
            out += code_page_437[code - 0x80U];
    }
    return out;
}

bool is_unsafe_name(std::string_view name)
{
    if (name.starts_with('/') || name.find('\\') != name.npos || name.find('\0') != name.npos)
        return true;
    if (name.size() >= 2 && name[1] == ':')
        return true;
    while (!name.empty()) {
        const std::size_t slash = name.find('/');
        if (name.substr(0, slash) == "..")
            return true;
        if (slash == name.npos)
            return false;
        name.remove_prefix(slash + 1);
    }
    return false;
}

} // namespace strata
