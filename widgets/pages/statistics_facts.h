// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"
#include "widgets/parts/facts_grid.h"

namespace strata {

/// The figures of a tensor and its quantiles: two lists that stand beside each other. Figures of
/// one kind have the same decimals.
[[nodiscard]] QList<QList<FactsGrid::Fact>> statistics_facts(const Statistics& statistics);
/// Those that say most, for one line: the ends, mean and deviation, zeros, NaN and infinities.
[[nodiscard]] QList<FactsGrid::Fact> brief_facts(const Statistics& statistics);
/// The same names with "…" where the figures will stand.
[[nodiscard]] QList<QList<FactsGrid::Fact>> awaited_facts();
/// What can be said of values that cannot be read.
[[nodiscard]] QList<QList<FactsGrid::Fact>> unknown_facts(std::uint64_t count);
/// And of those that are not in the file.
[[nodiscard]] QList<QList<FactsGrid::Fact>> missing_facts(std::uint64_t count);

/// Which values are measured, where it is not simply each of the tensor's: the magnitudes of complex
/// numbers, the first ones of a cut tensor. Empty otherwise.
[[nodiscard]] QStringList measured_values(const Tensor& tensor);

/// A mark and its words for values that a person should look at: NaN, constant, all zero. Both
/// empty for others.
struct ValueMark {
    QString icon_name;
    QString text;
};
[[nodiscard]] ValueMark value_mark(const Statistics& statistics);

} // namespace strata
