// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/json_reader.h"

#include "io/base/limits.h"

#include <nlohmann/json.hpp>

#include <new>

namespace strata {

namespace {

/// Longest detail of an error; the library quotes the whole token that it stopped at.
constexpr std::size_t detail_bytes = 200;

/// "syntax error while parsing value - …" out of
/// "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error …".
std::string plain_detail(std::string_view what)
{
    const auto column = what.find(", column ");
    const auto colon = what.find(": ", column == what.npos ? 0 : column);
    std::string detail(colon == what.npos ? what : what.substr(colon + 2));
    if (detail.size() <= detail_bytes)
        return detail;
    std::size_t end = detail_bytes;
    while (end > 0 && (static_cast<unsigned char>(detail[end]) & 0xc0) == 0x80)
        --end;
    return detail.substr(0, end) + "…";
}

/// Turns the library's calls into JsonEvents, watches the depth and keeps the first error.
class SaxHandler final : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit SaxHandler(JsonEvents& events) : m_events(events) {}

    bool null() override { return go_on(m_events.null()); }
    bool boolean(bool value) override { return go_on(m_events.boolean(value)); }
    bool number_integer(number_integer_t value) override { return go_on(m_events.integer(value)); }
    bool number_unsigned(number_unsigned_t value) override
    {
        if (value > static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max()))
            return go_on(m_events.big_integer(std::to_string(value)));
        return go_on(m_events.integer(static_cast<std::int64_t>(value)));
    }
    /// Also called for integers of more than 64 bits.
    bool number_float(number_float_t value, const string_t& digits) override
    {
        if (digits.find_first_of(".eE") == digits.npos)
            return go_on(m_events.big_integer(digits));
        return go_on(m_events.real(value));
    }
    bool string(string_t& value) override { return go_on(m_events.text(std::move(value))); }
    bool binary(binary_t& /*value*/) override { return false; } // JSON has none
    bool start_object(std::size_t /*elements*/) override
    {
        return descend() && go_on(m_events.begin_object());
    }
    bool key(string_t& value) override { return go_on(m_events.key(std::move(value))); }
    bool end_object() override
    {
        --m_depth;
        return go_on(m_events.end_object());
    }
    bool start_array(std::size_t /*elements*/) override
    {
        return descend() && go_on(m_events.begin_array());
    }
    bool end_array() override
    {
        --m_depth;
        return go_on(m_events.end_array());
    }
    bool parse_error(std::size_t position, const std::string& /*last_token*/,
                     const nlohmann::json::exception& error) override
    {
        // The position counts the characters read, the one that breaks the syntax included.
        m_error = Error{
            ErrorCode::Malformed, position == 0 ? 0 : position - 1, {}, plain_detail(error.what())};
        return false;
    }

    [[nodiscard]] Result<void> outcome(bool whole) const
    {
        if (m_error)
            return fail(*m_error);
        if (!whole)
            return fail(ErrorCode::Malformed, "JSON");
        return {};
    }

private:
    bool go_on(const Result<void>& result)
    {
        if (!result)
            m_error = result.error();
        return result.has_value();
    }

    bool descend()
    {
        if (m_depth == limits::value_depth)
            return go_on(fail(ErrorCode::LimitExceeded, "value_depth"));
        ++m_depth;
        return true;
    }

    JsonEvents& m_events;
    int m_depth = 0;
    std::optional<Error> m_error;
};

} // namespace

Result<void> read_json(std::string_view text, JsonEvents& events)
{
    SaxHandler handler(events);
    try {
        const bool whole = nlohmann::json::sax_parse(text.begin(), text.end(), &handler);
        return handler.outcome(whole);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::LimitExceeded, "memory");
    } catch (const std::exception& error) { // the library's own
        return fail(ErrorCode::Malformed, plain_detail(error.what()));
    }
}

} // namespace strata
