// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/diff_report.h"
#include "app/report/page.h"

namespace strata::report {

/// Two models beside each other as a page for people: what `diff` prints, in its order, with the
/// histograms of the arrays that differ most. Files are named, their folders are not. Cancelled.
Result<Page> make_diff_page(const ComparedModels& models, const JobContext& job);

/// The pairs of arrays that differ, by their place in comparison.pairs.tensors: those of the
/// optimizer behind the others, and of each those that differ most first, by relative L2; pairs of
/// other shapes and pairs that could not be read before them.
[[nodiscard]] std::vector<std::size_t> changed_pairs(const ComparedModels& models);

/// What stands in the tables of settings: a title for each that is not empty.
struct TitledSettings {
    QString title;
    const SettingDifferences* differences = nullptr;
    bool findings = false;
};
[[nodiscard]] std::vector<TitledSettings> titled_settings(const SettingsComparison& settings);

/// What a row of such a table is called: the key, or what a finding says.
[[nodiscard]] QString setting_name(const ComparedModels& models, const TitledSettings& settings,
                                   const SettingDifference& difference);

/// A setting's value as it is shown; "–" where a side has none.
[[nodiscard]] QString setting_text(const std::optional<Value>& value);

} // namespace strata::report
