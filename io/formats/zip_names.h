// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"

#include <string>
#include <vector>

namespace strata {

/// Whether the content starts as a zip archive does: with a member, or empty.
[[nodiscard]] bool is_zip(const ProbeInput& probe);

/// Names of members, for telling one kind of archive from another: those whose headers lie in the
/// probe's head, and those of the directory's last 64 KiB. Works on a damaged archive too; reading
/// one is io/zip's.
[[nodiscard]] std::vector<std::string> zip_names(const ProbeInput& probe);

/// Whether an archive's names are those that torch.save writes.
[[nodiscard]] bool is_torch_zip(const std::vector<std::string>& names);

} // namespace strata
