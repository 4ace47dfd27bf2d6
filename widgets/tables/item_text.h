// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/dtype.h"

#include <QString>

#include <cstddef>
#include <span>

namespace strata {

/// How an item of a tensor reads.
struct ItemText {
    QString shown;    ///< 4 significant digits, true minus
    QString exact;    ///< reads back as the same value
    bool odd = false; ///< NaN or an infinity
};

/// One item as read_slice() hands it over: in the machine's byte order, a Struct's fields as they
/// are stored. `bytes` holds exactly one item.
[[nodiscard]] ItemText item_text(std::span<const std::byte> bytes, const DType& dtype);

} // namespace strata
