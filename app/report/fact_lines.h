// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/source/open_document.h"

#include <string>
#include <utility>
#include <vector>

namespace strata::report {

/// What a model is and holds as facts that each stand alone on a line, for tools that compare text:
/// a key that says where, and a value. In the order of the model; the same on every run and machine
/// for a file of the same content, whatever its name and where it lies.
using FactLines = std::vector<std::pair<std::string, std::string>>;

/// Reads every tensor once. A tensor that is cut or cannot be decoded says so in its place; fails
/// only with what is no fact of the content: Cancelled, and what the system refuses.
Result<FactLines> fact_lines(const OpenDocument& opened, const JobContext& job);

/// Of content that cannot be opened: why, and what tells it from another version of it. Fails with
/// `error` where that is no fact of the content.
Result<FactLines> fact_lines_of_unreadable(const std::string& path, const Error& error,
                                           const JobContext& job);

/// "key = value", with what could end the line or turn it around escaped.
[[nodiscard]] std::string line_of(const std::pair<std::string, std::string>& fact);

} // namespace strata::report
