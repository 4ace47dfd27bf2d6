// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/tensor_items.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <limits>
#include <optional>

namespace strata::words {

namespace {

constexpr std::int64_t not_a_time = std::numeric_limits<std::int64_t>::min();

/// numpy's unit with its multiple: "25s" is 25 of "s".
struct Unit {
    std::int64_t multiple = 1;
    std::string_view name;
};

Unit split_unit(std::string_view text)
{
    Unit unit{1, text};
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), unit.multiple);
    if (error == std::errc())
        unit.name = text.substr(static_cast<std::size_t>(end - text.data()));
    return unit;
}

std::optional<std::int64_t> times(std::int64_t a, std::int64_t b)
{
    std::int64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product))
        return std::nullopt;
    return product;
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

std::string year_of(std::int64_t year)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04lld", static_cast<long long>(year));
    return text.data();
}

/// The year, month and day of a day counted from 1970-01-01, in the proleptic Gregorian calendar
/// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
std::string date_of(std::int64_t days)
{
    const std::int64_t shifted = days + 719'468;
    const std::int64_t era = floor_divide(shifted, 146'097);
    const std::int64_t day_of_era = shifted - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
    const auto day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    const auto month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "-%02d-%02d", month, day);
    return year_of(year) + text.data();
}

std::string month_of(std::int64_t months)
{
    const std::int64_t year = 1970 + floor_divide(months, 12);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "-%02d",
                  static_cast<int>(months - floor_divide(months, 12) * 12 + 1));
    return year_of(year) + text.data();
}

/// How many of a unit make a second, and the digits of its fraction.
struct Clock {
    std::string_view unit;
    std::int64_t per_second;
    int digits;
};
constexpr Clock clocks[] = {{"s", 1, 0},
                            {"ms", 1'000, 3},
                            {"us", 1'000'000, 6},
                            {"ns", 1'000'000'000, 9},
                            {"ps", 1'000'000'000'000, 12},
                            {"fs", 1'000'000'000'000'000, 15},
                            {"as", 1'000'000'000'000'000'000, 18}};

std::string moment_of(std::int64_t count, const Clock& clock)
{
    const std::int64_t seconds = floor_divide(count, clock.per_second);
    const std::int64_t rest = count - seconds * clock.per_second;
    const std::int64_t days = floor_divide(seconds, 86'400);
    const auto in_day = static_cast<int>(seconds - days * 86'400);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "T%02d:%02d:%02d", in_day / 3600, in_day / 60 % 60,
                  in_day % 60);
    std::string out = date_of(days) + text.data();
    if (clock.digits > 0) {
        std::snprintf(text.data(), text.size(), ".%0*lld", clock.digits,
                      static_cast<long long>(rest));
        out += text.data();
    }
    return out;
}

/// "16:58", "16", as numpy cuts a time at its unit.
std::string cut_moment(std::int64_t count, std::int64_t seconds_each, std::size_t keep)
{
    const auto seconds = times(count, seconds_each);
    std::string text = seconds ? moment_of(*seconds, clocks[0]) : std::string();
    const std::size_t time = text.find('T');
    return text.substr(0, time == std::string::npos ? 0 : time + keep);
}

std::string moment_text(std::int64_t count, std::string_view unit)
{
    if (unit == "Y")
        return year_of(1970 + count);
    if (unit == "M")
        return month_of(count);
    if (unit == "W")
        return date_of(times(count, 7).value_or(0));
    if (unit == "D")
        return date_of(count);
    if (unit == "h")
        return cut_moment(count, 3600, 3);
    if (unit == "m")
        return cut_moment(count, 60, 6);
    for (const Clock& clock : clocks) {
        if (clock.unit == unit)
            return moment_of(count, clock);
    }
    return std::to_string(count);
}

/// Years past this many are not worth the arithmetic's limits.
bool within_calendar(std::int64_t count, std::string_view unit)
{
    constexpr std::int64_t most_days = 1'000'000'000'000;
    const bool calendar = unit == "Y" || unit == "M" || unit == "W" || unit == "D";
    return !calendar || (count > -most_days && count < most_days);
}

} // namespace

std::string datetime_text(std::int64_t count, std::string_view unit)
{
    if (count == not_a_time)
        return "NaT";
    const Unit parts = split_unit(unit);
    const auto units = times(count, parts.multiple);
    if (!units || !within_calendar(*units, parts.name))
        return std::to_string(count) + ' ' + std::string(unit);
    const std::string text = moment_text(*units, parts.name);
    return text.empty() ? std::to_string(count) + ' ' + std::string(unit) : text;
}

std::string timedelta_text(std::int64_t count, std::string_view unit)
{
    if (count == not_a_time)
        return "NaT";
    const Unit parts = split_unit(unit);
    const auto units = times(count, parts.multiple);
    if (!units)
        return std::to_string(count) + " × " + std::string(unit);
    return std::to_string(*units) + (parts.name.empty() ? "" : " ") + std::string(parts.name);
}

} // namespace strata::words
