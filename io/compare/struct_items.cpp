// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/struct_items.h"

#include <cstring>

namespace strata {

bool same_item(const DType& dtype, const std::byte* left, const std::byte* right)
{
    if (std::memcmp(left, right, dtype.item_size) == 0)
        return true;
    if (dtype.type != ScalarType::Struct || !dtype.fields)
        return false;
    for (const DTypeField& field : *dtype.fields) {
        std::uint64_t count = 1;
        for (const std::uint64_t length : field.shape)
            count *= length;
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::uint64_t at = field.offset + i * field.type.item_size;
            if (at + field.type.item_size > dtype.item_size)
                return false;
            if (!same_item(field.type, left + at, right + at))
                return false;
        }
    }
    return true;
}

} // namespace strata
