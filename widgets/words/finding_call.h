// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QString>

#include <optional>
#include <string>

namespace strata::words {

/// The call that a finding is about as code: posix.system('curl …'). Empty for a finding that is
/// about no call, or whose row does not tell its arguments.
[[nodiscard]] QString call_text(const Document& document, const Finding& finding);

/// What a finding says is called by the row that it is about: "posix.system". Nothing for a finding
/// about no call.
[[nodiscard]] std::optional<std::string> called_name(const Document& document,
                                                     const Finding& finding);

/// What the called function does: "os.system hands its text to the shell." Empty where nothing is
/// known of it.
[[nodiscard]] QString call_effect(const Finding& finding);

} // namespace strata::words
