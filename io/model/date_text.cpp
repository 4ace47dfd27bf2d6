// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/date_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>

namespace strata {

namespace {

constexpr std::int64_t not_a_time = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t day_seconds = 86'400;

/// numpy's units from a second down.
struct Fraction {
    std::string_view unit;
    std::int64_t per_second;
    int digits;
};
constexpr std::array fractions{
    Fraction{"s", 1, 0},
    Fraction{"ms", 1'000, 3},
    Fraction{"us", 1'000'000, 6},
    Fraction{"ns", 1'000'000'000, 9},
    Fraction{"ps", 1'000'000'000'000, 12},
    Fraction{"fs", 1'000'000'000'000'000, 15},
    Fraction{"as", 1'000'000'000'000'000'000, 18},
};

struct UnitWord {
    std::string_view unit;
    std::string_view word;
};
constexpr std::array unit_words{
    UnitWord{"Y", "years"},        UnitWord{"M", "months"},        UnitWord{"W", "weeks"},
    UnitWord{"D", "days"},         UnitWord{"h", "hours"},         UnitWord{"m", "minutes"},
    UnitWord{"s", "seconds"},      UnitWord{"ms", "milliseconds"}, UnitWord{"us", "microseconds"},
    UnitWord{"ns", "nanoseconds"}, UnitWord{"ps", "picoseconds"},  UnitWord{"fs", "femtoseconds"},
    UnitWord{"as", "attoseconds"},
};

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

/// As C's "%0*d" has it: the sign counts for the width.
std::string padded(std::int64_t number, int width)
{
    std::string text = std::to_string(number);
    const auto at_least = static_cast<std::size_t>(width);
    if (text.size() < at_least)
        text.insert(number < 0 ? 1 : 0, at_least - text.size(), '0');
    return text;
}

/// The date of a day counted from 1970-01-01, in the proleptic Gregorian calendar (Howard Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms").
std::string date_of(std::int64_t days)
{
    days += 719'468;
    const std::int64_t era = floor_divide(days, 146'097);
    const std::int64_t day_of_era = days - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted = (5 * day_of_year + 2) / 153;
    const auto day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
    const auto month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
    return date_text(year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

std::string month_of(std::int64_t months)
{
    const std::int64_t years = floor_divide(months, 12);
    return padded(1970 + years, 4) + '-' + padded(months - years * 12 + 1, 2);
}

std::string moment_of(std::int64_t count, const Fraction& fraction)
{
    const std::int64_t seconds = floor_divide(count, fraction.per_second);
    const std::int64_t days = floor_divide(seconds, day_seconds);
    const auto in_day = static_cast<int>(seconds - days * day_seconds);
    std::string text =
        date_of(days) + 'T' + time_text(in_day / 3600, in_day / 60 % 60, in_day % 60, 0);
    if (fraction.digits > 0)
        text += '.' + padded(count - seconds * fraction.per_second, fraction.digits);
    return text;
}

/// "…T16:58", "…T16", as numpy cuts a time at its unit; empty past what a count of seconds holds.
std::string cut_moment(std::int64_t count, std::int64_t seconds_each, std::size_t keep)
{
    const auto seconds = times(count, seconds_each);
    if (!seconds)
        return {};
    const std::string text = moment_of(*seconds, fractions[0]);
    return text.substr(0, text.find('T') + keep);
}

/// Empty for an unknown unit.
std::string moment_text(std::int64_t count, std::string_view unit)
{
    // Further on the arithmetic of years would leave its range.
    constexpr std::int64_t most_days = 1'000'000'000'000;
    const bool near = count > -most_days && count < most_days;
    if (unit == "Y")
        return near ? padded(1970 + count, 4) : std::string();
    if (unit == "M")
        return near ? month_of(count) : std::string();
    if (unit == "W")
        return near ? date_of(count * 7) : std::string();
    if (unit == "D")
        return near ? date_of(count) : std::string();
    if (unit == "h")
        return cut_moment(count, 3600, 3);
    if (unit == "m")
        return cut_moment(count, 60, 6);
    const auto* const known = std::ranges::find(fractions, unit, &Fraction::unit);
    return known == fractions.end() ? std::string() : moment_of(count, *known);
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
    const Unit parts = split_unit(unit);
    const auto units = times(count, parts.multiple);
    const std::string text = units ? moment_text(*units, parts.name) : std::string();
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
    const auto* const known = std::ranges::find(unit_words, parts.name, &UnitWord::unit);
    const std::string_view word = known == unit_words.end() ? parts.name : known->word;
    return std::to_string(*units) + (word.empty() ? "" : " ") + std::string(word);
}

} // namespace strata
