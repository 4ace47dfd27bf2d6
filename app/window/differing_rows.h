// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/compare/pair_subject.h"

namespace strata {

/// Lists the rows that differ at and below the subject's, in the order of the tree, as far as they
/// are known to; of what one side alone has the uppermost. Bounded.
void list_differing_rows(PairSubject& subject, const Comparison& comparison);

} // namespace strata
