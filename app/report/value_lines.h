// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/fact_lines.h"
#include "io/model/document.h"

namespace strata::report {

/// Adds a setting: a value that fits a line as Python writes it, a longer one, and what lies in a
/// dict, as a line for each part, whose key has the names on the way to it after dots.
void add_value_lines(const std::string& key, const Value& value, const Document& document,
                     FactLines& lines);

/// The same for an entry whose text may be JSON, which is taken apart. With `settings_are_told` JSON
/// that describes objects by class and configuration, as layers and optimizers are saved, is told by
/// its length and hash alone.
void add_text_or_json(const std::string& key, const Value& value, bool settings_are_told,
                      const Document& document, FactLines& lines);

} // namespace strata::report
