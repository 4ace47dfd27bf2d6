// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace strata::pickle {

/// A block of memory that grows. Large blocks are mapped on their own, in huge pages where the
/// system has them, since writing millions of small records is mostly page faults otherwise; a
/// mapping is larger than asked for, and what is not written to costs nothing.
struct Pages {
    void* data = nullptr;
    std::size_t bytes = 0;
    bool mapped = false;
};

/// Makes room for `wanted` bytes and keeps the first `used`. Throws std::bad_alloc.
void grow_pages(Pages& pages, std::size_t used, std::size_t wanted);
void free_pages(Pages& pages) noexcept;

} // namespace strata::pickle
