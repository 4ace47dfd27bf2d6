// SPDX-License-Identifier: GPL-3.0-or-later
// Whole-file decompression and raw deflate on any bytes: the first byte chooses the decoder.
#include "io/source/compression.h"

#include <cstring>

using namespace strata;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    std::vector<std::byte> bytes(size - 1);
    if (size > 1)
        std::memcpy(bytes.data(), data + 1, size - 1);
    constexpr int compressions = 7;
    const int choice = data[0] % (compressions + 1);
    const SharedSource source = make_memory_source(std::move(bytes));
    if (choice == compressions) {
        constexpr std::uint64_t limit = 1 << 22;
        (void)inflate_raw(*source, 0, source->size(), limit, {},
                          [](std::span<const std::byte>) -> Result<bool> { return true; });
        return 0;
    }
    (void)unpack(*source, static_cast<Compression>(choice), {});
    return 0;
}
