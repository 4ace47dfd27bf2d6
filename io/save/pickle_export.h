// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/read_pickle.h"
#include "io/save/export.h"

namespace strata {

/// The opcodes of such a document, read again.
Result<pickle::PickleDocument> read_pickle_again(const OpenDocument& opened, const JobContext& job);

/// Whether a document was read from a pickle or joblib file, which can be written as the other.
[[nodiscard]] bool is_pickle(const Document& document);

/// What writing the whole pickle anew would write, tried without writing. BadArgument with the reason
/// in `detail`.
Result<ExportPlan> plan_pickle(const OpenDocument& opened, const ExportOptions& options,
                               const JobContext& job);
Result<ExportPlan> plan_joblib(const OpenDocument& opened, const ExportOptions& options,
                               const JobContext& job);

/// Writes it as the plan says: opcode by opcode, arrays in blocks.
Result<void> write_pickle(const OpenDocument& opened, const ExportPlan& plan, AtomicFile& out,
                          const JobContext& job);

/// Compares what was written with what it was written from, object by object.
Result<void> verify_pickle(const OpenDocument& opened, const ExportPlan& plan,
                           const OpenDocument& written, const JobContext& job);

} // namespace strata
