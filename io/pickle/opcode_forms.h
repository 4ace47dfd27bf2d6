// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/opcodes.h"

#include <cstddef>
#include <cstdint>

namespace strata::pickle {

/// What follows an opcode's byte. Sized numbers are little-endian.
enum class OpcodeArgument : std::uint8_t {
    None,
    Unsigned, ///< of `size` bytes
    Signed,
    Double, ///< big-endian
    Line,   ///< up to a newline
    TwoLines,
    Text, ///< a length of `size` bytes, then UTF-8
    Bytes,
    Long, ///< a length of `size` bytes, then a number
};

struct OpcodeForm {
    const char* name = "?";
    OpcodeArgument argument = OpcodeArgument::None;
    std::uint8_t size = 0;
};

/// How an opcode is stored; its name is "?" for a byte that is none.
[[nodiscard]] const OpcodeForm& opcode_form(std::uint8_t byte);

/// The opcode's name as CPython's pickletools writes it; "?" for a byte that is none.
[[nodiscard]] const char* opcode_name(std::uint8_t byte);

/// A number of up to 8 bytes.
[[nodiscard]] std::uint64_t little_endian(const unsigned char* bytes, std::size_t size);

} // namespace strata::pickle
