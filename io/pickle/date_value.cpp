// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/date_value.h"

#include "io/model/date_text.h"

#include <array>
#include <cstdlib>
#include <string>

namespace strata::pickle {

namespace {

/// "+02:00" of a datetime.timezone, " Europe/Berlin" of a named zone, " dateutil.tz.tz.tzutc" of
/// what has no name; nothing where there is no zone.
std::string zone_text(const Graph& graph, ObjectId zone)
{
    if (!graph.contains(zone) || graph.is(zone, Kind::None))
        return {};
    const std::string& name = graph.class_name(zone);
    const ObjectId given = graph.argument(zone, 0);
    if (name != "datetime.timezone") {
        const auto text = graph.text(given);
        return ' ' + (text ? std::string(*text) : name.empty() ? "unknown zone" : name);
    }
    const std::int64_t days = graph.integer(graph.argument(given, 0)).value_or(0);
    const std::int64_t seconds = graph.integer(graph.argument(given, 1)).value_or(0);
    if (days < -1 || days > 0 || seconds < 0 || seconds >= 86'400)
        return " unknown zone"; // Python refuses more than a day
    const auto offset = static_cast<int>(days * 86'400 + seconds);
    const int minutes = std::abs(offset) / 60;
    return (offset < 0 ? '-' : '+') + time_text(minutes / 60, minutes % 60, 0, 0).substr(0, 5);
}

} // namespace

std::optional<Value> date_value(const Graph& graph, ObjectId id, ObjectId packed)
{
    const std::string& name = graph.class_name(id);
    if (name == "datetime.timedelta") {
        std::array<std::int64_t, 3> parts{};
        for (std::size_t i = 0; i < parts.size(); ++i)
            parts[i] = graph.integer(graph.argument(id, i)).value_or(0);
        return Value::text(std::to_string(parts[0]) + " days, " + std::to_string(parts[1]) +
                           " seconds, " + std::to_string(parts[2]) + " microseconds");
    }
    const auto bytes = graph.read_bytes(packed, 16);
    if (!bytes)
        return std::nullopt;
    const auto at = [&](std::size_t i) {
        return static_cast<int>((*bytes)[i]);
    };
    const auto date = [&] {
        return date_text(at(0) * 256 + at(1), at(2) & 0x7f, at(3));
    };
    const auto time = [&](std::size_t i) {
        return time_text(at(i) & 0x7f, at(i + 1), at(i + 2),
                         at(i + 3) << 16 | at(i + 4) << 8 | at(i + 5));
    };
    if (name == "datetime.date" && bytes->size() == 4)
        return Value::text(date());
    if (name == "datetime.time" && bytes->size() == 6)
        return Value::text(time(0) + zone_text(graph, graph.argument(id, 1)));
    if (name == "datetime.datetime" && bytes->size() == 10)
        return Value::text(date() + ' ' + time(4) + zone_text(graph, graph.argument(id, 1)));
    return std::nullopt;
}

} // namespace strata::pickle
