// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/edits.h"

namespace strata {

/// What an entry is with edits laid over its document; nothing where there is none.
[[nodiscard]] std::optional<Value> edited_value(const Document& document, const Edits& edits,
                                                const std::string& key);

/// Edits made again, over another document and what was changed there already; what does not fit it
/// is left out.
[[nodiscard]] Edits replay_edits(const Edits& edits, const Document& to, Edits onto = {});

/// A document that was saved with edits, and what came of it.
struct SavedState {
    const Document& base;
    const Edits& saved;
    const Document& now;
};

/// Edits of `now` together with what was saved, as edits of `base`.
[[nodiscard]] Edits edits_over_base(const SavedState& state, const Edits& edits);

/// What must be changed in `now` to make it what `wanted` makes of `base`.
[[nodiscard]] Edits edits_since(const SavedState& state, const Edits& wanted);

} // namespace strata
