// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"
#include "io/model/document.h"

#include <optional>

/// Objects that several reports have in common.
namespace strata::report {

/// "schema": 1, the first entry of every report.
void write_schema_version(JsonWriter& json);

void write_format(JsonWriter& json, const FormatIdentity& format);
void write_verdict(JsonWriter& json, const Verdict& verdict);
void write_finding(JsonWriter& json, const Document& document, const Finding& finding);
/// "path", "file_path", "dtype", "shape" of a tensor, inside an open object.
void write_tensor_identity(JsonWriter& json, const Document& document, TensorId id);

void write_offset(JsonWriter& json, std::optional<std::uint64_t> offset);

/// Where a finding belongs: its path in the Model reading, else in the File reading, else empty.
[[nodiscard]] std::string finding_path(const Document& document, const Finding& finding);

} // namespace strata::report
