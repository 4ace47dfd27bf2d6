// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/pickle/opcode_forms.h"
#include "io/source/byte_source.h"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace strata::pickle {

/// One opcode as it is stored.
struct OpcodeLine {
    std::uint64_t offset = 0;
    std::uint8_t opcode = 0;
    std::string argument; ///< "'posix'", "4", "b'\\x00'"; empty for none; long ones end in "…"
    bool is_text = false; ///< the argument is a text or a name
    /// Bytes before it that are no opcodes: padding between pickles, or values of an array.
    std::uint64_t skipped = 0;
};

/// Some opcodes in their order.
struct Disassembly {
    std::vector<OpcodeLine> lines;
    std::size_t chosen = 0; ///< the one that holds the offset that was asked for
};

/// Bytes between opcodes that are none: arrays that joblib writes after a BUILD. (offset, length)
using RawRun = std::pair<std::uint64_t, std::uint64_t>;

/// The opcode that holds the byte at `offset`, with `before` opcodes before it and `after` after
/// it. The pickle starts at byte 0 of `source`; `raw` is sorted by offset. Malformed when bytes
/// before it are no opcodes.
Result<Disassembly> disassemble(const ByteSource& source, std::uint64_t offset,
                                std::span<const RawRun> raw, std::size_t before, std::size_t after,
                                const JobContext& job);

} // namespace strata::pickle
