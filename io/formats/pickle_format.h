// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"

#include <optional>

namespace strata {

/// Pickles of every protocol. Compressed ones are matched by joblib_format; both rows are opened by
/// the same reader, and FormatIdentity::id says which of them a file turned out to be.
extern const Format pickle_format;
extern const Format joblib_format;

/// The source whose bytes are a pickle's opcodes, in which the offsets of findings count. Nothing
/// for a document that was opened by neither.
[[nodiscard]] std::optional<SourceId> opcode_source(const Document& document);

} // namespace strata
