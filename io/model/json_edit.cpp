// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/json_edit.h"

#include "io/model/json_value.h"
#include "io/model/value_text.h"

namespace strata {

namespace {

/// Goes through a text whose syntax is known to hold. Positions past the end read as a NUL, so a text
/// that breaks its word ends the walk and nothing else.
class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text) {}

    [[nodiscard]] char at(std::size_t place) const
    {
        return place < m_text.size() ? m_text[place] : '\0';
    }
    [[nodiscard]] std::size_t past_blanks(std::size_t place) const
    {
        const std::size_t next = m_text.find_first_not_of(" \t\r\n", place);
        return next == m_text.npos ? m_text.size() : next;
    }
    /// Behind the closing quote of the string that starts here.
    [[nodiscard]] std::size_t past_string(std::size_t place) const
    {
        for (++place; place < m_text.size(); ++place) {
            if (m_text[place] == '\\')
                ++place;
            else if (m_text[place] == '"')
                return place + 1;
        }
        return m_text.size();
    }
    /// Behind the value that starts here, however deep it nests.
    [[nodiscard]] std::size_t past_value(std::size_t place) const
    {
        std::size_t depth = 0;
        while (place < m_text.size()) {
            const char here = m_text[place];
            if (here == '"') {
                place = past_string(place);
            } else if (here == '{' || here == '[') {
                ++depth;
                ++place;
                continue;
            } else if (here == '}' || here == ']') {
                if (depth == 0)
                    return place;
                --depth;
                ++place;
            } else if (depth == 0) {
                const std::size_t end = m_text.find_first_of(",]} \t\r\n", place);
                return end == m_text.npos ? m_text.size() : end;
            } else {
                ++place;
                continue;
            }
            if (depth == 0)
                return place;
        }
        return m_text.size();
    }
    [[nodiscard]] std::string key_at(std::size_t begin, std::size_t end) const
    {
        const JsonReading read = read_json_value(m_text.substr(begin, end - begin));
        return read.value.kind() == Value::Kind::Text ? read.value.as_text() : std::string();
    }

private:
    std::string_view m_text;
};

/// Calls `visit(key_begin, key_end, JsonPlace)` for each member of the object at `place`; with
/// `array` for each item, whose key is empty. Returns the place of the closing bracket.
template <class Visit>
std::size_t visit_members(const Scanner& scanner, std::size_t place, Visit&& visit)
{
    const bool object = scanner.at(place) == '{';
    place = scanner.past_blanks(place + 1);
    while (scanner.at(place) != '\0' && scanner.at(place) != '}' && scanner.at(place) != ']') {
        JsonPlace found;
        std::size_t key_end = place;
        if (object) {
            found.key_begin = place;
            key_end = scanner.past_string(place);
            place = scanner.past_blanks(scanner.past_blanks(key_end) + 1); // the colon
        }
        found.begin = place;
        found.end = scanner.past_value(place);
        visit(found, key_end);
        place = scanner.past_blanks(found.end);
        if (scanner.at(place) != ',')
            break;
        place = scanner.past_blanks(place + 1);
    }
    return place;
}

std::optional<JsonPlace> step_into(const Scanner& scanner, std::size_t place, const JsonStep& step)
{
    std::optional<JsonPlace> result;
    const std::string* const key = std::get_if<std::string>(&step);
    if (scanner.at(place) != (key != nullptr ? '{' : '['))
        return result;
    std::size_t position = 0;
    visit_members(scanner, place, [&](const JsonPlace& found, std::size_t key_end) {
        const bool wanted = key != nullptr ? scanner.key_at(*found.key_begin, key_end) == *key
                                           : position == std::get<std::size_t>(step);
        ++position;
        if (wanted)
            result = found;
    });
    return result;
}

} // namespace

std::vector<JsonMember> json_members(std::string_view json, std::size_t begin)
{
    const Scanner scanner(json);
    std::vector<JsonMember> members;
    if (scanner.at(begin) != '{' && scanner.at(begin) != '[')
        return members;
    visit_members(scanner, begin, [&](const JsonPlace& found, std::size_t key_end) {
        members.push_back(
            {found.key_begin ? scanner.key_at(*found.key_begin, key_end) : "", key_end, found});
    });
    return members;
}

std::optional<JsonPlace> find_json(std::string_view json, std::span<const JsonStep> path)
{
    const Scanner scanner(json);
    JsonPlace place;
    place.begin = scanner.past_blanks(0);
    place.end = scanner.past_value(place.begin);
    for (const JsonStep& step : path) {
        const auto next = step_into(scanner, place.begin, step);
        if (!next)
            return std::nullopt;
        place = *next;
    }
    return place;
}

Result<std::string> set_json(std::string_view json, std::span<const JsonStep> path,
                             std::string_view value)
{
    const auto place = find_json(json, path);
    if (!place)
        return fail(ErrorCode::NoSuchItem);
    std::string out(json.substr(0, place->begin));
    return out.append(value).append(json.substr(place->end));
}

Result<std::string> add_json_member(std::string_view json, std::span<const JsonStep> path,
                                    std::string_view key, std::string_view value)
{
    const auto place = find_json(json, path);
    const Scanner scanner(json);
    if (!place || scanner.at(place->begin) != '{')
        return fail(ErrorCode::NoSuchItem);
    std::size_t last_end = place->begin + 1;
    std::size_t members = 0;
    std::string colon = ": ";
    std::string comma = ", ";
    visit_members(scanner, place->begin, [&](const JsonPlace& found, std::size_t key_end) {
        colon = json.substr(key_end, found.begin - key_end);
        if (members > 0)
            comma = json.substr(last_end, *found.key_begin - last_end);
        last_end = found.end;
        ++members;
    });
    std::string out(json.substr(0, last_end));
    if (members > 0)
        out += members == 1 && colon == ":" ? "," : comma;
    out += json_text(Value::text(std::string(key)));
    return out.append(colon).append(value).append(json.substr(last_end));
}

Result<std::string> remove_json_member(std::string_view json, std::span<const JsonStep> path)
{
    std::string out(json);
    bool removed = false;
    while (const auto place = find_json(out, path)) {
        if (!place->key_begin)
            break;
        std::size_t begin = *place->key_begin;
        std::size_t end = Scanner(out).past_blanks(place->end);
        if (end < out.size() && out[end] == ',') {
            end = Scanner(out).past_blanks(end + 1);
        } else {
            const std::size_t before = out.find_last_not_of(" \t\r\n", begin - 1);
            begin = out[before] == ',' ? before : begin;
            end = place->end;
        }
        out.erase(begin, end - begin);
        removed = true;
    }
    if (!removed)
        return fail(ErrorCode::NoSuchItem);
    return out;
}

} // namespace strata
