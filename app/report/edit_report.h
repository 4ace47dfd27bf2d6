// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"
#include "io/model/edits.h"
#include "io/source/open_document.h"

#include <string>
#include <vector>

namespace strata::report {

/// `get`: these entries, each as in info's `metadata`.
void write_get_report(JsonWriter& json, const OpenDocument& opened,
                      const std::vector<MetadataEntry>& entries);

/// `set` and `unset`: what changed, old and new value (null where there was or will be none), what
/// that brings, and where the file was written.
void write_edit_report(JsonWriter& json, const OpenDocument& opened, const Edits& edits,
                       const std::vector<EditWarning>& warnings, const std::string& written);

/// One entry of `metadata`.
void write_metadata_entry(JsonWriter& json, const MetadataEntry& entry, const OpenDocument& opened);

} // namespace strata::report
