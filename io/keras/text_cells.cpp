// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/text_cells.h"

#include "io/model/utf8.h"

#include <algorithm>
#include <array>

namespace strata::keras {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// East Asian Width W and F (Unicode 15), runs of them joined where only unassigned lie between.
constexpr auto wide = std::to_array<Range>(
    {{0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a},   {0x23e9, 0x23ec},
     {0x25fd, 0x25fe},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26a1, 0x26a1},
     {0x26bd, 0x26be},   {0x26c4, 0x26c5},   {0x26d4, 0x26d4},   {0x2705, 0x2705},
     {0x270a, 0x270b},   {0x2728, 0x2728},   {0x274c, 0x274c},   {0x2753, 0x2755},
     {0x2795, 0x2797},   {0x2b1b, 0x2b1c},   {0x2e80, 0x303e},   {0x3041, 0x33ff},
     {0x3400, 0x4dbf},   {0x4e00, 0xa4cf},   {0xa960, 0xa97c},   {0xac00, 0xd7a3},
     {0xf900, 0xfaff},   {0xfe10, 0xfe19},   {0xfe30, 0xfe6b},   {0xff01, 0xff60},
     {0xffe0, 0xffe6},   {0x16fe0, 0x18aff}, {0x1b000, 0x1b2fb}, {0x1f300, 0x1f64f},
     {0x1f680, 0x1f6fc}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}});

/// Combining marks and other characters without a width of their own.
constexpr auto narrow = std::to_array<Range>({{0x0000, 0x001f},
                                              {0x007f, 0x009f},
                                              {0x0300, 0x036f},
                                              {0x0483, 0x0489},
                                              {0x0591, 0x05bd},
                                              {0x0610, 0x061a},
                                              {0x064b, 0x065f},
                                              {0x0900, 0x0902},
                                              {0x0e31, 0x0e31},
                                              {0x0e34, 0x0e3a},
                                              {0x0e47, 0x0e4e},
                                              {0x1ab0, 0x1aff},
                                              {0x1dc0, 0x1dff},
                                              {0x200b, 0x200f},
                                              {0x2028, 0x202e},
                                              {0x2060, 0x2064},
                                              {0x20d0, 0x20f0},
                                              {0xfe00, 0xfe0f},
                                              {0xfe20, 0xfe2f}});

template <std::size_t size> bool is_in(const std::array<Range, size>& ranges, char32_t character)
{
    return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
        return character >= range.first && character <= range.last;
    });
}

constexpr char32_t replacement = 0xfffd;

bool is_blank(char32_t c)
{
    return c == U' ' || (c >= U'\t' && c <= U'\r') || c == 0x85 || c == 0xa0 || c == 0x3000;
}

/// As much of a word as fits; at least one character.
std::size_t fitting(std::u32string_view word, std::size_t width)
{
    std::size_t cells = 0;
    std::size_t count = 0;
    while (count < word.size() && cells + cell_width(word[count]) <= width)
        cells += cell_width(word[count++]);
    return std::max<std::size_t>(count, 1);
}

} // namespace

std::u32string code_points(std::string_view text)
{
    std::u32string out;
    while (!text.empty()) {
        const Utf8Character next = utf8_character(text);
        out += next.length == 0 ? replacement : static_cast<char32_t>(next.code);
        text.remove_prefix(std::max<std::size_t>(next.length, 1));
    }
    return out;
}

std::string utf8(std::u32string_view text)
{
    std::string out;
    const auto tail = [&](char32_t c, int shift) {
        out += static_cast<char>(0x80 | ((c >> shift) & 0x3f));
    };
    for (const char32_t c : text) {
        if (c < 0x80) {
            out += static_cast<char>(c);
        } else if (c < 0x800) {
            out += static_cast<char>(0xc0 | (c >> 6));
            tail(c, 0);
        } else if (c < 0x10000) {
            out += static_cast<char>(0xe0 | (c >> 12));
            tail(c, 6);
            tail(c, 0);
        } else {
            out += static_cast<char>(0xf0 | (c >> 18));
            tail(c, 12);
            tail(c, 6);
            tail(c, 0);
        }
    }
    return out;
}

std::size_t cell_width(char32_t character)
{
    if (character >= U' ' && character < 0x7f)
        return 1;
    if (is_in(wide, character))
        return 2;
    return is_in(narrow, character) ? 0 : 1;
}

std::size_t cell_width(std::u32string_view text)
{
    std::size_t cells = 0;
    for (const char32_t character : text)
        cells += cell_width(character);
    return cells;
}

std::vector<std::u32string> wrap_cells(std::u32string_view text, std::size_t width,
                                       Overflow overflow)
{
    std::vector<std::u32string> lines(1);
    std::size_t used = 0;
    const auto start_line = [&] {
        lines.emplace_back();
        used = 0;
    };
    while (!text.empty()) {
        // A word with the blanks before and behind it.
        std::size_t end = 0;
        while (end < text.size() && is_blank(text[end]))
            ++end;
        while (end < text.size() && !is_blank(text[end]))
            ++end;
        const std::size_t solid = cell_width(text.substr(0, end));
        while (end < text.size() && is_blank(text[end]))
            ++end;
        std::u32string_view word = text.substr(0, end);
        text.remove_prefix(end);
        if (used + solid > width && !lines.back().empty())
            start_line();
        while (overflow == Overflow::Fold && solid > width && cell_width(word) > width) {
            const std::size_t part = fitting(word, width);
            lines.back() += word.substr(0, part);
            word.remove_prefix(part);
            if (!word.empty())
                start_line();
        }
        lines.back() += word;
        used += cell_width(word);
    }
    return lines;
}

} // namespace strata::keras
