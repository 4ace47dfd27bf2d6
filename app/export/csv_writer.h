// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/export/forms.h"

/// The values of one array as comma-separated text (RFC 4180 with "\n"), streamed.
///
/// An array of up to two axes is its rows and columns, a vector one column, nothing else:
/// numpy.loadtxt(path, delimiter=",") and pandas.read_csv(path, header=None) give it back. With more
/// axes each line is the last axis, before it the indices of the others in columns "axis_0" and so
/// on, under a line of heads. Records have a column for each field, under their names.
///
/// Real numbers are the shortest text that reads back as the same number of their own type; "nan",
/// "inf" and "-inf" are numpy's. Booleans are 1 and 0, which both readers take for what they are.
namespace strata::exports {

/// Numbers, text, dates, and records of those; no objects.
[[nodiscard]] bool csv_holds(const DType& dtype);

/// How the engine plans it: one array, without metadata.
[[nodiscard]] const ExportTarget& csv_target();

/// The one array of the plan.
Result<ExportReport> write_csv(const OpenDocument& opened, const ExportPlan& plan,
                               const Options& options, const std::string& path,
                               const JobContext& job);

} // namespace strata::exports
