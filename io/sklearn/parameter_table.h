// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace strata::sklearn {

/// What an estimator of scikit-learn takes: "criterion:'gini|'entropy max_depth:i[1,)|None".
/// Alternatives are a word ('gini, with ~ for a blank), an interval of whole numbers (i), of any (r)
/// or of any but whole ones (f), and None, bool, int, real, str, seed (None or a whole number from
/// 0), verbose (a bool or a whole number from 0), other (lists, dicts, objects), any. A "!"
/// in front: taken, and not to be advertised.
struct ParameterRow {
    std::string_view class_name; ///< without its module
    std::string_view parameters;
};
[[nodiscard]] std::optional<ParameterRow> parameter_row(std::string_view class_name);

/// The scikit-learn that the rows are of: "1.9.1".
[[nodiscard]] std::string_view parameter_table_version();

} // namespace strata::sklearn
