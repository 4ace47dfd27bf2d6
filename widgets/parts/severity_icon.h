// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/finding.h"
#include "widgets/theme/icons.h"

namespace strata {

[[nodiscard]] QString severity_icon_name(Severity severity);
[[nodiscard]] IconInk severity_ink(Severity severity);
[[nodiscard]] QIcon severity_icon(Severity severity);

} // namespace strata
