// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document_builder.h"

namespace strata {

/// Says how many rows limits::tree_nodes kept out of the two readings.
void report_rows_left_out(DocumentBuilder& builder);

} // namespace strata
