// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/save/export.h"
#include "io/source/atomic_file.h"

namespace strata {

/// Where our reader shows the tensors of what write_torch() writes.
inline constexpr std::string_view torch_rows = "/archive/data.pkl/object/";

/// What torch has a dtype for and stores by itself.
[[nodiscard]] bool torch_holds(const DType& dtype);
/// ExportTarget::frame of it.
[[nodiscard]] std::uint64_t torch_frame(const Document& document, const ExportPlan& plan);
/// A state dict as torch.save writes it: an OrderedDict of tensors in a zip archive. It loads with
/// weights_only=True, and with mmap=True. Values stream in pieces, so memory is bounded.
Result<void> write_torch(const OpenDocument& opened, const ExportPlan& plan, AtomicFile& out,
                         const JobContext& job);

} // namespace strata
