// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/npz_format.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/formats/early_end.h"
#include "io/formats/nested_pickle.h"
#include "io/formats/probe.h"
#include "io/formats/rules.h"
#include "io/formats/zip_names.h"
#include "io/model/json_value.h"
#include "io/model/presence.h"
#include "io/zip/rules.h"
#include "io/zip/zip_member.h"

#include <algorithm>
#include <array>

namespace strata {

using namespace std::string_view_literals;

namespace {

constexpr std::array npz_extensions = {"npz"sv};
constexpr auto array_ending = ".npy"sv;

/// What is unpacked of a member to see what it is; most headers fit.
constexpr std::uint64_t start_bytes = 4096;

/// A pickle in a member that is no array is looked for in members up to this size.
constexpr std::uint64_t scanned_member_bytes = std::uint64_t{1} << 30;

Match match_npz(const ProbeInput& probe)
{
    if (!is_zip(probe))
        return Match::No;
    const auto names = zip_names(probe);
    if (names.empty()) // what savez() writes of no array is an empty archive
        return Match::Possible;
    return content_if(std::any_of(names.begin(), names.end(), [](const std::string& name) {
        return name.ends_with(array_ending);
    }));
}

class NpzReader {
public:
    NpzReader(const OpenRequest& request, zip::Archive archive, const JobContext& job)
        : m_request(request), m_archive(std::move(archive)), m_job(job), m_sources{request.source}
    {
        m_builder.file = TreeBuilder("/");
    }

    Result<OpenDocument> read()
    {
        fill_identity();
        for (const zip::Member& member : m_archive.members) {
            STRATA_TRY(m_job.check());
            STRATA_TRY(add_member(member));
        }
        add_issues();
        fold_early_end(m_builder);
        return OpenDocument{std::move(m_builder).finish(), std::move(m_sources)};
    }

private:
    void fill_identity()
    {
        Document& document = m_builder.document;
        document.path = m_request.path;
        document.name = file_name_of(m_request.path);
        document.bytes = m_request.source->size();
        document.format.id = npz_format.id;
        document.format.name = npz_format.name;
        document.format.container = "zip";
        if (std::any_of(m_archive.members.begin(), m_archive.members.end(),
                        [](const zip::Member& member) { return member.deflated(); }))
            document.format.compression = "deflate";
        document.sources.push_back({"file", document.bytes});
        if (!m_archive.comment.empty())
            document.metadata.push_back({.key = "/@comment",
                                         .value = short_text(m_archive.comment),
                                         .type = "str",
                                         .where = "end of central directory",
                                         .editable = false,
                                         .model_node = NodeId::none});
    }

    Result<void> add_member(const zip::Member& member)
    {
        if (!member.name.ends_with(array_ending))
            return add_other(member);
        auto start = zip::read_start(m_archive, member, start_bytes, m_job);
        STRATA_TRY(m_job.check());
        if (!start)
            return add_unreadable(member, start.error());
        auto header = read_header(member, *std::move(start));
        STRATA_TRY(m_job.check());
        if (header)
            return add_array(member, *header);
        const NodeId row = add_file_row(member, NodeKind::Object, "file");
        if (member.problem.empty())
            report_bad_header(member, row, header.error());
        return scan_other(member, row);
    }

    Result<NpyHeader> read_header(const zip::Member& member, std::vector<std::byte> start)
    {
        STRATA_ASSIGN(const NpyPreamble preamble, read_npy_preamble(start));
        if (preamble.data_offset() > start.size())
            STRATA_TRY(zip::read_start(m_archive, member, preamble.data_offset(), m_job)
                           .map([&](std::vector<std::byte> all) { start = std::move(all); }));
        return read_npy_header(start);
    }

    NodeId add_file_row(const zip::Member& member, NodeKind kind, std::string_view type,
                        std::string_view detail = {})
    {
        const std::string bytes = std::to_string(member.size) + " bytes";
        const NodeId row = m_builder.file.add(
            Tree::root, {.kind = kind,
                         .name = member.name,
                         .type = type,
                         .detail = detail.empty() ? std::string_view(bytes) : detail,
                         .key = {},
                         .tensor = TensorId::none,
                         .offset = member.header_offset});
        m_rows.push_back(row);
        return row;
    }

    Result<void> add_other(const zip::Member& member)
    {
        if (member.is_folder()) {
            add_file_row(member, NodeKind::Group, "folder");
            return {};
        }
        const NodeId row = add_file_row(member, NodeKind::Object, "file");
        return scan_other(member, row);
    }

    /// A member that by its name is an array, of which not even the header can be read: whether its
    /// values are a pickle cannot be told.
    Result<void> add_unreadable(const zip::Member& member, const Error& error)
    {
        NpyPlace place = place_of(member);
        place.file_node = add_file_row(member, NodeKind::Object, "file");
        if (member.readable())
            report_unread(place, reason_of(error));
        else // the archive's own finding says why
            m_builder.document.verdict.worsen(Trust::Review);
        return {};
    }

    void report_bad_header(const zip::Member& member, NodeId row, const Error& error)
    {
        NpyPlace place = place_of(member);
        place.file_node = row;
        Finding finding =
            npy_finding(rules::npy_bad_header, Severity::Error, Category::Integrity, place);
        if (finding.offset && error.offset)
            *finding.offset += *error.offset;
        finding.facts.emplace_back("detail", error.detail);
        m_builder.document.verdict.worsen(Integrity::Incomplete);
        m_builder.add_finding(std::move(finding));
    }

    NpyPlace place_of(const zip::Member& member) const
    {
        NpyPlace place;
        place.member = member.name;
        if (!member.deflated())
            place.offset = member.data_offset;
        return place;
    }

    Result<void> add_array(const zip::Member& member, const NpyHeader& header)
    {
        const std::string detail = array_detail(header.shape, header.dtype);
        NpyPlace place = place_of(member);
        place.file_node = add_file_row(member, NodeKind::Tensor, "ndarray", detail);
        const std::string_view name = member.name;
        place.model_node = m_builder.model.add(Tree::root, {.kind = NodeKind::Tensor,
                                                            .name = name.substr(0, name.size() - 4),
                                                            .type = "ndarray",
                                                            .detail = detail,
                                                            .key = {},
                                                            .tensor = TensorId::none,
                                                            .offset = member.header_offset});
        m_builder.link(place.model_node, place.file_node);
        check_npy_header(m_builder, header, place);
        Tensor tensor = npy_tensor(header, place);
        if (header.objects)
            STRATA_TRY(read_objects(member, header, place, tensor));
        else
            tensor.storage = values_storage(member, header, place, tensor);
        m_builder.add_tensor(std::move(tensor));
        return {};
    }

    Storage values_storage(const zip::Member& member, const NpyHeader& header,
                           const NpyPlace& place, const Tensor& tensor)
    {
        if (member.problem == "truncated" && !member.deflated())
            return rest_of_file(member, header, tensor);
        if (!member.readable())
            return MissingStorage{member.problem};
        const std::uint64_t skip = header.preamble.data_offset();
        if (!check_npy_size(m_builder, header, member.size - std::min(skip, member.size), place))
            return MissingStorage{"member shorter than its header claims"};
        DenseStorage dense;
        dense.extent = {SourceId::file, member.data_offset, member.stored_bytes};
        if (member.deflated()) {
            dense.codecs = {Codec::Deflate};
            dense.skip = skip;
        } else {
            dense.extent.offset += skip;
            dense.extent.length = header.data_bytes;
        }
        return dense;
    }

    /// What is there of a stored member that the file ends in.
    Storage rest_of_file(const zip::Member& member, const NpyHeader& header, const Tensor& tensor)
    {
        const std::uint64_t file_bytes = m_builder.document.bytes;
        const auto begin = checked_add(member.data_offset, header.preamble.data_offset());
        if (!begin || *begin > file_bytes)
            return MissingStorage{member.problem};
        return cut_storage(tensor, SourceId::file, *begin, file_bytes - *begin);
    }

    Result<void> read_objects(const zip::Member& member, const NpyHeader& header,
                              const NpyPlace& place, Tensor& tensor)
    {
        tensor.storage = MissingStorage{member.problem};
        if (!member.readable()) {
            m_builder.document.verdict.worsen(Trust::Review);
            return {};
        }
        STRATA_ASSIGN(auto nested, open_nested(member, place));
        if (!nested) {
            tensor.storage = MissingStorage{"objects"};
            return {};
        }
        nested->offset = header.preamble.data_offset();
        return read_npy_objects(m_builder, *nested, m_job, tensor);
    }

    /// Makes a member's content a source of the document, and says where it is damaged. Nothing,
    /// and a finding, when it cannot be had; fails only with Cancelled.
    Result<std::optional<NestedPickle>> open_nested(const zip::Member& member,
                                                    const NpyPlace& place)
    {
        const std::string_view refusal = refusal_of(member);
        if (!refusal.empty()) {
            report_unread(place, std::string(refusal));
            return std::optional<NestedPickle>();
        }
        auto opened = zip::open_member(m_archive, member, m_job);
        if (!opened) {
            if (opened.error().code == ErrorCode::Cancelled)
                return fail(std::move(opened).error());
            report_unread(place, reason_of(opened.error()));
            return std::optional<NestedPickle>();
        }
        zip::MemberContent content = *std::move(opened);
        if (content.damage)
            report_damage(*content.damage, place);
        if (member.deflated())
            m_nested_bytes += content.source->size();
        NestedPickle nested;
        nested.source = content.source;
        nested.source_id = SourceId{static_cast<std::uint32_t>(m_sources.size())};
        nested.file_offset = place.offset;
        nested.place = place;
        m_sources.push_back(content.source);
        m_builder.document.sources.push_back({member.name, content.source->size()});
        return std::optional(std::move(nested));
    }

    /// Why a member is not unpacked; empty when it may be.
    [[nodiscard]] std::string_view refusal_of(const zip::Member& member) const
    {
        if (member.overlaps)
            return "overlap";
        if (m_sources.size() > limits::nested_sources)
            return "nested_sources";
        if (member.deflated() && member.size > limits::nested_bytes - m_nested_bytes)
            return "nested_bytes";
        return {};
    }

    static std::string reason_of(const Error& error)
    {
        return error.detail.empty() ? error_code_name(error.code) : error.detail;
    }

    void report_unread(const NpyPlace& place, std::string reason)
    {
        Finding finding =
            npy_finding(rules::npz_member_unread, Severity::Warning, Category::Security, place);
        finding.facts.emplace_back("detail", std::move(reason));
        m_builder.document.verdict.worsen(Trust::Review);
        m_builder.add_finding(std::move(finding));
    }

    void report_damage(const Error& damage, const NpyPlace& place)
    {
        const bool checksum = damage.detail == "checksum";
        Finding finding =
            npy_finding(checksum ? zip::rules::bad_checksum : zip::rules::damaged_member,
                        Severity::Error, Category::Integrity, place);
        if (!checksum)
            finding.facts.emplace_back("detail", damage.detail);
        m_builder.document.verdict.worsen(Integrity::Incomplete);
        m_builder.add_finding(std::move(finding));
    }

    /// Looks for a pickle in a member that is no array: numpy hands out its bytes, and what a person
    /// does with those is not known.
    Result<void> scan_other(const zip::Member& member, NodeId row)
    {
        if (!member.readable() || member.size > scanned_member_bytes)
            return {};
        const auto start = zip::read_start(m_archive, member, start_bytes, m_job);
        STRATA_TRY(m_job.check());
        if (!start || !pickle::looks_like_pickle(*start, start->size() == member.size))
            return {};
        NpyPlace place = place_of(member);
        place.file_node = row;
        STRATA_ASSIGN(const auto nested, open_nested(member, place));
        if (!nested)
            return {};
        m_builder.add_finding(
            npy_finding(rules::npz_pickle_member, Severity::Note, Category::Security, place));
        const auto scanned = scan_pickle(m_builder, *nested, m_job);
        if (!scanned && scanned.error().code == ErrorCode::Cancelled)
            return fail(scanned.error());
        if (!scanned)
            m_builder.document.verdict.worsen(Trust::Review);
        return {};
    }

    void add_issues()
    {
        for (zip::Issue& issue : m_archive.issues) {
            if (issue.member)
                issue.finding.file_node = m_rows[*issue.member];
            m_builder.document.verdict.worsen(issue.integrity);
            m_builder.document.findings.push_back(std::move(issue.finding));
        }
    }

    const OpenRequest& m_request;
    zip::Archive m_archive;
    const JobContext& m_job;
    SourceSet m_sources;
    DocumentBuilder m_builder;
    std::uint64_t m_nested_bytes = 0; ///< unpacked for the sources so far
    std::vector<NodeId> m_rows;       ///< in the File reading, by place in the archive
};

Result<OpenDocument> open_npz(const OpenRequest& request, const JobContext& job)
{
    STRATA_ASSIGN(auto archive, zip::read_archive(request.source, job));
    return NpzReader(request, std::move(archive), job).read();
}

} // namespace

const Format npz_format = {
    "npz", "NumPy archive", npz_extensions, "npz", match_npz, open_npz, true,
};

} // namespace strata
