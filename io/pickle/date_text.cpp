// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/date_text.h"

#include <array>
#include <limits>

namespace strata::pickle {

namespace {

constexpr std::int64_t not_a_time = std::numeric_limits<std::int64_t>::min();

struct Unit {
    std::string_view name;
    std::string_view word;
    std::int64_t a_second; ///< how many make a second; 0 for the longer ones
    std::int64_t seconds;  ///< how many seconds it is; 0 for the shorter ones
    int digits;            ///< of the fraction of a second
};

constexpr std::array units{
    Unit{"W", "weeks", 0, 7 * 86400, 0},
    Unit{"D", "days", 0, 86400, 0},
    Unit{"h", "hours", 0, 3600, 0},
    Unit{"m", "minutes", 0, 60, 0},
    Unit{"s", "seconds", 1, 1, 0},
    Unit{"ms", "milliseconds", 1000, 0, 3},
    Unit{"us", "microseconds", 1000000, 0, 6},
    Unit{"ns", "nanoseconds", 1000000000, 0, 9},
};

std::string padded(std::int64_t number, int width)
{
    std::string digits = std::to_string(number < 0 ? -number : number);
    if (digits.size() < static_cast<std::size_t>(width))
        digits.insert(0, static_cast<std::size_t>(width) - digits.size(), '0');
    return number < 0 ? "-" + digits : digits;
}

struct Date {
    std::int64_t year;
    int month;
    int day;
};

/// Days since 1970 in the proleptic Gregorian calendar (the civil-from-days algorithm).
Date date_of_days(std::int64_t days)
{
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const std::int64_t day_of_era = days - era * 146097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted = (5 * day_of_year + 2) / 153;
    const int day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
    const int month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
    return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

std::string of_seconds(std::int64_t seconds, std::string_view unit)
{
    const std::int64_t days = floor_divide(seconds, 86400);
    const auto of_day = static_cast<int>(seconds - days * 86400);
    const Date date = date_of_days(days);
    std::string text = date_text(date.year, date.month, date.day);
    if (unit == "D" || unit == "W")
        return text;
    text += 'T' + padded(of_day / 3600, 2);
    if (unit == "h")
        return text;
    text += ':' + padded(of_day / 60 % 60, 2);
    if (unit != "m")
        text += ':' + padded(of_day % 60, 2);
    return text;
}

} // namespace

std::string date_text(std::int64_t year, int month, int day)
{
    return padded(year, 4) + '-' + padded(month, 2) + '-' + padded(day, 2);
}

std::string time_text(int hour, int minute, int second, int microsecond)
{
    std::string text = padded(hour, 2) + ':' + padded(minute, 2) + ':' + padded(second, 2);
    if (microsecond != 0)
        text += '.' + padded(microsecond, 6);
    return text;
}

std::string datetime_text(std::int64_t count, std::string_view unit)
{
    if (count == not_a_time)
        return "NaT";
    if (unit == "Y" && count < 1'000'000 && count > -1'000'000)
        return padded(1970 + count, 4);
    if (unit == "M" && count < 12'000'000 && count > -12'000'000) {
        const std::int64_t years = floor_divide(count, 12);
        return padded(1970 + years, 4) + '-' + padded(count - years * 12 + 1, 2);
    }
    for (const Unit& known : units) {
        if (known.name != unit)
            continue;
        std::int64_t seconds = 0;
        if (known.seconds == 0) {
            seconds = floor_divide(count, known.a_second);
            return of_seconds(seconds, unit) + '.' +
                   padded(count - seconds * known.a_second, known.digits);
        }
        if (!__builtin_mul_overflow(count, known.seconds, &seconds))
            return of_seconds(seconds, unit);
    }
    return std::to_string(count) + ' ' + std::string(unit);
}

std::string timedelta_text(std::int64_t count, std::string_view unit)
{
    if (count == not_a_time)
        return "NaT";
    for (const Unit& known : units) {
        if (known.name == unit)
            return std::to_string(count) + ' ' + std::string(known.word);
    }
    if (unit == "Y")
        return std::to_string(count) + " years";
    if (unit == "M")
        return std::to_string(count) + " months";
    return unit.empty() ? std::to_string(count) : std::to_string(count) + ' ' + std::string(unit);
}

} // namespace strata::pickle
