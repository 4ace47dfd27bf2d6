// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/rule_words.h"

namespace strata::words {

std::span<const RuleWords> other_rule_words()
{
    return {};
}

} // namespace strata::words
