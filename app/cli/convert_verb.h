// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <string>
#include <vector>

namespace strata::cli {

struct ConvertOptions {
    std::vector<std::string> files; ///< IN OUT, or with out_dir several IN
    std::string to;                 ///< the target's id; empty: by OUT's extension
    std::string out_dir;
    std::vector<std::string> tensors; ///< only these arrays
    std::string dtype;                ///< floats become this one; empty: all stay as they are
    std::string names;                ///< "dotted" or "path"
    std::string compress;             ///< "zlib:3"; empty: as the file is
    int protocol = 0;                 ///< of pickle; 0: the file's own
    bool no_optimizer = false;
    bool no_metadata = false;
    bool statistics = false; ///< a report shows those of every array that it lists
    bool sha256 = false;     ///< a report names the file's checksum
    bool dry_run = false;
    bool yes = false;   ///< losses are accepted
    bool force = false; ///< an existing file is replaced
    bool json = false;
};

/// Writes a document in another form, after saying what that does not hold. Losses are to be accepted
/// where the form stands in for the model; of a table or a report they are said and nobody is asked.
ExitStatus run_convert(const ConvertOptions& options, Console& console);

/// The ids that --to takes.
[[nodiscard]] std::vector<std::string> convert_targets();

} // namespace strata::cli
