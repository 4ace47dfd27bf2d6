// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/item_bytes.h"

#include <algorithm>
#include <cstring>

namespace strata {

namespace {

/// Bytes that are swapped as one number: half an item for complex, a character for unicode.
std::uint64_t swap_width(const DType& dtype)
{
    switch (dtype.type) {
    case ScalarType::Complex64:
    case ScalarType::Complex128:
        return dtype.item_size / 2;
    case ScalarType::Unicode:
        return 4;
    case ScalarType::Bytes:
    case ScalarType::Struct:
    case ScalarType::Void:
    case ScalarType::Object:
        return 1;
    default:
        return dtype.item_size;
    }
}

template <class Word> void swap_words(std::span<std::byte> bytes, Word (*swap)(Word))
{
    for (std::size_t at = 0; at + sizeof(Word) <= bytes.size(); at += sizeof(Word)) {
        Word word;
        std::memcpy(&word, bytes.data() + at, sizeof(Word));
        word = swap(word);
        std::memcpy(bytes.data() + at, &word, sizeof(Word));
    }
}

} // namespace

void to_native_order(std::span<std::byte> items, const DType& dtype)
{
    if (!dtype.big_endian)
        return;
    switch (const std::uint64_t width = swap_width(dtype)) {
    case 1:
        return;
    case 2:
        swap_words<std::uint16_t>(items, [](std::uint16_t w) { return __builtin_bswap16(w); });
        return;
    case 4:
        swap_words<std::uint32_t>(items, [](std::uint32_t w) { return __builtin_bswap32(w); });
        return;
    case 8:
        swap_words<std::uint64_t>(items, [](std::uint64_t w) { return __builtin_bswap64(w); });
        return;
    default:
        for (std::size_t at = 0; width != 0 && at + width <= items.size(); at += width)
            std::reverse(items.begin() + static_cast<std::ptrdiff_t>(at),
                         items.begin() + static_cast<std::ptrdiff_t>(at + width));
        return;
    }
}

void gather_items(const std::byte* from, std::uint64_t stride, std::uint64_t item_size,
                  std::span<std::byte> to)
{
    if (item_size == 0)
        return;
    for (std::size_t at = 0; at + item_size <= to.size(); at += item_size) {
        std::memcpy(to.data() + at, from, item_size);
        from += stride;
    }
}

} // namespace strata
