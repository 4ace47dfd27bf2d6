// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/pages.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace strata::pickle {

namespace {

/// From here on a block is mapped.
constexpr std::size_t large = std::size_t{4} << 20;
constexpr std::size_t huge_page = std::size_t{2} << 20;

#ifdef __linux__
void* map(std::size_t bytes)
{
    void* data = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return data == MAP_FAILED ? nullptr : data;
}

/// A mapping of many times what is wanted, so that it need not move soon; of just enough where the
/// system refuses that.
bool map_pages(Pages& pages, std::size_t used, std::size_t wanted)
{
    for (const std::size_t factor : {8, 2, 1}) {
        std::size_t bytes = 0;
        if (__builtin_mul_overflow(wanted, factor, &bytes) ||
            __builtin_add_overflow(bytes, huge_page - 1, &bytes))
            continue;
        bytes -= bytes % huge_page;
        void* data =
            pages.mapped ? mremap(pages.data, pages.bytes, bytes, MREMAP_MAYMOVE) : map(bytes);
        if (data == nullptr || data == MAP_FAILED)
            continue;
        if (!pages.mapped && used > 0)
            std::memcpy(data, pages.data, used);
        if (!pages.mapped)
            std::free(pages.data);
        madvise(data, bytes, MADV_HUGEPAGE);
        pages = {data, bytes, true};
        return true;
    }
    return false;
}
#endif

} // namespace

void grow_pages(Pages& pages, std::size_t used, std::size_t wanted)
{
    const std::size_t bytes = std::max({wanted, pages.bytes + pages.bytes / 2, std::size_t{512}});
#ifdef __linux__
    if (bytes >= large) {
        if (map_pages(pages, used, bytes))
            return;
        throw std::bad_alloc();
    }
#endif
    void* data = std::realloc(pages.data, bytes);
    if (data == nullptr)
        throw std::bad_alloc();
    pages.data = data;
    pages.bytes = bytes;
}

void free_pages(Pages& pages) noexcept
{
#ifdef __linux__
    if (pages.mapped) {
        munmap(pages.data, pages.bytes);
        pages = {};
        return;
    }
#endif
    std::free(pages.data);
    pages = {};
}

} // namespace strata::pickle
