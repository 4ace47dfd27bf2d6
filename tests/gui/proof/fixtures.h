// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <limits>

namespace strata::test {

/// Every file below tests/data that a person could open, by its path there, sorted. With
/// STRATA_PROOF_PART set to "2/4" only the second of four parts, with STRATA_PROOF_ONLY those whose
/// path contains its text.
[[nodiscard]] QStringList proof_fixtures();

/// Whether the one of this number, counted from 0, is of the part that STRATA_PROOF_PART names.
[[nodiscard]] bool is_in_part(qsizetype number);

/// Rows of a data-driven test: a column "path" and a row for each of proof_fixtures(). Of files of
/// one content no more than the first `most_variants`, unless STRATA_PROOF is "all".
void add_fixture_rows(int most_variants = std::numeric_limits<int>::max());

/// Whether every file is to be looked at in every way.
[[nodiscard]] bool proves_all();

/// How many fixtures before this one hold the same in another protocol, compression or version: 0
/// for the first of them.
[[nodiscard]] int variant_of(const QString& path);

} // namespace strata::test
