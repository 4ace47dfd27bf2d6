// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/npy_header.h"
#include "io/model/document_builder.h"

namespace strata {

/// What is said alike of an array that is a file of its own and of one inside an archive.

/// Where an array lies, for its findings.
struct NpyPlace {
    std::string_view member; ///< of an archive; empty for a file of its own
    /// Of the magic string in the file; nothing when it is compressed there.
    std::optional<std::uint64_t> offset;
    NodeId model_node = NodeId::none;
    NodeId file_node = NodeId::none;
};

/// The tensor that a header describes, tied to the rows of `place`; storage is up to the caller.
[[nodiscard]] Tensor npy_tensor(const NpyHeader& header, const NpyPlace& place);

/// A finding about an array, by one of the rules in io/formats/rules.h, with its fact "member".
[[nodiscard]] Finding npy_finding(std::string_view rule, Severity severity, Category category,
                                  const NpyPlace& place);

/// Compares the bytes that follow the header with those that it promises: adds findings, worsens
/// the verdict, and says whether all values are there. Not for arrays of objects.
bool check_npy_size(DocumentBuilder& builder, const NpyHeader& header, std::uint64_t actual,
                    const NpyPlace& place);

/// Adds what the header by itself gives reason to say.
void check_npy_header(DocumentBuilder& builder, const NpyHeader& header, const NpyPlace& place);

} // namespace strata
