// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/compare/pair_subject.h"
#include "widgets/parts/facts_grid.h"

namespace strata {

/// The figures of a pair of tensors. While there are none (null) they stand as "…", where there will
/// be none as "–" beside the reason.
[[nodiscard]] QList<FactsGrid::Fact> pair_facts(const PairSubject& subject,
                                                const Result<PairFigures>* figures);

} // namespace strata
