// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>

namespace strata::test {

/// How often a test repeats itself: `whole` times, and under the sanitizers, which are some ten times
/// slower, an eighth of that, unless STRATA_THOROUGH is set.
inline int repetitions(int whole)
{
#ifdef __SANITIZE_ADDRESS__
    if (!qEnvironmentVariableIsSet("STRATA_THOROUGH"))
        return std::max(1, whole / 8);
#endif
    return whole;
}

} // namespace strata::test
