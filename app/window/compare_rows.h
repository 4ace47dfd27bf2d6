// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/compare_jobs.h"

namespace strata {

/// What differs beside tensors in one row: a layer's configuration, the optimizer's settings, the
/// metadata, findings; in a group also in what lies below it, and in the model's own row all of it.
/// The first row of all has the findings that have no place.
[[nodiscard]] std::vector<SettingGroup> settings_of_row(const Document& left, const Document& right,
                                                        const AlignedModels& models,
                                                        std::size_t row);

/// The subject of the lower part.
[[nodiscard]] PairSubject subject_of_row(const CompareJobs& jobs, std::size_t row);

/// "6 tensor pairs compared", "40 of 106 tensor pairs compared, 2 could not be read"; empty where
/// there are none.
[[nodiscard]] QString compared_text(const Comparison& comparison);

/// Two documents that rows are paired in.
struct PairedDocuments {
    const Document& left;
    const Document& right;
};

/// What a person paired in two documents, for two others that have nodes of the same paths and kinds;
/// what one of them has not is left out.
[[nodiscard]] std::vector<MatchOverride> overrides_in(const PairedDocuments& before,
                                                      const PairedDocuments& now,
                                                      const std::vector<MatchOverride>& overrides);

} // namespace strata
