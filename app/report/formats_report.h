// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"

namespace strata::report {

/// What `formats --json` prints.
void write_formats_report(JsonWriter& json);

} // namespace strata::report
