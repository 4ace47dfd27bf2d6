// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"
#include "io/source/byte_source.h"

namespace strata::sklearn {

/// Fills Estimator::input_names: from a pipeline to its steps, as far as every step before says what
/// its outputs are called (scikit-learn's get_feature_names_out()), and from what is put together of
/// estimators to those that get the same input. Only where the counts fit.
void hand_down_names(Document& document, const SourceSet& sources);

} // namespace strata::sklearn
