// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document_builder.h"
#include "io/pickle/graph.h"

namespace strata {

/// Adds what a pickle tells of scipy, pandas, XGBoost, LightGBM and CatBoost: the exact version that a
/// booster holds, a range by the modules that are named, else the bare name of a library that is used.
void add_library_versions(const pickle::Graph& graph, DocumentBuilder& builder);

} // namespace strata
