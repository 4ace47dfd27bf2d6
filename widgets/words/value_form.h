// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/value.h"

#include <QString>

#include <string_view>

namespace strata::words {

/// The parser's error in the words of somebody who writes JSON, at the place that they mend.
[[nodiscard]] Error json_error(Error error, std::string_view json);

/// How a value is written while a person edits it, and read again: of what type it is, and how a
/// text that is JSON was laid out in the file.
class ValueForm {
public:
    ValueForm() = default;
    /// Of a value as the file has it.
    explicit ValueForm(const Value& value);
    /// Of a value that is yet to be typed.
    explicit ValueForm(std::string type) : m_type(std::move(type)) {}

    [[nodiscard]] const std::string& type() const { return m_type; }
    /// Whether the text is JSON, of a value or in a text that was JSON before.
    [[nodiscard]] bool isJson() const;
    /// The text to edit: JSON with one item a line.
    [[nodiscard]] QString text(const Value& value) const;
    /// What was typed. Errors of parse_value(); JSON in a text must stay an object or a list, which
    /// is written on one line again where it was.
    [[nodiscard]] Result<Value> read(const QString& text) const;

private:
    enum class Layout { None, Spaced, Tight, AsTyped };

    std::string m_type;
    Layout m_layout = Layout::None; ///< of JSON in a text
};

} // namespace strata::words
