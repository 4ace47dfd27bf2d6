// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <string_view>

namespace strata::words {

/// A piece of a text that is meant to be JSON, whether it keeps to the rules or not.
struct JsonToken {
    enum class Kind {
        End,
        Open,  ///< { or [
        Close, ///< } or ]
        Comma,
        Colon,
        Text,        ///< from one double quote to the next, or to the end of its line
        OtherQuotes, ///< the same in quotes that JSON does not know
        Number,      ///< what begins like one
        Word,        ///< letters without quotes
        Comment,
        Other,
    };

    Kind kind = Kind::End;
    std::size_t begin = 0; ///< bytes from the start of the text
    std::size_t end = 0;
};

/// Letters of a piece that are repeated in what is said of it.
inline constexpr qsizetype longest_quoted = 24;

/// The first piece of `text` from `at` on.
[[nodiscard]] JsonToken next_json_token(std::string_view text, std::size_t at);
/// What is wrong within a Text, Number or Word that stands for a value; empty: nothing.
[[nodiscard]] QString json_token_fault(std::string_view text, const JsonToken& token);

} // namespace strata::words
