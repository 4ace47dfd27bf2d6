// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"
#include "io/source/tensor_reader.h"

#include <cstdlib>
#include <cstring>

namespace strata::fuzz {

/// Values of one tensor that are read: what is claimed may be far more than the input holds.
inline constexpr std::uint64_t read_bytes = std::uint64_t{1} << 22;

inline SharedSource source_of(const std::uint8_t* data, std::size_t size)
{
    std::vector<std::byte> bytes(size);
    if (size > 0)
        std::memcpy(bytes.data(), data, size);
    return make_memory_source(std::move(bytes));
}

inline void read_tensor(const Tensor& tensor, const SourceSet& sources)
{
    const auto reader = TensorReader::plan(tensor, sources);
    if (!reader)
        return;
    std::uint64_t seen = 0;
    const auto read = reader->for_each({}, 1, [&](const ValueBlock& block, unsigned) {
        seen += block.bytes.size();
        return seen > read_bytes ? Result<void>(fail(ErrorCode::Cancelled)) : Result<void>();
    });
    if (read && reader->block_count() != 0 && seen != reader->item_count() * reader->item_size())
        std::abort();
}

/// Opens bytes as a format and looks at all that the document says.
inline void open_and_read(const Format& format, const std::uint8_t* data, std::size_t size)
{
    const SharedSource source = source_of(data, size);
    const std::span<const std::byte> bytes(reinterpret_cast<const std::byte*>(data), size);
    const auto head = bytes.first(std::min<std::size_t>(size, 4096));
    (void)format.match({"fuzz", format.extensions.front(), head, *source});
    const auto opened = format.open({"fuzz", source}, {});
    if (!opened)
        return;
    if (canonical_text(*opened->document).empty())
        std::abort();
    for (const Tensor& tensor : opened->document->tensors)
        read_tensor(tensor, opened->sources);
}

} // namespace strata::fuzz
