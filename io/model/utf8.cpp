// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/utf8.h"

#include <cstring>

namespace strata {

Utf8Character utf8_character(std::string_view text)
{
    const auto at = [&](std::size_t i) {
        return static_cast<unsigned char>(text[i]);
    };
    const auto tail = [&](std::size_t i) {
        return i < text.size() && (at(i) & 0xc0) == 0x80;
    };
    const unsigned first = at(0);
    if (first < 0x80)
        return {first, 1};
    if (first >= 0xc2 && first < 0xe0 && tail(1))
        return {(first & 0x1f) << 6 | (at(1) & 0x3fu), 2};
    if (first >= 0xe0 && first < 0xf0 && tail(1) && tail(2)) {
        const std::uint32_t code = (first & 0x0f) << 12 | (at(1) & 0x3fu) << 6 | (at(2) & 0x3fu);
        if (code >= 0x800 && (code < 0xd800 || code > 0xdfff))
            return {code, 3};
    }
    if (first >= 0xf0 && first < 0xf5 && tail(1) && tail(2) && tail(3)) {
        const std::uint32_t code =
            (first & 0x07) << 18 | (at(1) & 0x3fu) << 12 | (at(2) & 0x3fu) << 6 | (at(3) & 0x3fu);
        if (code >= 0x10000 && code <= 0x10ffff)
            return {code, 4};
    }
    return {0, 0};
}

bool is_ascii(std::string_view bytes)
{
    std::size_t i = 0;
    std::uint64_t word = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        std::memcpy(&word, bytes.data() + i, 8);
        if (word & 0x8080808080808080ULL)
            return false;
    }
    for (; i < bytes.size(); ++i) {
        if (static_cast<unsigned char>(bytes[i]) >= 0x80)
            return false;
    }
    return true;
}

std::string to_valid_utf8(std::string_view bytes)
{
    if (is_ascii(bytes))
        return std::string(bytes);
    std::string out;
    out.reserve(bytes.size());
    while (!bytes.empty()) {
        const Utf8Character character = utf8_character(bytes);
        if (character.length == 0) {
            out += "\xef\xbf\xbd";
            bytes.remove_prefix(1);
        } else {
            out += bytes.substr(0, character.length);
            bytes.remove_prefix(character.length);
        }
    }
    return out;
}

} // namespace strata
