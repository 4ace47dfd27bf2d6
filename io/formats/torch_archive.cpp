// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/torch_archive.h"

#include "io/base/limits.h"
#include "io/formats/early_end.h"
#include "io/formats/torch_document.h"
#include "io/torch/rules.h"
#include "io/zip/rules.h"
#include "io/zip/zip_member.h"

#include <algorithm>
#include <map>

namespace strata {

using namespace std::string_view_literals;

namespace {

constexpr auto object_name = "data.pkl"sv;

/// Folders inside folders that member names are shown as; the rest of a name is one row.
constexpr std::size_t most_folders = 32;

/// What is unpacked of a member to see what it is, and of small ones to say what they hold.
constexpr std::uint64_t pickle_start_bytes = 4096;
constexpr std::uint64_t shown_bytes = 64;

/// Deflated storages that are unpacked, for views whose items do not touch: together at most this.
constexpr std::uint64_t unpacked_storages = limits::nested_bytes;

bool is_object(std::string_view name)
{
    return name == object_name || name.ends_with("/data.pkl");
}

class TorchArchive {
public:
    TorchArchive(const OpenRequest& request, zip::Archive archive, const JobContext& job)
        : m_torch(request, "zip"), m_archive(std::move(archive)), m_job(job)
    {
    }

    Result<OpenDocument> read()
    {
        find_prefix();
        find_script();
        m_torch.storages.cut = std::any_of(
            m_archive.issues.begin(), m_archive.issues.end(),
            [](const zip::Issue& issue) { return issue.finding.rule == zip::rules::no_directory; });
        for (std::size_t i = 0; i < m_archive.members.size(); ++i) {
            STRATA_TRY(m_job.check());
            STRATA_TRY(add_member(i));
        }
        STRATA_TRY(read_object());
        STRATA_TRY(scan_others());
        add_versions_of_archive();
        if (m_torch.has_object)
            m_torch.add_object([this](const std::string& key) { return unpack(key); });
        add_issues();
        fold_early_end(m_torch.builder);
        return OpenDocument{std::move(m_torch.builder).finish(), std::move(m_torch.sources)};
    }

private:
    Document& document() { return m_torch.builder.document; }

    void find_prefix()
    {
        m_object = find_torch_object(m_archive);
        if (!m_object)
            return;
        const std::string& name = m_archive.members[*m_object].name;
        m_prefix = name.substr(0, name.size() - object_name.size());
        const auto count = std::count_if(m_archive.members.begin(), m_archive.members.end(),
                                         [](const auto& each) { return is_object(each.name); });
        if (count > 1) {
            document().verdict.worsen(Integrity::Ambiguous);
            m_torch.add_finding(torch::rules::several_objects, Severity::Warning,
                                Category::Integrity, NodeId::none,
                                {{"count", std::to_string(count)}});
        }
    }

    /// torch.jit.save adds the model's code, and a pickle of its constants.
    void find_script()
    {
        std::uint64_t files = 0;
        bool constants = false;
        for (const zip::Member& member : m_archive.members) {
            if (!member.name.starts_with(m_prefix))
                continue;
            const std::string_view name = std::string_view(member.name).substr(m_prefix.size());
            constants = constants || name == "constants.pkl";
            if (name.starts_with("code/") && name.ends_with(".py"))
                ++files;
        }
        m_torch.script = constants || files != 0;
        if (!m_torch.script)
            return;
        document().format.name = "TorchScript";
        document().verdict.worsen(Trust::Review);
        m_torch.add_finding(torch::rules::script, Severity::Warning, Category::Security,
                            NodeId::none, {{"files", std::to_string(files)}});
    }

    /// The row of the folder that a member lies in, and what its name is there.
    std::pair<NodeId, std::string_view> folder_of(std::string_view name)
    {
        NodeId row = Tree::root;
        for (std::size_t depth = 0; depth < most_folders; ++depth) {
            const auto slash = name.find('/');
            if (slash == std::string_view::npos || slash == 0 || slash + 1 == name.size())
                break;
            const auto [known, is_new] =
                m_folders.try_emplace({row, std::string(name.substr(0, slash))}, NodeId::none);
            if (is_new)
                known->second = m_torch.builder.file.add(
                    row,
                    {.kind = NodeKind::Group, .name = name.substr(0, slash), .type = "folder"});
            row = known->second;
            name.remove_prefix(slash + 1);
        }
        return {row, name};
    }

    Result<void> add_member(std::size_t place)
    {
        const zip::Member& member = m_archive.members[place];
        const auto [folder, name] = folder_of(member.name);
        const std::string in_archive =
            member.name.starts_with(m_prefix) ? member.name.substr(m_prefix.size()) : std::string();
        std::string detail = std::to_string(member.size) + " bytes";
        std::string_view type = member.is_folder() ? "folder" : "file";
        if (const bool storage = in_archive.starts_with("data/"); storage) {
            type = "storage";
            add_storage(in_archive.substr(5), member);
        } else if (!in_archive.empty() && member.size <= shown_bytes) {
            STRATA_TRY(note_small(member, in_archive, detail));
        }
        m_rows.push_back(m_torch.builder.file.add(
            folder, {.kind = member.is_folder() ? NodeKind::Group : NodeKind::Object,
                     .name = name,
                     .type = type,
                     .detail = detail,
                     .offset = member.header_offset}));
        return {};
    }

    void add_storage(const std::string& key, const zip::Member& member)
    {
        torch::StoredBytes stored;
        stored.offset = member.data_offset;
        stored.bytes = member.size;
        stored.deflated = member.deflated();
        stored.cut = member.problem == "truncated";
        stored.readable = member.readable() || (stored.cut && !stored.deflated);
        const std::uint64_t file = m_archive.source->size();
        const std::uint64_t there = file > stored.offset ? file - stored.offset : 0;
        stored.stored = std::min(member.stored_bytes, there);
        m_torch.storages.by_key.try_emplace(key, stored);
        m_storage_members.try_emplace(key, m_rows.size());
    }

    /// "version", "byteorder" and the like: a word or a number.
    Result<void> note_small(const zip::Member& member, const std::string& name, std::string& detail)
    {
        static constexpr std::array told = {"version"sv,
                                            "byteorder"sv,
                                            ".format_version"sv,
                                            ".storage_alignment"sv,
                                            ".data/serialization_id"sv,
                                            ".data/version"sv};
        if (std::find(told.begin(), told.end(), name) == told.end())
            return {};
        const auto bytes = zip::read_start(m_archive, member, shown_bytes, m_job);
        STRATA_TRY(m_job.check());
        if (!bytes)
            return {};
        std::string text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
        text.erase(text.find_last_not_of("\r\n ") + 1);
        if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; }))
            return {};
        detail = text;
        if (name == "byteorder")
            note_byte_order(text);
        m_small.emplace_back(name, text);
        return {};
    }

    void note_byte_order(const std::string& text)
    {
        m_torch.storages.big_endian = text == "big";
        if (text == "big" || text == "little")
            return;
        document().verdict.worsen(Integrity::Ambiguous);
        m_torch.add_finding(torch::rules::byte_order, Severity::Warning, Category::Integrity,
                            NodeId::none, {{"text", text}});
    }

    void add_versions_of_archive()
    {
        document().versions.push_back({"torch", ">=1.6", "zip archive"});
        for (const auto& [name, text] : m_small) {
            document().metadata.push_back({.key = "archive@" + name,
                                           .value = Value::text(text),
                                           .type = "str",
                                           .where = "/" + m_prefix + name,
                                           .editable = false,
                                           .model_node = NodeId::none});
        }
    }

    // Pickles ------------------------------------------------------------------------------------

    struct OpenedPickle {
        SharedSource source;
        SourceId id = SourceId::file;
        std::uint64_t offset = 0;
    };

    /// A member that is a pickle. A stored one stays where it is, so that offsets are those in the
    /// file.
    Result<OpenedPickle> open_pickle(const zip::Member& member)
    {
        STRATA_ASSIGN(const auto content, zip::open_member(m_archive, member, m_job));
        if (content.damage) {
            const bool checksum = content.damage->detail == "checksum";
            document().verdict.worsen(Integrity::Incomplete);
            m_torch.add_finding(checksum ? zip::rules::bad_checksum : zip::rules::damaged_member,
                                Severity::Error, Category::Integrity, NodeId::none,
                                {{"member", member.name}, {"detail", content.damage->detail}});
        }
        OpenedPickle opened;
        if (!member.deflated()) {
            const std::uint64_t end = member.data_offset + content.source->size();
            STRATA_ASSIGN(opened.source, make_slice_source(m_archive.source, 0, end));
            opened.offset = member.data_offset;
            return opened;
        }
        opened.source = content.source;
        opened.id = add_source(member.name, content.source);
        return opened;
    }

    SourceId add_source(const std::string& name, SharedSource source)
    {
        document().sources.push_back({name, source->size()});
        m_torch.sources.push_back(std::move(source));
        return SourceId{static_cast<std::uint32_t>(m_torch.sources.size() - 1)};
    }

    Result<void> read_object()
    {
        if (!m_object)
            return {};
        const zip::Member& member = m_archive.members[*m_object];
        m_torch.object_parent = m_rows[*m_object];
        auto opened = open_pickle(member);
        STRATA_TRY(m_job.check());
        auto read = opened ? read_torch_pickle(opened->source, opened->id, opened->offset, m_job)
                           : Result<pickle::PickleDocument>(fail(opened.error()));
        STRATA_TRY(m_job.check());
        if (!read) {
            report_unread(torch::rules::no_object, Severity::Error, Category::Integrity, *m_object,
                          read.error());
            document().verdict.worsen(Integrity::Incomplete);
            document().verdict.worsen(Trust::Review);
            return {};
        }
        m_torch.pickle = *std::move(read);
        m_torch.has_object = true;
        return {};
    }

    void report_unread(std::string_view rule, Severity severity, Category category,
                       std::size_t place, const Error& error)
    {
        m_torch.add_finding(
            rule, severity, category, m_rows[place],
            {{"member", m_archive.members[place].name},
             {"detail", error.detail.empty() ? error_code_name(error.code) : error.detail}});
    }

    /// torch.load reads no other pickle; torch.jit reads those of a TorchScript archive.
    Result<void> scan_others()
    {
        std::size_t scanned = 0;
        for (std::size_t place = 0; place < m_archive.members.size(); ++place) {
            STRATA_TRY(m_job.check());
            const zip::Member& member = m_archive.members[place];
            const bool storage = member.name.starts_with(m_prefix + "data/");
            if (place == m_object || storage || member.is_folder() || !member.readable())
                continue;
            const auto start = zip::read_start(m_archive, member, pickle_start_bytes, m_job);
            STRATA_TRY(m_job.check());
            if (!start || !pickle::looks_like_pickle(*start, start->size() == member.size))
                continue;
            if (++scanned > limits::nested_sources || member.overlaps ||
                member.size > limits::nested_bytes) {
                report_unread(torch::rules::member_unread, Severity::Warning, Category::Security,
                              place, Error{ErrorCode::LimitExceeded, {}, {}, "nested_sources"});
                document().verdict.worsen(Trust::Review);
                continue;
            }
            STRATA_TRY(scan_other(place));
        }
        return {};
    }

    Result<void> scan_other(std::size_t place)
    {
        const zip::Member& member = m_archive.members[place];
        if (!m_torch.script)
            m_torch.add_finding(torch::rules::extra_pickle, Severity::Note, Category::Security,
                                m_rows[place], {{"member", member.name}});
        auto opened = open_pickle(member);
        STRATA_TRY(m_job.check());
        auto read = opened ? read_torch_pickle(opened->source, opened->id, opened->offset, m_job)
                           : Result<pickle::PickleDocument>(fail(opened.error()));
        STRATA_TRY(m_job.check());
        if (read) {
            m_torch.take_findings(*read, m_rows[place], member.name);
            return {};
        }
        document().verdict.worsen(Trust::Review);
        report_unread(torch::rules::member_unread, Severity::Warning, Category::Security, place,
                      read.error());
        return {};
    }

    /// The content of a deflated storage as a source.
    std::optional<SourceId> unpack(const std::string& key)
    {
        if (const auto known = m_unpacked.find(key); known != m_unpacked.end())
            return known->second;
        const auto place = m_storage_members.find(key);
        if (place == m_storage_members.end())
            return std::nullopt;
        const zip::Member& member = m_archive.members[place->second];
        if (member.overlaps || member.size > unpacked_storages - m_unpacked_bytes)
            return std::nullopt;
        const auto content = zip::open_member(m_archive, member, m_job);
        if (!content)
            return std::nullopt;
        m_unpacked_bytes += member.size;
        return m_unpacked.emplace(key, add_source(member.name, content->source)).first->second;
    }

    void add_issues()
    {
        for (zip::Issue& issue : m_archive.issues) {
            if (issue.member)
                issue.finding.file_node = m_rows[*issue.member];
            document().verdict.worsen(issue.integrity);
            document().findings.push_back(std::move(issue.finding));
        }
        if (!m_object) {
            document().verdict.worsen(Integrity::Incomplete);
            document().verdict.worsen(Trust::Review);
            m_torch.add_finding(torch::rules::no_object, Severity::Error, Category::Integrity,
                                NodeId::none,
                                {{"member", std::string(object_name)}, {"detail", "missing"}});
        }
    }

    TorchDocument m_torch;
    zip::Archive m_archive;
    const JobContext& m_job;
    std::optional<std::size_t> m_object; ///< place of data.pkl
    std::string m_prefix;                ///< "archive/"; empty when data.pkl lies in no folder
    std::vector<NodeId> m_rows;          ///< by place in the archive
    std::map<std::pair<NodeId, std::string>, NodeId> m_folders;
    std::vector<std::pair<std::string, std::string>> m_small; ///< name and text
    std::map<std::string, std::size_t> m_storage_members;     ///< place, by key
    std::map<std::string, SourceId> m_unpacked;
    std::uint64_t m_unpacked_bytes = 0;
};

} // namespace

std::optional<std::size_t> find_torch_object(const zip::Archive& archive)
{
    std::vector<std::size_t> objects;
    for (std::size_t i = 0; i < archive.members.size(); ++i) {
        if (is_object(archive.members[i].name))
            objects.push_back(i);
    }
    if (objects.empty())
        return std::nullopt;
    const std::string& first = archive.members.front().name;
    const std::string archive_name = first.substr(0, first.find('/') + 1);
    const auto chosen = std::find_if(objects.begin(), objects.end(), [&](std::size_t i) {
        return archive.members[i].name == archive_name + std::string(object_name);
    });
    return chosen == objects.end() ? objects.front() : *chosen;
}

Result<OpenDocument> open_torch_archive(const OpenRequest& request, const JobContext& job)
{
    STRATA_ASSIGN(auto archive, zip::read_archive(request.source, job));
    return TorchArchive(request, std::move(archive), job).read();
}

} // namespace strata
