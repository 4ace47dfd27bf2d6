// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <optional>
#include <string_view>

namespace strata::words {

/// The first thing that keeps a text from being JSON, in the words of somebody who writes it.
struct JsonSlip {
    std::size_t begin = 0; ///< bytes from the start of the text
    std::size_t end = 0;   ///< of what is to be marked; not before `begin`
    QString words;         ///< what is wrong and how it is mended, a sentence or two
};

/// Nothing where read_json() (io/model/json_reader.h) accepts the text; it may refuse more than is
/// found here, such as what nests too deep. `text` is valid UTF-8.
[[nodiscard]] std::optional<JsonSlip> find_json_slip(std::string_view text);

} // namespace strata::words
