// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/edits.h"
#include "io/pickle/patch.h"
#include "io/source/atomic_file.h"
#include "io/source/open_document.h"
#include "io/source/stream_encoder.h"

namespace strata {

/// Whether a value is None, a bool, int, float, str or bytes.
[[nodiscard]] bool is_single_value(const Value& value);
/// Whether a value is None, a bool, int, float, str or bytes, or a whole list, tuple or dict of them.
[[nodiscard]] bool is_plain_value(const Value& value);

/// Whether these edits can be made: plain values (None, bool, int, float, str, bytes, and lists,
/// tuples and dicts of them) of objects and dicts that the pickle builds; the names of features as
/// many as there are. A damaged file is not edited, nor is a hyper-parameter taken away. BadArgument
/// with the key in `path` and the reason in `detail`.
Result<Edits> prepare_pickle_edits(const Document& document, const Edits& edits);

/// An edit, and where the pickle holds what it is about.
struct PlacedEdit {
    const Edit* edit = nullptr;
    std::string owner; ///< path of the object in the File reading
    std::string name;  ///< of the attribute or of the dict's entry
};

/// The place of a metadata entry, or of one beside it that is added; nothing when there is none.
[[nodiscard]] std::optional<PlacedEdit> place_edit(const Document& document, const Edit& edit);

/// Which of an object's entries and attributes of one name is meant.
enum class LooksFirst : std::uint8_t { Attributes, Entries };

/// What the pickle that a document was read from is made of once edits were made. Errors of
/// patch_pickle(), NoSuchItem.
Result<std::vector<pickle::PatchPiece>> edited_pieces(const Document& document,
                                                      const pickle::PickleDocument& pickle,
                                                      const ByteSource& source,
                                                      const std::vector<PlacedEdit>& edits,
                                                      LooksFirst first, const JobContext& job);

/// Copies pieces of a source to where they go, in blocks. Errors of both, Cancelled.
Result<void> write_pieces(const std::vector<pickle::PatchPiece>& pieces, const ByteSource& source,
                          const StreamEncoder::Sink& sink, const JobContext& job);
[[nodiscard]] std::uint64_t total_bytes(const std::vector<pickle::PatchPiece>& pieces);

/// Writes the pickle with its opcodes patched, compressed again as it was. Errors of patch_pickle(),
/// of the source and of the file.
Result<void> write_edited_pickle(const OpenDocument& opened, const Edits& edits, AtomicFile& out,
                                 const JobContext& job);

} // namespace strata
