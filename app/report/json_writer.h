// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace strata::report {

/// Writes JSON as it comes, without a tree in memory: a model may have a million tensors. What is
/// not UTF-8 becomes U+FFFD; control and direction characters are escaped, so that the text is safe
/// on a terminal.
class JsonWriter {
public:
    /// How a container is laid out: each item on a line of its own, or all on one line. What lies
    /// inside a container on one line is on that line too.
    enum class Layout : std::uint8_t { Lines, OneLine };
    using Sink = std::function<void(std::string_view)>;

    explicit JsonWriter(Sink sink);

    void begin_object(Layout layout = Layout::Lines) { begin('{', '}', layout); }
    void begin_array(Layout layout = Layout::Lines) { begin('[', ']', layout); }
    /// Ends the object or array that was begun last.
    void end();
    void key(std::string_view name);

    void null() { literal("null"); }
    void boolean(bool value) { literal(value ? "true" : "false"); }
    void integer(std::int64_t value) { literal(std::to_string(value)); }
    void count(std::uint64_t value) { literal(std::to_string(value)); }
    /// The shortest text that reads back as the same double; "NaN", "Infinity", "-Infinity".
    void real(double value);
    void text(std::string_view utf8);
    /// null when the text is empty: a fact that is not known.
    void text_or_null(std::string_view utf8);
    /// A number that is already written as JSON has it.
    void digits(std::string_view number) { literal(number); }

    /// Ends the line and hands what is left to the sink.
    void finish();

private:
    struct Level {
        char closing;
        Layout layout;
        bool empty = true;
    };
    void begin(char opening, char closing, Layout layout);
    void start_item();
    void new_line();
    void literal(std::string_view text);
    void append(std::string_view text);

    Sink m_sink;
    std::string m_buffer;
    std::vector<Level> m_levels;
    bool m_after_key = false;
};

/// A string with its quotes and escapes.
[[nodiscard]] std::string json_text(std::string_view utf8);

} // namespace strata::report
