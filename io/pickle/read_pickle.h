// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/model/finding.h"
#include "io/pickle/graph.h"

#include <array>
#include <bitset>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace strata::pickle {

/// What stands in the place of a persistent id: another object (torch's classes), `none` for one that
/// is known and stays a PersistentId (torch's storages), nothing for one that is not known, which is
/// for review. Asked while the graph is being read.
using PersistentIds = std::function<std::optional<ObjectId>(const Graph& graph, ObjectId id)>;

struct ReadOptions {
    std::uint64_t offset = 0; ///< where the first pickle starts in the source
    /// Which source of the document this is, for the extents of tensors.
    SourceId source_id = SourceId::file;
    /// Raw arrays follow joblib's NumpyArrayWrapper (recognised by its name).
    bool joblib_arrays = true;
    /// The source was unpacked from a compressed file. For those who write findings; reading is the
    /// same.
    bool unpacked = false;
    /// The compressed stream that it came from was damaged: the document is incomplete, whatever
    /// its pickle says.
    bool source_damaged = false;
    /// Go on with further pickles behind STOP.
    bool all_streams = true;
    /// Look for pickles inside bytes and text (also base64 and hexadecimal).
    bool nested = true;
    /// How the program that loads it answers a persistent id; empty: nobody knows.
    PersistentIds persistent_ids;
};

/// What a global name is used for.
enum class GlobalRole : std::uint8_t {
    Imported, ///< named: its module would be imported
    Called,   ///< called with arguments from the file
    Built,    ///< attributes are set on the named thing itself (BUILD on a bare global)
};
const char* global_role_name(GlobalRole role); ///< "imported", "called", "built"

/// One distinct name with everything the file does with it.
struct GlobalUse {
    GlobalName name;
    Trust trust = Trust::Review;
    /// By GlobalRole: how often, and the offset of the first opcode that does it.
    std::array<std::uint64_t, 3> counts{};
    std::array<std::uint64_t, 3> first_offsets{};
    bool nested = false;  ///< seen only in a pickle inside other data
    bool by_team = false; ///< trusted because the team's own list has it (team_names.h)
};

/// One pickle, from its first opcode to its STOP.
struct Stream {
    std::uint64_t offset = 0;
    std::uint64_t end = 0; ///< behind STOP, or where reading ended
    /// Of the last PROTO opcode, else the lowest protocol that has all opcodes used.
    int protocol = 0;
    bool explicit_protocol = false;
    std::uint64_t opcode_count = 0;
    std::bitset<256> opcodes; ///< those that occur
    bool complete = false;    ///< STOP was reached and every opcode made sense
    ObjectId root = ObjectId::none;
    /// The InlineArray whose values it holds (joblib, arrays of objects), or none.
    ObjectId inside = ObjectId::none;
};

/// A call whose result the file builds and drops (POP, or left on the stack at STOP).
struct DiscardedCall {
    ObjectId object = ObjectId::none;
    std::uint64_t offset = 0; ///< of the opcode that calls
};

/// A file beside this one that joblib up to 0.9 would open. It is never opened.
struct ExternalFile {
    ObjectId object = ObjectId::none;
    std::string name;
    bool escapes = false; ///< absolute, or leaves the folder
};

struct JoblibFacts {
    std::uint64_t inline_arrays = 0;
    bool aligned = false;   ///< padding before arrays: joblib 1.2 or newer
    bool old_files = false; ///< NDArrayWrapper with sibling files: joblib 0.9 or older
    bool vendored = false;  ///< written by sklearn.externals.joblib
};

/// All that reading a pickle tells. Findings carry offsets, no rows: whoever builds the trees ties
/// them to rows.
struct PickleDocument {
    Graph graph;
    std::vector<Stream> streams; ///< in the order of their offsets; nested ones have `inside` set
    /// The object of the first stream; the best guess for one that broke off; none when there is
    /// not even one object.
    ObjectId root = ObjectId::none;
    std::vector<GlobalUse> globals; ///< in the order of the file
    Verdict verdict;
    std::vector<Finding> findings; ///< see rules.h
    std::vector<DiscardedCall> discarded;
    std::vector<ExternalFile> external_files;
    JoblibFacts joblib;
    std::uint64_t opcode_count = 0; ///< of all streams
    /// What follows the last stream and is no pickle.
    std::uint64_t trailing_offset = 0;
    std::uint64_t trailing_bytes = 0;

    [[nodiscard]] int protocol() const { return streams.empty() ? 0 : streams.front().protocol; }
};

/// Whether bytes look like the start of a pickle: a PROTO opcode with a known version, or for
/// protocols 0 and 1 a run of opcodes that makes sense. For sniffing; `complete` says that `head`
/// is the whole file.
[[nodiscard]] bool looks_like_pickle(std::span<const std::byte> head, bool complete = false);

/// Reads every pickle of a source as data: nothing is imported, called or opened. A damaged or
/// hostile pickle is not an error: what could be read is in the document, with findings and the
/// verdict. Fails only with ReadFailed, Cancelled, LimitExceeded (memory), Malformed (the first
/// byte is no opcode). Progress is in bytes.
Result<PickleDocument> read_pickle(SharedSource source, const ReadOptions& options,
                                   const JobContext& job);

} // namespace strata::pickle
