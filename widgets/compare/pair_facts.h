// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/compare/pair_subject.h"
#include "widgets/parts/facts_grid.h"

namespace strata {

/// The figures of a pair of tensors; those that are not there yet stand as "…".
[[nodiscard]] QList<FactsGrid::Fact> pair_facts(const PairSubject& subject,
                                                const TensorDifference* difference);

} // namespace strata
