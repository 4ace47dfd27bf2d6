// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"
#include "io/base/error.h"

namespace strata::report {

/// The object of an error: code, message, offset, path, remedy. `file_path` is the file that was
/// asked for; it is the path where the error names none.
void write_failure(JsonWriter& json, const Error& error, std::string_view file_path);

/// {"schema": 1, "error": {…}}
void write_error_report(JsonWriter& json, const Error& error, std::string_view file_path);

} // namespace strata::report
