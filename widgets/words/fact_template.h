// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/finding.h"

#include <QString>

namespace strata::words {

/// Fills a sentence with the facts of a finding:
/// - `{name}` is the fact "name";
/// - `{#count}` a number with its thousands commas;
/// - `{#count|array|arrays}` a number with its noun: "1 array", "6,922 arrays";
/// - `[ … ]` a part that falls away when a fact inside it is absent.
[[nodiscard]] QString fill_facts(const QString& sentence, const Finding& finding);

} // namespace strata::words
