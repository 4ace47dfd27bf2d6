// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    };
    bool opcodes = false;
    QList<Line> lines; ///< none: nothing can be shown
};

} // namespace strata
