// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/page.h"
#include "io/base/job.h"
#include "io/source/open_document.h"

namespace strata::report {

/// The table of arrays: path, dtype, shape, values, size, role. With `statistics` each that is
/// listed is read, too, and its figures and histogram stand beside it; one that cannot be read says
/// so in its row. Cancelled.
Result<void> add_arrays(Page& page, const OpenDocument& opened, bool statistics,
                        const JobContext& job);

} // namespace strata::report
