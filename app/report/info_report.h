// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"
#include "io/base/job.h"
#include "io/source/open_document.h"

#include <string>

namespace strata::report {

/// What `info --json` says of one file. `sha256` is empty where it was not asked for.
void write_info_report(JsonWriter& json, const OpenDocument& opened, const std::string& sha256,
                       const JobContext& job);

} // namespace strata::report
