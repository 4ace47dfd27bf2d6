// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/summary.h"

namespace strata::keras {

/// Whose text it is.
enum class SummaryStyle : std::uint8_t { Keras2, Keras3 };
/// The one of the Keras that wrote the file; of an unknown version, Keras 3's.
[[nodiscard]] SummaryStyle own_style(const Summary& summary);

struct SummaryOptions {
    SummaryStyle style = SummaryStyle::Keras3;
    /// Width of the terminal, as in COLUMNS; without one 80. Keras 2 does not ask for it.
    int columns = 80;
    bool expand_nested = false;
    bool show_trainable = false;
};

/// What Model.summary() prints into a pipe, byte for byte, with its last newline. Keras 2 in the way
/// of the version that wrote the file, of 2.15 for a file of Keras 3.
[[nodiscard]] std::string summary_text(const Summary& summary, const SummaryOptions& options);

} // namespace strata::keras
