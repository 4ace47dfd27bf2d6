// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/finding.h"

#include <QString>

namespace strata::words {

/// The message of rules whose sentence depends on what their facts say; empty for all others.
[[nodiscard]] QString message_by_facts(const Finding& finding);

/// What a dangerous name does, in the third person: "starts programs".
[[nodiscard]] QString consequence(const Finding& finding);

} // namespace strata::words
