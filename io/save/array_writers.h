// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/save/export.h"
#include "io/source/atomic_file.h"

/// Writers of formats that hold arrays by name. Values stream in pieces, so memory is bounded.
namespace strata {

[[nodiscard]] bool safetensors_holds(const DType& dtype);
/// In the order of the plan, one after the other behind a header of a multiple of 8 bytes: where wider
/// items come first (ExportTarget::widest_first), all lie aligned, as those of the reference
/// serializer.
Result<void> write_safetensors(const OpenDocument& opened, const ExportPlan& plan, AtomicFile& out,
                               const JobContext& job);
[[nodiscard]] std::uint64_t safetensors_frame(const Document& document, const ExportPlan& plan);

/// All but objects and the floats that numpy has no type for.
[[nodiscard]] bool npy_holds(const DType& dtype);
/// Stored members NAME.npy, as numpy.savez writes them.
Result<void> write_npz(const OpenDocument& opened, const ExportPlan& plan, AtomicFile& out,
                       const JobContext& job);
[[nodiscard]] std::uint64_t npz_frame(const Document& document, const ExportPlan& plan);
/// The one array of the plan.
Result<void> write_npy(const OpenDocument& opened, const ExportPlan& plan, AtomicFile& out,
                       const JobContext& job);
[[nodiscard]] std::uint64_t npy_frame(const Document& document, const ExportPlan& plan);

} // namespace strata
