// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"
#include "io/keras/summary.h"
#include "io/model/document.h"

namespace strata::report {

/// What `summary --json` prints: the columns of the table, a row a layer, and the totals.
void write_summary_report(JsonWriter& json, const Document& document,
                          const keras::Summary& summary);

} // namespace strata::report
