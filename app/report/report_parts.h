// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"
#include "io/model/document.h"

#include <optional>
#include <string>
#include <vector>

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
/// null where there is none.
void write_optional_count(JsonWriter& json, const std::optional<std::uint64_t>& count);
void write_texts(JsonWriter& json, const std::vector<std::string>& texts);
/// A list with null for a length that is not known.
void write_symbolic_shape(JsonWriter& json, const SymbolicShape& shape);
/// A shape, a list of several, or null for none.
void write_output_shapes(JsonWriter& json, const std::vector<SymbolicShape>& shapes);

/// Where a finding belongs: its path in the Model reading, else in the File reading, else empty.
[[nodiscard]] std::string finding_path(const Document& document, const Finding& finding);

} // namespace strata::report
