// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/group_work.h"

#include <algorithm>
#include <limits>

namespace strata {

namespace {

constexpr std::size_t group_bins = 48;

/// From the lowest to the highest value of all; low > high where there is none.
struct Span {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
};

Span range_of(const std::vector<GroupMember>& members)
{
    Span span;
    for (const GroupMember& member : members) {
        if (!member.statistics || !member.statistics->min)
            continue;
        span.low = std::min(span.low, to_double(*member.statistics->min));
        span.high = std::max(span.high, to_double(*member.statistics->max));
    }
    return span;
}

} // namespace

Result<std::vector<GroupMember>> measure_group(const OpenDocument& open,
                                               const QList<TensorId>& tensors, bool one_range,
                                               const JobContext& job)
{
    std::vector<GroupMember> members;
    StatisticsRequest request;
    request.bins = group_bins;
    for (const TensorId id : tensors) {
        STRATA_TRY(job.check());
        GroupMember member{
            id, compute_statistics(open.document->tensor(id), open.sources, request, job), {}};
        if (member.statistics)
            member.histogram = member.statistics->histogram;
        members.push_back(std::move(member));
    }
    const Span span = range_of(members);
    if (!one_range || !(span.low < span.high))
        return members;
    for (GroupMember& member : members) {
        STRATA_TRY(job.check());
        if (!member.statistics || !member.statistics->min)
            continue;
        const auto shared = compute_histogram(open.document->tensor(member.tensor), open.sources,
                                              span.low, span.high, group_bins, job);
        if (shared)
            member.histogram = *shared;
    }
    return members;
}

} // namespace strata
