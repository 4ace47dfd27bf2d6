// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/tensor.h"
#include "io/source/byte_source.h"

namespace strata {

/// Where the items of a view lie: item (i, j …) at offset + i × strides[0] + j × strides[1] …
struct StridedLayout {
    std::uint64_t offset = 0; ///< of the first item, in the source
    Shape shape;
    std::vector<std::uint64_t> strides; ///< bytes, one an axis; 0 repeats
    std::uint64_t item_bytes = 1;
};

/// The items of a view as a source of its own, one after the other in C order, so that whatever reads
/// values needs to know nothing of strides. Truncated when an item lies outside the source,
/// LimitExceeded when the size does not fit 64 bits, BadArgument when shape and strides differ.
Result<SharedSource> make_strided_source(SharedSource source, StridedLayout layout);

} // namespace strata
