// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace strata {

/// What read_json() meets, in the order of the text (RFC 8259). A method that fails ends the
/// reading with its error. All text is valid UTF-8.
class JsonEvents {
public:
    JsonEvents() = default;
    virtual ~JsonEvents() = default;
    JsonEvents(const JsonEvents&) = delete;
    JsonEvents& operator=(const JsonEvents&) = delete;

    virtual Result<void> null() = 0;
    virtual Result<void> boolean(bool value) = 0;
    virtual Result<void> integer(std::int64_t value) = 0;
    /// An integer that does not fit: its digits, with '-'.
    virtual Result<void> big_integer(std::string digits) = 0;
    virtual Result<void> real(double value) = 0;
    virtual Result<void> text(std::string value) = 0;
    virtual Result<void> begin_object() = 0;
    /// Before each value of an object; the same key may come again.
    virtual Result<void> key(std::string name) = 0;
    virtual Result<void> end_object() = 0;
    virtual Result<void> begin_array() = 0;
    virtual Result<void> end_array() = 0;
};

/// Reads untrusted JSON without recursion. LimitExceeded ("value_depth") when it nests deeper than
/// limits::value_depth, Malformed with the offset in `text` where the syntax breaks: what came
/// before was reported by then.
Result<void> read_json(std::string_view text, JsonEvents& events);

} // namespace strata
