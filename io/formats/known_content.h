// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"

#include <span>

namespace strata {

/// Formats that are known by their content and not read yet: rows whose `open` is null, so that a
/// person reads what the file is instead of "unknown". When a reader is written, its row moves to
/// a file of its own and leaves this list.
[[nodiscard]] std::span<const Format> named_only_formats();

} // namespace strata
