// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"

namespace strata {

/// What torch.save writes: a zip archive (from torch 1.6 on) and the form before, a run of pickles with
/// the bytes of the storages behind them. TorchScript archives are recognised and shown as files.
extern const Format torch_format;

} // namespace strata
