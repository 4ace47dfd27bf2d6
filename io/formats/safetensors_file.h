// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/safetensors_header.h"
#include "io/formats/safetensors_layout.h"
#include "io/model/document_builder.h"
#include "io/source/byte_source.h"

namespace strata {

/// Bytes of the header's length, in front of it.
inline constexpr std::uint64_t safetensors_length_bytes = 8;

/// Whether the JSON starts as a header does: an object that is empty or has a string key.
[[nodiscard]] bool starts_as_safetensors_header(std::string_view json);

/// The header of a file, and where its values lie.
struct SafetensorsRead {
    SafetensorsHeader header;
    SafetensorsFile file;
};

/// Reads the header of a safetensors file, and adds findings about it as a text and about its keys.
/// `place` says where the file belongs in the document; its data_offset and data_bytes are not looked
/// at. An error when there is nothing to show of it.
Result<SafetensorsRead> read_safetensors_file(DocumentBuilder& builder, const ByteSource& source,
                                              const SafetensorsFile& place);

/// The framework that `format` of __metadata__ stands for, in the words of the JSON report; empty
/// when it says none.
[[nodiscard]] std::string safetensors_framework(const SafetensorsHeader& header);

} // namespace strata
