// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/matcher.h"
#include "io/compare/row_builder.h"

namespace strata {

const char* match_reason_name(MatchReason reason)
{
    switch (reason) {
    case MatchReason::None:
        return "";
    case MatchReason::Path:
        return "path";
    case MatchReason::Name:
        return "name";
    case MatchReason::Content:
        return "content";
    case MatchReason::Order:
        return "order";
    case MatchReason::Hand:
        return "hand";
    }
    return "";
}

const char* pair_sign_name(PairSign sign)
{
    switch (sign) {
    case PairSign::Unknown:
        return "unknown";
    case PairSign::Same:
        return "same";
    case PairSign::Changed:
        return "changed";
    case PairSign::Renamed:
        return "renamed";
    case PairSign::OnlyLeft:
        return "only_left";
    case PairSign::OnlyRight:
        return "only_right";
    }
    return "unknown";
}

ModelPairs match_models(const Document& left, const Document& right, const MatchRequest& request,
                        const JobContext& job)
{
    ModelSide one(left, request.hashes.left, request.hashes.left_sketches);
    ModelSide other(right, request.hashes.right, request.hashes.right_sketches);
    Matcher(one, other, job).match(request.overrides);
    return RowBuilder(one, other).build();
}

} // namespace strata
