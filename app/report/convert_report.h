// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"
#include "io/save/export.h"

namespace strata::report {

/// `convert`: from which format to which, what is lost, and what was written (null: nothing).
void write_convert_report(JsonWriter& json, const std::string& from, std::string_view to,
                          const ExportPlan& plan, const ExportReport& written);

} // namespace strata::report
