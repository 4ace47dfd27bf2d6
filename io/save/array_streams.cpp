// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/save/array_streams.h"

#include "io/source/c_order.h"

#include <zlib.h>

namespace strata {

Result<std::uint64_t> bytes_of(const Tensor& tensor)
{
    const auto bytes = tensor.bytes();
    if (!bytes)
        return fail(ErrorCode::LimitExceeded, "tensor size");
    return *bytes;
}

std::uint32_t checksum_of(std::string_view text)
{
    return static_cast<std::uint32_t>(
        crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), text.size()));
}

Result<std::uint32_t> checksum_of(std::string_view header, const Tensor& tensor,
                                  const SourceSet& sources, const JobContext& job)
{
    uLong checksum = checksum_of(header);
    STRATA_TRY(read_in_c_order(
        tensor, sources, job, [&](std::span<const std::byte> piece) -> Result<void> {
            checksum =
                crc32_z(checksum, reinterpret_cast<const Bytef*>(piece.data()), piece.size());
            return {};
        }));
    return static_cast<std::uint32_t>(checksum);
}

} // namespace strata
