// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/model/edits.h"
#include "io/source/open_document.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strata {

class AtomicFile;

/// What a format's match() may look at: never more than a few reads.
struct ProbeInput {
    std::string_view file_name;      ///< without folders, as given
    std::string_view extension;      ///< lower case, without the dot
    std::span<const std::byte> head; ///< up to the first 4,096 bytes
    const ByteSource& source;
    JobContext job = {};
    /// What unpacked_head() found once somebody asked.
    mutable std::optional<std::vector<std::byte>> unpacked = {};
};

/// How sure a format is that a file is its own.
enum class Match {
    No,
    Possible, ///< the content does not speak against it; the extension decides
    Content,  ///< the content says so
};

struct OpenRequest {
    std::string path;    ///< as given, UTF-8; for names of siblings and for messages only
    SharedSource source; ///< the opened file
};

/// One row of the registry: all that the program knows of a file format. Adding a format is adding
/// a row (see io/README.md).
struct Format {
    std::string_view id;                          ///< "npy"; stable, in the JSON report
    std::string_view name;                        ///< "NumPy array"
    std::span<const std::string_view> extensions; ///< lower case, without the dot, usual one first
    /// Extensions in one family do not contradict each other: "pickle" for .pkl and .joblib.
    std::string_view family;
    Match (*match)(const ProbeInput& probe);
    /// Null for content that is only named, not read yet.
    Result<OpenDocument> (*open)(const OpenRequest& request, const JobContext& job);
    bool writes = false;
    /// The edits as the format would hold them (a number rounded to the width of its attribute), or
    /// why they cannot be made: BadArgument with the key in `path` and the reason in `detail`. Null
    /// where metadata cannot be edited.
    Result<Edits> (*prepare_edits)(const Document& document, const Edits& edits) = nullptr;
    /// Whether a setting (see setting_entries()) is one that edits can change; null: none is.
    bool (*can_set)(const Document& document, const std::string& key) = nullptr;
    /// What prepared edits bring that a person should know; null where nothing is looked at.
    std::vector<EditWarning> (*edit_warnings)(const Document& document,
                                              const Edits& edits) = nullptr;
    /// Writes the document with prepared edits laid over it, all else byte for byte where the format
    /// allows.
    Result<void> (*write_edited)(const OpenDocument& opened, const Edits& edits, AtomicFile& out,
                                 const JobContext& job) = nullptr;
};

/// All formats, those that know their content best first.
[[nodiscard]] std::span<const Format* const> all_formats();
[[nodiscard]] const Format* find_format(std::string_view id);

/// The format of a file by its content; the extension breaks ties only. UnknownContent,
/// UnsupportedContent (detail: the format's id) when it is known and not read yet, Cancelled.
Result<const Format*> identify(const ProbeInput& probe);

/// The format that open_document() would read a file by, from a look at its start.
Result<const Format*> identify_file(const std::string& path, const JobContext& job = {});
/// Opens a file: checks that it is one, identifies it, reads its index. One file of a model in
/// several, with its index beside it, opens the whole model. Adds the finding
/// "file-extension-mismatch" where name and content disagree.
Result<OpenDocument> open_document(const std::string& path, const JobContext& job = {});
/// The same for bytes that lie in another file than the one they are meant for, such as what a save
/// wrote before it is renamed: `path` is where they will be.
Result<OpenDocument> open_document_at(const std::string& bytes_path, const std::string& path,
                                      const JobContext& job);

} // namespace strata
