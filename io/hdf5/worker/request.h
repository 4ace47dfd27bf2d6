// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/worker/descriptor_driver.h"

#include <optional>
#include <string_view>
#include <vector>

namespace strata::hdf5 {

/// What the parent asks for (io/hdf5/protocol.md).
struct Request {
    std::string_view verb; ///< "index", "values", "chunks", "edit"
    DescriptorRange range;
    std::uint64_t address = 0; ///< of the dataset, for "values" and "chunks"
    /// Where the list of changes lies, for "edit".
    int edits_descriptor = -1;
    std::uint64_t edits_length = 0;
};

/// The request in the words behind the program's name, which must live as long. Nothing when they
/// are not a whole one.
std::optional<Request> parse_request(const std::vector<std::string_view>& words);

} // namespace strata::hdf5
