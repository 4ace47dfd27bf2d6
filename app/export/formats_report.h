// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"

namespace strata::exports {

/// What `formats --json` prints: the formats that are known, and the forms that can be written.
void write_formats_report(report::JsonWriter& json);

} // namespace strata::exports
