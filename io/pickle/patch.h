// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/model/value.h"
#include "io/pickle/read_pickle.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace strata::pickle {

/// One change of a list, a tuple or a dict that a pickle builds.
struct Patch {
    enum class Kind : std::uint8_t { Replace, Add, Remove };
    Kind kind = Kind::Replace;
    ObjectId container = ObjectId::none;
    std::size_t position = 0; ///< Replace, Remove: in Graph::entries() or Graph::items()
    std::string key;          ///< Add: into a dict
    Value value;              ///< Replace, Add: plain (see encode_value)
};

/// A piece of the patched pickle: bytes of the source, or new ones.
struct PatchPiece {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    std::string bytes; ///< of a new piece; `length` is 0
};

/// What a patched pickle is made of, in order: all opcodes as they are but for those that say what
/// is changed, the lengths of FRAMEs around them, and joblib's padding behind them. An object that
/// is used elsewhere, too, stays what it is there. BadArgument when a container was not made by the
/// opcodes that make plain ones; errors of encode_value() and of the source.
Result<std::vector<PatchPiece>> patch_pickle(const PickleDocument& pickle, const ByteSource& source,
                                             std::span<const Patch> patches, const JobContext& job);

} // namespace strata::pickle
