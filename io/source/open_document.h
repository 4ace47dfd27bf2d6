// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"
#include "io/source/byte_source.h"

namespace strata {

/// A document and the sources its extents point into. A value: copies share both.
struct OpenDocument {
    std::shared_ptr<const Document> document;
    SourceSet sources;
};

} // namespace strata
