// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/document.h"

#include <string>

namespace strata::cli {

/// The tensor of this path in either reading, or the only one whose path ends with "/" + `wanted`.
/// NoSuchItem names what there is instead.
Result<TensorId> choose_tensor(const Document& document, const std::string& wanted);

/// The only tensor of a document; BadArgument names them where there are several.
Result<TensorId> only_tensor(const Document& document);

} // namespace strata::cli
