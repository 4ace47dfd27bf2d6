// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/page.h"
#include "io/base/job.h"
#include "io/source/open_document.h"

#include <string>

namespace strata::report {

struct PageOptions {
    std::string sha256;      ///< of the whole file; empty where it was not asked for
    bool statistics = false; ///< every array that is listed is read and measured
};

/// All that a report for people says of a document: what `info` prints, in its order. The file is
/// named, the folder it lies in is not: reports are passed on. Cancelled.
Result<Page> make_document_page(const OpenDocument& opened, const PageOptions& options,
                                const JobContext& job);

} // namespace strata::report
