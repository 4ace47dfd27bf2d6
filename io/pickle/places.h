// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/pickle/read_pickle.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

/// Where in a pickle its values are said, opcode by opcode: what the patcher needs and the graph
/// leaves out.
namespace strata::pickle {

/// The opcodes that leave one object on the stack.
struct PushedRange {
    std::uint64_t begin = 0;
    std::uint64_t end = 0; ///< behind the last of them
    /// Behind the first opcode: what comes then up to `end` only keeps the object in the memo, when
    /// `single` is set.
    std::uint64_t first_end = 0;
    bool single = false; ///< the first opcode alone makes the object, or gets it from the memo
    std::uint8_t opcode = 0;
    std::optional<std::uint64_t> memo; ///< the slot that keeps it
};

/// One key and its value in a dict, or (with an empty key range) an item of a list or tuple.
struct PlacedEntry {
    PushedRange key;
    PushedRange value;
    /// Of the SETITEM that sets this one pair, else nothing: opcodes that take many stand elsewhere.
    std::optional<std::uint64_t> single_setter;
};

/// What was said of one container.
struct ContainerPlaces {
    std::vector<PlacedEntry> entries; ///< in the order of Graph::entries() or Graph::items()
    /// Behind an opcode that leaves the container on top of the stack: the last that sets entries of
    /// it, or the one that makes it.
    std::uint64_t on_top = 0;
    bool is_dict = false;
};

/// An opcode that reads a slot of the memo.
struct MemoRead {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// An opcode that fills a slot of the memo.
struct MemoWrite {
    std::uint64_t offset = 0;
    std::uint64_t slot = 0;
    bool counted = false; ///< MEMOIZE: the slot's number is how many there are before it
};

struct StreamPlaces {
    std::map<std::uint64_t, ContainerPlaces> containers; ///< by the offset that Graph gives them
    std::map<std::uint64_t, std::vector<MemoRead>> memo_reads; ///< by slot, in order
    std::vector<MemoWrite> memo_writes;                        ///< in order
    /// FRAME opcodes: where, and the length that each states.
    std::vector<std::pair<std::uint64_t, std::uint64_t>> frames;
};

/// Bytes that an inline array takes in the stream around it, its padding in front.
struct ArrayPlace {
    std::uint64_t padding = 0; ///< where its padding starts; equal to `data` without
    std::uint64_t data = 0;
    std::uint64_t end = 0;
};

/// Follows the stack of one pickle of `source`, from `begin` to its STOP. `wanted` holds the offsets
/// of the containers to look for; `arrays` lists the arrays between opcodes in order. Malformed where
/// the opcodes make no sense, Cancelled, errors of the source.
Result<StreamPlaces> find_places(const ByteSource& source, std::uint64_t begin,
                                 const std::set<std::uint64_t>& wanted,
                                 const std::vector<ArrayPlace>& arrays, const JobContext& job);

} // namespace strata::pickle
