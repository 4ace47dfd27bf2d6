// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/parts/facts_grid.h"

#include "io/model/document.h"

namespace strata {

/// How a tensor lies in its file: path, bytes, layout.
[[nodiscard]] QList<FactsGrid::Fact> storage_facts(const Document& document, TensorId tensor);

} // namespace strata
