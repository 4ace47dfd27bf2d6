// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sklearn/parameter_rules.h"

#include "io/sklearn/classes.h"
#include "io/sklearn/parameter_table.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <vector>

namespace strata::sklearn {

namespace {

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::optional<double> number_in(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Bool: // a number to Python
        return value == Value::boolean(true) ? 1.0 : 0.0;
    case Value::Kind::Int:
        return static_cast<double>(value.as_integer());
    case Value::Kind::Float:
        return value.as_real();
    default:
        return std::nullopt;
    }
}

double bound(std::string_view text, double none)
{
    double number = none;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// "i[1,)", "r(0,1]".
bool is_in_interval(std::string_view interval, const Value& value)
{
    const auto number = number_in(value);
    const bool whole = value.kind() == Value::Kind::Int || value.kind() == Value::Kind::Bool;
    const char kind = interval.front();
    if (!number || (kind == 'i' && !whole) || (kind == 'f' && whole))
        return false;
    const std::size_t comma = interval.find(',');
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double low = bound(interval.substr(2, comma - 2), -infinity);
    const double high = bound(interval.substr(comma + 1, interval.size() - comma - 2), infinity);
    const bool above = interval[1] == '[' ? *number >= low : *number > low;
    const bool below = interval.back() == ']' ? *number <= high : *number < high;
    return above && below;
}

std::string word_of(std::string_view alternative)
{
    std::string word(alternative.substr(1));
    for (char& each : word)
        each = each == '~' ? ' ' : each;
    return word;
}

bool is_whole_from_zero(const Value& value)
{
    return is_in_interval("i[0,)", value);
}

bool takes(std::string_view alternative, const Value& value)
{
    using Kind = Value::Kind;
    const Kind kind = value.kind();
    if (alternative == "any")
        return true;
    if (alternative == "None")
        return kind == Kind::None;
    if (alternative == "bool")
        return kind == Kind::Bool;
    if (alternative == "int")
        return kind == Kind::Int || kind == Kind::BigInt || kind == Kind::Bool;
    if (alternative == "real")
        return number_in(value).has_value();
    if (alternative == "str")
        return kind == Kind::Text;
    if (alternative == "seed")
        return kind == Kind::None || is_whole_from_zero(value);
    if (alternative == "verbose")
        return kind == Kind::Bool || is_whole_from_zero(value);
    if (alternative == "other")
        return kind != Kind::Text && kind != Kind::None && !number_in(value);
    if (alternative.front() == '\'')
        return kind == Kind::Text && value.as_text() == word_of(alternative);
    return is_in_interval(alternative, value);
}

/// "int >= 1", "float > 0, <= 1".
std::string interval_words(std::string_view interval)
{
    const std::size_t comma = interval.find(',');
    const std::string low(interval.substr(2, comma - 2));
    const std::string high(interval.substr(comma + 1, interval.size() - comma - 2));
    std::string text = interval.front() == 'i' ? "int" : "float";
    if (!low.empty())
        text += (interval[1] == '[' ? " >= " : " > ") + low;
    if (!high.empty())
        text +=
            (low.empty() ? " " : ", ") + std::string(interval.back() == ']' ? "<= " : "< ") + high;
    return text;
}

std::string spelled(std::string_view alternative)
{
    if (alternative.front() == '\'')
        return '\'' + word_of(alternative) + '\'';
    if (alternative.find(',') != alternative.npos)
        return interval_words(alternative);
    if (alternative == "seed")
        return "int >= 0, None";
    if (alternative == "verbose")
        return "bool, int >= 0";
    return alternative == "other" ? "an object" : std::string(alternative);
}

} // namespace

ParameterCheck check_parameter(std::string_view class_name, std::string_view name,
                               const Value& value)
{
    const auto row =
        class_name.starts_with("sklearn.") ? parameter_row(short_name(class_name)) : std::nullopt;
    if (!row)
        return {};
    for (const std::string_view parameter : split(row->parameters, ' ')) {
        const std::size_t colon = parameter.find(':');
        if (parameter.substr(0, colon) != name)
            continue;
        ParameterCheck check;
        for (const std::string_view alternative : split(parameter.substr(colon + 1), '|')) {
            const bool hidden = alternative.front() == '!';
            if (takes(alternative.substr(hidden ? 1 : 0), value))
                return {};
            if (hidden)
                continue;
            check.taken += (check.taken.empty() ? "" : ", ") + spelled(alternative);
        }
        check.verdict = ParameterVerdict::Refused;
        return check;
    }
    return {ParameterVerdict::Unknown, {}};
}

} // namespace strata::sklearn
