// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Dates and durations as numpy and Python write them.
namespace strata {

/// numpy's text of a datetime64 of `count` units since 1970: ISO 8601 as precise as its unit
/// ("2024-01-31", "1970-01-01T00:02:05" for 5 of "25s", "NaT"). An unknown unit, and what no
/// calendar reaches, give "count unit".
[[nodiscard]] std::string datetime_text(std::int64_t count, std::string_view unit);
/// numpy's text of a timedelta64: "5 days", "50 seconds" for 2 of "25s", "NaT".
[[nodiscard]] std::string timedelta_text(std::int64_t count, std::string_view unit);
/// Python's text of a date, and of a time with as many microseconds as are not zero.
[[nodiscard]] std::string date_text(std::int64_t year, int month, int day);
[[nodiscard]] std::string time_text(int hour, int minute, int second, int microsecond);

} // namespace strata
