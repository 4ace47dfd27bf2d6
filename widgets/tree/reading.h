// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

namespace strata {

/// Which of a document's two trees is shown.
enum class Reading { Model, File };

[[nodiscard]] inline const Tree& tree_of(const Document& document, Reading reading)
{
    return reading == Reading::Model ? document.model : document.file;
}

/// The reading that a person sees first.
[[nodiscard]] inline Reading first_reading(const Document& document)
{
    return document.model.empty() ? Reading::File : Reading::Model;
}

} // namespace strata
