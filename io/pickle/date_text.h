// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace strata::pickle {

/// numpy's text of a datetime64: ISO 8601 as precise as its unit ("2024-01-31", "NaT"). A unit with a
/// multiple or an unknown one gives "count unit".
[[nodiscard]] std::string datetime_text(std::int64_t count, std::string_view unit);
/// numpy's text of a timedelta64: "5 days", "NaT".
[[nodiscard]] std::string timedelta_text(std::int64_t count, std::string_view unit);
/// ISO text of a date, and of a time with as many microseconds as are not zero.
[[nodiscard]] std::string date_text(std::int64_t year, int month, int day);
[[nodiscard]] std::string time_text(int hour, int minute, int second, int microsecond);

} // namespace strata::pickle
