// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/save/export.h"

#include <functional>
#include <string_view>

namespace strata::exports {

/// What of a pickle's values JSON says in another way, or not at all.
struct PlainLosses {
    std::uint64_t values = 0; ///< numbers, texts, True, False and None that were written

    // Other forms of the same values.
    std::uint64_t kinds = 0;      ///< tuples, sets, OrderedDict and their like
    std::uint64_t keys = 0;       ///< of dicts, that are no texts
    std::uint64_t scalars = 0;    ///< NumPy's numbers, dates, decimals, complex numbers
    std::uint64_t bytes = 0;      ///< byte strings
    std::uint64_t not_finite = 0; ///< NaN and infinities
    std::uint64_t shared = 0;     ///< lists and dicts that stand in several places
    std::uint64_t arrays = 0;     ///< that became lists

    // In whose place stands null.
    std::uint64_t objects = 0;      ///< of classes; functions, classes, persistent ids
    std::uint64_t large_arrays = 0; ///< and those whose values cannot be lists of plain ones
    std::uint64_t long_bytes = 0;
    std::uint64_t cut_off = 0; ///< inside themselves, or deeper than readers of JSON go
    std::uint64_t streams = 0; ///< further pickles of the file

    [[nodiscard]] std::vector<Loss> list() const;
};

using TextSink = std::function<Result<void>(std::string_view text)>;

/// Reads a pickle's opcodes again and writes its object as JSON. Errors of the sources and the sink;
/// LimitExceeded; Cancelled.
Result<PlainLosses> write_plain(const OpenDocument& opened, const TextSink& sink,
                                const JobContext& job);

} // namespace strata::exports
