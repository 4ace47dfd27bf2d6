// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/index.h"

#include <string>
#include <string_view>

/// What the rows of the File reading say, in HDF5's own terms.
namespace strata::hdf5 {

[[nodiscard]] std::string_view object_words(ObjectKind kind); ///< "group", "dataset" …
[[nodiscard]] std::string_view link_words(LinkKind kind);     ///< "soft link", "external link" …
/// Where a link leads: "/group/data", "other.h5:/x".
[[nodiscard]] std::string link_target(const Link& link);
[[nodiscard]] std::string count_words(std::size_t links); ///< "3 links"
/// "(40, 30) float32, chunked (16, 8), shuffle, gzip 4"
[[nodiscard]] std::string dataset_words(const Dataset& dataset);

} // namespace strata::hdf5
