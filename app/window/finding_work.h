// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/source/open_document.h"
#include "widgets/tables/finding_bytes.h"

namespace strata {

/// Reads what lies around a finding of the document. Empty when it names no byte, or when the
/// bytes cannot be read: the finding says enough without them. For a job.
FindingBytes read_finding_bytes(const OpenDocument& open, std::size_t finding,
                                const JobContext& job);

} // namespace strata
