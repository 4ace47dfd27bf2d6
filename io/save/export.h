// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/compression.h"
#include "io/source/open_document.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strata {

/// What a target cannot hold of a document.
struct Loss {
    std::string what; ///< "metadata", "optimizer state", "arrays of objects" …
    std::string why;
    std::uint64_t count = 0;
    /// Left out as the options say: told, and not to be accepted once more.
    bool chosen = false;
    /// Nothing is lost: the same values are stored in another way. Told, and not to be accepted.
    bool stored_otherwise = false;
};

/// How arrays are named after their paths.
enum class NameStyle : std::uint8_t {
    Dotted, ///< "dense_1.kernel", as people of safetensors and torch expect
    Path,   ///< "dense_1/kernel"
};

/// How a whole file is compressed.
struct FileCompression {
    std::optional<Compression> method; ///< nothing: not at all
    std::optional<int> level;          ///< nothing: what joblib uses when nobody says
};

/// A compression that a target with `compresses` takes, with its levels.
struct CompressionChoice {
    std::string_view id; ///< "zlib", as joblib calls it
    Compression method = Compression::Zlib;
    int lowest = 0;
    int highest = 9;
    int usual = 3;
};
[[nodiscard]] const std::vector<CompressionChoice>& compression_choices();
/// "none", "zlib" or "zlib:3". BadArgument, with what there is in `detail`.
Result<FileCompression> parse_compression(std::string_view text);

struct ExportOptions {
    bool weights = true;   ///< all arrays but the optimizer's are written
    bool optimizer = true; ///< its arrays are written, too
    bool metadata = true;
    NameStyle names = NameStyle::Dotted;
    /// Floats become this one, each the nearest value; nothing: all arrays stay as they are. One of
    /// rounding_target().
    std::optional<ScalarType> dtype;
    std::vector<TensorId> selection; ///< empty: all arrays
    /// For targets with `compresses`; nothing: as the document's file, for pickle none.
    std::optional<FileCompression> compression;
    /// For targets with `protocols`, 2 to 5; nothing: the document's own, from 2 on.
    std::optional<int> protocol;
};

/// An array that is written, under the name that it gets.
struct ExportedTensor {
    TensorId id = TensorId::none;
    std::string name;
    bool rounded = false; ///< its values become ExportPlan::dtype
};

/// What there is to choose from: what a target could hold of the document or the selection.
struct ExportContents {
    std::uint64_t weights = 0;   ///< arrays but the optimizer's
    std::uint64_t optimizer = 0; ///< arrays
    std::uint64_t metadata = 0;  ///< entries; 0 where the target holds none
};

/// How a pickle is written whole.
struct PickleForm {
    bool joblib = false; ///< arrays as joblib's wrappers
    int protocol = 0;
    FileCompression compression;
};

/// What an export would write, before anything is.
struct ExportPlan {
    std::vector<ExportedTensor> tensors;
    std::vector<std::pair<std::string, std::string>> metadata;
    std::vector<Loss> losses;
    std::uint64_t bytes = 0;  ///< of all values; of a pickle written whole, before it is compressed
    std::uint64_t values = 0; ///< how many
    std::uint64_t file_bytes = 0; ///< what the file will have, about
    std::optional<ScalarType> dtype;
    ExportContents contents;
    PickleForm pickle; ///< of one that takes_whole()

    [[nodiscard]] std::uint64_t rounded() const; ///< arrays whose type changes
    /// How many losses are to be accepted.
    [[nodiscard]] std::uint64_t unaccepted() const;
};

class AtomicFile;

/// A format that a document can be written in: one row of export_targets(). Most hold a list of
/// arrays. One with `plan` takes everything that the document's own file holds instead: it says itself
/// what it would write, and compares itself what it wrote.
struct ExportTarget {
    std::string_view id; ///< of its Format
    std::string_view name;
    std::string_view extension; ///< without the dot
    bool holds_metadata = false;
    bool one_tensor = false; ///< holds exactly one
    /// Whether values of a dtype can be written.
    bool (*holds)(const DType& dtype);
    Result<void> (*write)(const OpenDocument& opened, const ExportPlan& plan, AtomicFile& out,
                          const JobContext& job);
    /// What the file has beside the values, about: header, directory. Null: nothing worth saying.
    std::uint64_t (*frame)(const Document& document, const ExportPlan& plan) = nullptr;
    /// What stands before a name in the paths of the format's File reading.
    std::string_view rows = {};
    /// Arrays of wider items come first, so that each begins at a multiple of its items' size.
    bool widest_first = false;
    bool compresses = false; ///< ExportOptions::compression counts
    bool protocols = false;  ///< ExportOptions::protocol counts
    /// Whether a document can become this at all; null: every one can.
    bool (*takes)(const Document& document) = nullptr;
    Result<ExportPlan> (*plan)(const OpenDocument& opened, const ExportOptions& options,
                               const JobContext& job) = nullptr;
    Result<void> (*verify)(const OpenDocument& opened, const ExportPlan& plan,
                           const OpenDocument& written, const JobContext& job) = nullptr;

    /// Whether all that the document holds is written, so that no arrays can be chosen.
    [[nodiscard]] bool takes_whole() const { return plan != nullptr; }
    [[nodiscard]] bool can_take(const Document& document) const
    {
        return takes == nullptr || takes(document);
    }
};

[[nodiscard]] const std::vector<ExportTarget>& export_targets();
/// By id; null when there is none.
[[nodiscard]] const ExportTarget* find_export_target(std::string_view id);
/// By the extension of a path, the target's or another of its format's; null when there is none.
[[nodiscard]] const ExportTarget* export_target_of(std::string_view path);

/// What would be written and what would be lost. BadArgument when nothing is left to write, or more
/// than the target holds; Cancelled.
Result<ExportPlan> plan_export(const OpenDocument& opened, const ExportTarget& target,
                               const ExportOptions& options, const JobContext& job = {});

struct ExportReport {
    std::string written;
    std::uint64_t bytes = 0;
};

/// Writes the file as save_edited() does: scratch file, read back, every array (or object) compared
/// bit by bit, synced, renamed. Errors of the sources and of the file.
Result<ExportReport> export_document(const OpenDocument& opened, const ExportTarget& target,
                                     const ExportPlan& plan, const std::string& path,
                                     const JobContext& job);

} // namespace strata
