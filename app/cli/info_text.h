// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/printer.h"
#include "io/base/job.h"
#include "io/source/open_document.h"

#include <string>

namespace strata::cli {

/// What `info` prints of one file, in sections; empty ones are left out. Long lists are cut and say
/// how many more there are.
void print_info(Printer& out, const OpenDocument& opened, const std::string& sha256,
                const JobContext& job);

/// The findings, each with its place and its remedy.
void print_findings(Printer& out, const Document& document, const std::vector<Finding>& findings,
                    int indent);

} // namespace strata::cli
