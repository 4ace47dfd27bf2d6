// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/listed_values.h"

namespace strata {

Result<void> ListSource::read_at(std::uint64_t offset, std::span<std::byte> out) const
{
    if (out.empty())
        return {};
    return fail(ErrorCode::Truncated, "values without bytes", offset);
}

Result<SharedValues> listed_values(const Tensor& tensor, const SourceSet& sources,
                                   const JobContext& job)
{
    const auto* const listed = std::get_if<ListedStorage>(&tensor.storage);
    if (!listed) {
        const auto* const missing = std::get_if<MissingStorage>(&tensor.storage);
        return fail(ErrorCode::UnsupportedFeature, missing ? missing->reason : "objects");
    }
    if (listed->items)
        return listed->items;
    const std::size_t place = index(listed->source);
    const auto* const source =
        place < sources.size() ? dynamic_cast<const ListSource*>(sources[place].get()) : nullptr;
    if (!source)
        return fail(ErrorCode::UnsupportedFeature, "objects");
    return source->values(job);
}

} // namespace strata
