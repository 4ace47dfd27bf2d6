// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/finding.h"

#include <QList>
#include <QString>

#include <cstdint>

namespace strata {

/// What lies in the file around a finding: the opcodes of a pickle, else plain bytes. Made by a
/// job.
struct FindingBytes {
    struct Line {
        std::uint64_t offset = 0;
        QString what;     ///< "REDUCE"; "50 4b 03 04 …"
        QString argument; ///< "'posix'"; the same bytes as text
        bool chosen = false;
        /// A line for so many bytes that are no opcodes; 0 for all others.
        std::uint64_t left_out = 0;
    };
    bool opcodes = false;
    QList<Line> lines;                   ///< none: nothing can be shown
    Severity severity = Severity::Error; ///< of the finding
};

} // namespace strata
