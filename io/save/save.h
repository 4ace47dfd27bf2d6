// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/edits.h"
#include "io/source/file_stamp.h"
#include "io/source/open_document.h"

#include <optional>
#include <string>
#include <vector>

namespace strata {

struct SaveOptions {
    std::string path; ///< where to, UTF-8; the document's own path to save in place
    /// What the target was when the document was opened: a save over something else fails.
    std::optional<FileStamp> expected;
    /// The old content stays beside the new one under this ending ("~"); empty: it does not.
    std::string backup_suffix;
};

/// What a save did.
struct SaveReport {
    std::string written;
    std::uint64_t bytes = 0;
    std::string backup;            ///< where the old content is, or empty
    std::uint64_t other_names = 0; ///< hard links of the target, which keep the old content
};

/// The edits as the document's format will hold them. BadArgument with the key in `path` and the
/// reason in `detail`, also where the format's metadata cannot be edited at all.
Result<Edits> prepare_edits(const Document& document, const Edits& edits);

/// Whether a setting that setting_entries() lists can be changed at all.
[[nodiscard]] bool can_set(const Document& document, const std::string& key);
/// All of setting_entries(), `editable` where can_set() says so.
[[nodiscard]] std::vector<MetadataEntry> settable_entries(const Document& document);

/// What edits that prepare_edits() took bring: told, and not refused.
[[nodiscard]] std::vector<EditWarning> edit_warnings(const Document& document, const Edits& edits);

/// Saves a document with edits laid over it: writes a scratch file beside the target, reads it back
/// with the reader of its format, compares what is there with what was meant, syncs, renames. When
/// it fails, or the program is killed at any moment, the target holds what it held. ReadFailed, with
/// what differs in `detail` and where in `path`, when what was read back is not what was meant.
Result<SaveReport> save_edited(const OpenDocument& opened, const Edits& edits,
                               const SaveOptions& options, const JobContext& job);

} // namespace strata
