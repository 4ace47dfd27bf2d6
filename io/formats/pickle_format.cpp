// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/pickle_format.h"

#include "io/base/limits.h"
#include "io/formats/early_end.h"
#include "io/formats/file_rules.h"
#include "io/formats/pickle_edit.h"
#include "io/formats/pickle_facts.h"
#include "io/formats/pickle_packing.h"
#include "io/formats/pickle_warnings.h"
#include "io/formats/probe.h"
#include "io/formats/rows_left_out.h"
#include "io/formats/torch_legacy.h"
#include "io/formats/zip_names.h"
#include "io/model/document_builder.h"
#include "io/pickle/probe.h"
#include "io/pickle/read_pickle.h"
#include "io/pickle/rules.h"
#include "io/sklearn/estimator_reader.h"
#include "io/source/compression.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace strata {

using namespace std::string_view_literals;

namespace {

constexpr std::string_view pickle_container = "pickle";

/// What a compressed pickle unpacks to, beside the file.
constexpr SourceId unpacked_source = SourceId{1};

/// A file as its pickle: unpacked where it was compressed.
struct Unwrapped {
    SourceSet sources;
    SourceId pickle = SourceId::file;
    std::optional<Compression> compression;
    bool marked = false; ///< "ZF" stands before it, as joblib up to 0.9 writes
    std::optional<Error> damage;
    std::uint64_t trailing_bytes = 0;
};

Result<Unwrapped> unwrap(const SharedSource& file, const JobContext& job)
{
    Unwrapped out;
    out.sources.push_back(file);
    STRATA_ASSIGN(const auto packing, packing_of_file(*file, job));
    if (!packing)
        return out;
    STRATA_ASSIGN(const SharedSource packed,
                  make_slice_source(file, packing->offset, file->size() - packing->offset));
    STRATA_ASSIGN(Unpacked unpacked, unpack(*packed, packing->compression, job));
    out.compression = packing->compression;
    out.marked = packing->offset != 0;
    out.sources.push_back(std::move(unpacked.source));
    out.pickle = unpacked_source;
    out.damage = std::move(unpacked.damage);
    out.trailing_bytes = unpacked.trailing_bytes;
    return out;
}

void add_integrity_finding(DocumentBuilder& builder, std::string_view rule, Severity severity,
                           std::vector<std::pair<std::string, std::string>> facts)
{
    Finding finding;
    finding.rule = rule;
    finding.severity = severity;
    finding.category = Category::Integrity;
    finding.facts = std::move(facts);
    builder.add_finding(std::move(finding));
}

bool has_joblib_name(std::string_view file_name)
{
    const std::string extension = extension_of(file_name);
    return extension == "joblib" || extension == "jl";
}

/// Builds the document of one pickle file.
class PickleReader {
public:
    PickleReader(const OpenRequest& request, Unwrapped unwrapped, pickle::PickleDocument pickle)
        : m_request(request),
          m_unwrapped(std::move(unwrapped)),
          m_pickle(std::move(pickle)),
          m_arrays(m_pickle.graph, m_builder),
          m_file(m_pickle.graph, m_builder, m_arrays, sklearn::ObjectRows::Reading::File)
    {
    }

    OpenDocument read() &&
    {
        describe_file();
        describe_compression();
        m_builder.document.verdict.worsen(m_pickle.verdict.integrity);
        m_builder.document.verdict.trust = m_pickle.verdict.trust;
        const std::size_t about_arrays = m_builder.document.findings.size();
        add_file_reading();
        sklearn::EstimatorReader(m_pickle.graph, m_unwrapped.sources, m_builder, m_arrays, m_file)
            .read(roots());
        add_versions(m_pickle, m_builder);
        add_custom_objects(m_pickle, m_file, m_builder);
        add_metadata(m_pickle, m_builder);
        add_findings(about_arrays);
        return {std::move(m_builder).finish(), std::move(m_unwrapped.sources)};
    }

private:
    void describe_file()
    {
        Document& document = m_builder.document;
        document.path = m_request.path;
        document.name = file_name_of(m_request.path);
        document.bytes = m_request.source->size();
        document.sources.push_back({"file", document.bytes});
        const pickle::JoblibFacts& joblib = m_pickle.joblib;
        // A compressed pickle may be anybody's: without arrays only the name tells joblib's.
        const bool is_joblib =
            joblib.inline_arrays != 0 || joblib.old_files ||
            (m_unwrapped.compression && (m_unwrapped.marked || has_joblib_name(document.name)));
        document.format.id = is_joblib ? "joblib" : "pickle";
        document.format.name = is_joblib ? "joblib pickle" : "pickle";
        document.format.container = pickle_container;
    }

    void describe_compression()
    {
        if (!m_unwrapped.compression)
            return;
        const std::string name = compression_name(*m_unwrapped.compression);
        const std::uint64_t unpacked = m_unwrapped.sources.back()->size();
        m_builder.document.format.compression = name;
        m_builder.document.sources.push_back({"unpacked " + name, unpacked});
        if (m_unwrapped.damage) {
            m_builder.document.verdict.worsen(Integrity::Incomplete);
            std::vector<std::pair<std::string, std::string>> facts = {
                {"compression", name}, {"unpacked", std::to_string(unpacked)}};
            // The library often has nothing more to say than its name.
            if (const std::string& detail = m_unwrapped.damage->detail; detail != name)
                facts.emplace_back("detail", detail);
            add_integrity_finding(m_builder, rules::compression_damaged, Severity::Error,
                                  std::move(facts));
        }
        if (m_unwrapped.trailing_bytes != 0) {
            m_builder.document.verdict.worsen(Integrity::Ambiguous);
            add_integrity_finding(
                m_builder, rules::compression_trailing_data, Severity::Warning,
                {{"compression", name}, {"bytes", std::to_string(m_unwrapped.trailing_bytes)}});
        }
    }

    /// The first pickle's object is "object", those of further ones "object 2" …; what a pickle
    /// builds and throws away follows.
    void add_file_reading()
    {
        for (const Finding& finding : m_pickle.findings) {
            if (finding.offset)
                m_offsets.emplace(*finding.offset, NodeId::none);
        }
        m_file.watch_offsets(&m_offsets);
        std::size_t number = 0;
        for (const pickle::ObjectId root : roots()) {
            ++number;
            m_file.add(Tree::root, number == 1 ? "object" : "object " + std::to_string(number),
                       root);
        }
        add_discarded();
        m_file.expand();
    }

    /// What the pickles of the file make, one after the other.
    [[nodiscard]] std::vector<pickle::ObjectId> roots() const
    {
        std::vector<pickle::ObjectId> found;
        if (m_pickle.graph.contains(m_pickle.root))
            found.push_back(m_pickle.root);
        for (const pickle::Stream& stream : m_pickle.streams) {
            if (stream.inside == pickle::ObjectId::none && stream.root != m_pickle.root &&
                m_pickle.graph.contains(stream.root))
                found.push_back(stream.root);
        }
        return found;
    }

    void add_discarded()
    {
        if (m_pickle.discarded.empty())
            return;
        const NodeId group = m_builder.file.add(
            Tree::root, {.kind = NodeKind::Group,
                         .name = "discarded",
                         .detail = std::to_string(m_pickle.discarded.size()) + " calls"});
        std::size_t number = 0;
        for (const pickle::DiscardedCall& call : m_pickle.discarded)
            m_file.add(group, std::to_string(number++), call.object);
    }

    /// The reader's findings, tied to the rows of the objects that they are about. They come before
    /// those from `place` on, about what the objects mean: a file that ends early is the cause of an
    /// array that is not whole.
    void add_findings(std::size_t place)
    {
        auto& all = m_builder.document.findings;
        const std::size_t about_meaning = all.size();
        for (Finding& finding : m_pickle.findings) {
            const auto row = finding.offset ? m_offsets.find(*finding.offset) : m_offsets.end();
            if (row != m_offsets.end() && row->second != NodeId::none) {
                finding.file_node = row->second;
                finding.model_node = m_builder.file.at(row->second).counterpart;
            }
            m_builder.add_finding(std::move(finding));
        }
        const auto at = [&](std::size_t number) {
            return all.begin() + static_cast<std::ptrdiff_t>(number);
        };
        std::rotate(at(place), at(about_meaning), all.end());
        std::stable_partition(at(place), all.end(), [](const Finding& finding) {
            return finding.rule == pickle::rules::truncated ||
                   finding.rule == pickle::rules::array_truncated;
        });
        fold_early_end(m_builder);
        report_rows_left_out(m_builder);
    }

    const OpenRequest& m_request;
    Unwrapped m_unwrapped;
    pickle::PickleDocument m_pickle;
    DocumentBuilder m_builder;
    sklearn::ArrayTensors m_arrays;
    sklearn::ObjectRows m_file;
    sklearn::ObjectRows::OffsetRows m_offsets;
};

Result<OpenDocument> open_pickle(const OpenRequest& request, const JobContext& job)
{
    STRATA_ASSIGN(Unwrapped unwrapped, unwrap(request.source, job));
    pickle::ReadOptions options;
    options.source_id = unwrapped.pickle;
    options.unpacked = unwrapped.compression.has_value();
    options.source_damaged = unwrapped.damage.has_value();
    STRATA_ASSIGN(pickle::PickleDocument pickle,
                  pickle::read_pickle(unwrapped.sources.back(), options, job));
    return PickleReader(request, std::move(unwrapped), std::move(pickle)).read();
}

bool is_whole(const ProbeInput& probe)
{
    return probe.head.size() == probe.source.size();
}

/// Whether a name could be one that somebody imports. Lines of a program or of prose read as names
/// with blanks, brackets and quotes in them ("mport os", of "import os").
bool is_importable(std::string_view name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char each) {
        const auto byte = static_cast<unsigned char>(each);
        return byte >= 0x80 || std::isalnum(byte) != 0 || each == '_' || each == '.' || each == '-';
    });
}

/// Whether a loader would call something in this content before it notices, if ever, that it is no
/// whole pickle: what looks like no pickle can still do harm as one. Reading stops at the first byte
/// that makes no sense, so other content costs next to nothing. What makes sense as far as
/// limits::probe_opcodes is taken for one that does.
bool calls_something(const ByteSource& source, const JobContext& job)
{
    const SharedSource borrowed(std::shared_ptr<const ByteSource>(), &source);
    pickle::Probe trial;
    if (!trial.run(borrowed, 0, limits::probe_opcodes, job))
        return false;
    if (trial.opcode_count() > limits::probe_opcodes)
        return true;
    for (std::size_t i = 0; i < trial.names().size(); ++i) {
        const auto id = static_cast<pickle::GlobalId>(i);
        const pickle::GlobalName& name = trial.names().name(id);
        const auto& counts = trial.names().counts(id).counts;
        if (is_importable(name.raw_module) && is_importable(name.raw_name) &&
            counts[static_cast<std::size_t>(pickle::GlobalRole::Called)] != 0)
            return true;
    }
    return false;
}

Match match_pickle(const ProbeInput& probe)
{
    // "PK" is a persistent id to a pickle's loader, which refuses it: a zip archive is none.
    if (is_torch_legacy(probe.head) || is_zip(probe))
        return Match::No;
    if (pickle::looks_like_pickle(probe.head, is_whole(probe)))
        return Match::Content;
    return calls_something(probe.source, probe.job) ? Match::Possible : Match::No;
}

Match match_joblib(const ProbeInput& probe)
{
    const auto packing = packing_of(probe.head);
    return content_if(packing && pickle::looks_like_pickle(unpacked_head(probe, *packing)));
}

constexpr std::array pickle_extensions = {"pkl"sv, "pickle"sv, "sav"sv, "p"sv, "dump"sv, "model"sv};
constexpr std::array joblib_extensions = {"joblib"sv, "jl"sv,   "z"sv,   "gz"sv, "bz2"sv,
                                          "xz"sv,     "lzma"sv, "lz4"sv, "zst"sv};

/// Both are read and written alike; the content tells which of them a file is.
constexpr Format pickle_row(std::string_view id, std::string_view name,
                            std::span<const std::string_view> extensions,
                            Match (*match)(const ProbeInput& probe))
{
    return {
        .id = id,
        .name = name,
        .extensions = extensions,
        .family = "pickle",
        .match = match,
        .open = open_pickle,
        .writes = true,
        .prepare_edits = prepare_pickle_edits,
        .edit_warnings = pickle_edit_warnings,
        .write_edited = write_edited_pickle,
    };
}

} // namespace

const Format pickle_format = pickle_row("pickle", "pickle", pickle_extensions, match_pickle);
const Format joblib_format = pickle_row("joblib", "joblib pickle", joblib_extensions, match_joblib);

std::optional<SourceId> opcode_source(const Document& document)
{
    if (document.format.container != pickle_container)
        return std::nullopt;
    return document.format.compression.empty() ? SourceId::file : unpacked_source;
}

} // namespace strata
