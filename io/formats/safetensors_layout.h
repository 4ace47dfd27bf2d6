// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/safetensors_header.h"
#include "io/model/document_builder.h"

namespace strata {

/// What is known of the file around the header.
struct SafetensorsFile {
    std::uint64_t data_offset = 0; ///< of the first tensor byte in the file
    std::uint64_t data_bytes = 0;  ///< that are there behind the header
    SourceId source = SourceId::file;
    NodeId row = Tree::root; ///< of the File reading, which the tensors' rows come below
};

/// A name as a fact of a finding: long ones are cut.
[[nodiscard]] std::string safetensors_fact(const std::string& text);

/// Adds every tensor of the header to the builder, with its row in the File reading, and says what
/// the reference implementation would refuse (Metadata::validate in tensor.rs): findings by the
/// rules in io/formats/rules.h, and the verdict. Tensors that are sound can be read all the same.
void add_safetensors_tensors(DocumentBuilder& builder, const SafetensorsHeader& header,
                             const SafetensorsFile& file);

} // namespace strata
