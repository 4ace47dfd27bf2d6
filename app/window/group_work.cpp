// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/group_work.h"

#include "io/model/presence.h"

#include <QHash>

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

bool has_range(const GroupMember& member)
{
    return member.statistics && member.statistics->min;
}

/// By the names of the axes.
QHash<QString, Span> ranges_of(const std::vector<GroupMember>& members, const QStringList& axes)
{
    QHash<QString, Span> spans;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (!has_range(members[i]))
            continue;
        Span& span = spans[axes.value(static_cast<qsizetype>(i))];
        span.low = std::min(span.low, to_double(*members[i].statistics->min));
        span.high = std::max(span.high, to_double(*members[i].statistics->max));
    }
    return spans;
}

} // namespace

Result<std::vector<GroupMember>> measure_group(const OpenDocument& open,
                                               const QList<TensorId>& tensors,
                                               const QStringList& axes, const JobContext& job)
{
    std::vector<GroupMember> members;
    StatisticsRequest request;
    request.bins = group_bins;
    for (const TensorId id : tensors) {
        STRATA_TRY(job.check());
        const Tensor& tensor = open.document->tensor(id);
        GroupMember member{id, fail(ErrorCode::Truncated), {}};
        if (presence_of(tensor) != Presence::Missing)
            member.statistics = compute_statistics(tensor, open.sources, request, job);
        if (member.statistics)
            member.histogram = member.statistics->histogram;
        members.push_back(std::move(member));
    }
    const QHash<QString, Span> spans = ranges_of(members, axes);
    for (std::size_t i = 0; i < members.size(); ++i) {
        STRATA_TRY(job.check());
        GroupMember& member = members[i];
        const QString axis = axes.value(static_cast<qsizetype>(i));
        const Span span = spans.value(axis);
        if (axis.isEmpty() || !has_range(member) || !(span.low < span.high))
            continue;
        const auto shared = compute_histogram(open.document->tensor(member.tensor), open.sources,
                                              span.low, span.high, group_bins, job);
        if (shared)
            member.histogram = *shared;
    }
    return members;
}

} // namespace strata
