// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/torch_edit.h"

#include "io/formats/pickle_edit.h"
#include "io/formats/torch_archive.h"
#include "io/formats/torch_document.h"
#include "io/formats/torch_legacy.h"
#include "io/torch/rules.h"
#include "io/zip/rules.h"
#include "io/zip/zip_member.h"
#include "io/zip/zip_replace.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace strata {

using namespace std::string_view_literals;

namespace {

constexpr auto optimizer_prefix = "optimizer@"sv;
/// What torch aligns storages to, unless the archive says otherwise.
constexpr std::uint64_t usual_alignment = 64;

tl::unexpected<Error> torch_refused(std::string_view reason, const std::string& key = {})
{
    return fail(ErrorCode::BadArgument, std::string(reason), {}, key);
}

/// Findings about files that are read and not written, with the reason.
struct Obstacle {
    std::string_view rule;
    std::string_view reason;
};
constexpr std::array torch_obstacles = {
    Obstacle{torch::rules::script, "TorchScript is not edited: its values belong to its code"},
    Obstacle{torch::rules::several_objects, "the archive has several objects"},
    Obstacle{zip::rules::encrypted, "a member of the archive is encrypted"},
    Obstacle{zip::rules::duplicate_member, "two members of the archive have one name"},
    Obstacle{zip::rules::extra_bytes, "the archive has bytes that belong to no member"},
};

Result<void> check_torch_file(const Document& document)
{
    for (const Obstacle& obstacle : torch_obstacles) {
        if (std::any_of(document.findings.begin(), document.findings.end(),
                        [&](const Finding& finding) { return finding.rule == obstacle.rule; }))
            return torch_refused(obstacle.reason);
    }
    if (document.verdict.integrity != Integrity::Complete)
        return torch_refused("the file is damaged");
    return {};
}

bool is_listed_entry(const Document& document, std::string_view key)
{
    return std::any_of(document.metadata.begin(), document.metadata.end(),
                       [&](const MetadataEntry& entry) { return entry.key == key; });
}

bool is_optimizer_setting(const Document& document, const Edit& edit)
{
    return edit.key.starts_with(optimizer_prefix) && document.optimizer &&
           !is_listed_entry(document, edit.key);
}

/// "lr" of the first group, or "group 1 lr" where there are several.
std::optional<PlacedEdit> place_setting(const Document& document, const Edit& edit)
{
    const NodeId node = document.optimizer->node;
    std::string name =
        unescape_path_part(std::string_view(edit.key).substr(optimizer_prefix.size()));
    const NodeId row = node == NodeId::none ? NodeId::none : document.model.node(node).counterpart;
    if (row == NodeId::none)
        return std::nullopt;
    const std::string groups = document.file.path(row) + "/param_groups/";
    std::string number = "0";
    constexpr auto group = "group "sv;
    if (document.file.find(groups + "1")) {
        const auto blank = name.find(' ', group.size());
        if (!name.starts_with(group) || blank == std::string::npos)
            return std::nullopt;
        number = name.substr(group.size(), blank - group.size());
        name = name.substr(blank + 1);
    }
    const std::string owner = groups + number;
    if (!document.file.find(owner + "/" + escape_path_part(name)))
        return std::nullopt;
    return PlacedEdit{&edit, owner, name};
}

std::optional<PlacedEdit> place_torch_edit(const Document& document, const Edit& edit)
{
    return is_optimizer_setting(document, edit) ? place_setting(document, edit)
                                                : place_edit(document, edit);
}

/// A new entry stands beside others that can be edited.
Result<void> check_torch_addition(const Document& document, const Edit& edit)
{
    const std::string object = edit.key.substr(0, edit.key.rfind('@') + 1);
    const bool known = std::any_of(document.metadata.begin(), document.metadata.end(),
                                   [&](const MetadataEntry& entry) {
                                       return entry.editable && entry.key.starts_with(object) &&
                                              entry.key.rfind('@') + 1 == object.size();
                                   });
    if (object.empty() || !known)
        return torch_refused("there is no object of this name whose entries can be edited",
                             edit.key);
    const auto placed = place_edit(document, edit);
    if (!placed || placed->name.empty())
        return torch_refused("a name is wanted behind the @", edit.key);
    if (placed->name.find('/') != std::string::npos)
        return torch_refused("a new name has no '/'", edit.key);
    if (document.file.find(placed->owner + "/" + escape_path_part(placed->name)))
        return torch_refused("there is something of this name that cannot be edited", edit.key);
    return is_single_value(edit.value)
               ? Result<void>()
               : torch_refused("a new entry is text, a number, a bool, bytes or None", edit.key);
}

Result<void> check_torch_edit(const Document& document, const Edit& edit)
{
    if (edit.kind == Edit::Kind::Add)
        return check_torch_addition(document, edit);
    const auto entry = find_entry(document, edit.key);
    const bool setting = is_optimizer_setting(document, edit);
    const bool known =
        entry && edit.kind != Edit::Kind::SetScalar &&
        (setting ? is_plain_value(entry->value) && place_setting(document, edit) : entry->editable);
    if (!known)
        return torch_refused("it cannot be edited", edit.key);
    if (edit.kind == Edit::Kind::Remove)
        return setting ? torch_refused("an optimizer cannot be used without it", edit.key)
                       : Result<void>();
    return is_plain_value(edit.value)
               ? Result<void>()
               : torch_refused(edit.value.type_name() + " cannot be written", edit.key);
}

Result<std::vector<PlacedEdit>> place_torch_edits(const Document& document, const Edits& edits)
{
    std::vector<PlacedEdit> placed;
    for (const Edit& edit : edits.list()) {
        auto place = place_torch_edit(document, edit);
        if (!place)
            return fail(ErrorCode::NoSuchItem, {}, {}, edit.key);
        placed.push_back(*std::move(place));
    }
    return placed;
}

/// ".storage_alignment" of newer archives.
std::uint64_t storage_alignment(const Document& document)
{
    const auto entry = find_entry(document, "archive@.storage_alignment");
    std::uint64_t told = 0;
    if (entry && entry->value.kind() == Value::Kind::Text) {
        const std::string& text = entry->value.as_text();
        std::from_chars(text.data(), text.data() + text.size(), told);
    }
    return std::max(told, usual_alignment);
}

/// A member as the source in which the offsets of its pickle count, and where it starts there.
struct PickleSource {
    SharedSource source;
    std::uint64_t offset = 0;
};

Result<PickleSource> torch_pickle_source(const zip::Archive& archive, const zip::Member& member,
                                         const JobContext& job)
{
    PickleSource out;
    if (member.deflated()) {
        STRATA_ASSIGN(const auto content, zip::open_member(archive, member, job));
        if (content.damage)
            return fail(*content.damage);
        out.source = content.source;
        return out;
    }
    out.offset = member.data_offset;
    STRATA_ASSIGN(out.source,
                  make_slice_source(archive.source, 0, member.data_offset + member.size));
    return out;
}

/// Without what comes before the pickle.
void drop_start(std::vector<pickle::PatchPiece>& pieces, std::uint64_t bytes)
{
    pickle::PatchPiece& first = pieces.front();
    first.offset += bytes;
    first.length -= bytes;
}

Result<void> write_edited_legacy(const OpenDocument& opened, const std::vector<PlacedEdit>& edits,
                                 AtomicFile& out, const JobContext& job)
{
    const SharedSource& source = opened.sources.front();
    STRATA_ASSIGN(const auto pickle, read_legacy_object(source, job));
    STRATA_ASSIGN(const auto pieces, edited_pieces(*opened.document, pickle, *source, edits,
                                                   LooksFirst::Entries, job));
    return write_pieces(
        pieces, *source, [&](std::span<const std::byte> bytes) { return out.write(bytes); }, job);
}

} // namespace

Result<Edits> prepare_torch_edits(const Document& document, const Edits& edits)
{
    STRATA_TRY(check_torch_file(document));
    for (const Edit& edit : edits.list())
        STRATA_TRY(check_torch_edit(document, edit));
    return edits;
}

bool can_set_in_torch(const Document& document, const std::string& key)
{
    const Edit edit = {Edit::Kind::Set, key, {}, {}};
    if (!is_optimizer_setting(document, edit)) // found without looking at all there is
        return false;
    const auto entry = find_entry(document, key);
    return entry && is_plain_value(entry->value) && place_setting(document, edit);
}

Result<void> write_edited_torch(const OpenDocument& opened, const Edits& edits, AtomicFile& out,
                                const JobContext& job)
{
    const Document& document = *opened.document;
    STRATA_ASSIGN(const auto placed, place_torch_edits(document, edits));
    if (document.format.container != "zip")
        return write_edited_legacy(opened, placed, out, job);
    STRATA_ASSIGN(const zip::Archive archive, zip::read_archive(opened.sources.front(), job));
    const auto object = find_torch_object(archive);
    if (!object)
        return torch_refused("the archive has no object");
    STRATA_ASSIGN(const PickleSource member,
                  torch_pickle_source(archive, archive.members[*object], job));
    STRATA_ASSIGN(const auto pickle,
                  read_torch_pickle(member.source, SourceId::file, member.offset, job));
    STRATA_ASSIGN(auto pieces, edited_pieces(document, pickle, *member.source, placed,
                                             LooksFirst::Entries, job));
    if (pieces.empty() || pieces.front().length <= member.offset)
        return torch_refused("the pickle is not as it should be");
    drop_start(pieces, member.offset);
    const zip::Content content = [&](const auto& sink) {
        return write_pieces(pieces, *member.source, sink, job);
    };
    return zip::write_replaced(archive, *object, content, storage_alignment(document), out, job);
}

Result<void> verify_torch(const OpenDocument& before, const OpenDocument& after,
                          const JobContext& job)
{
    const auto loads = [](const Document& document) {
        const auto entry = find_entry(document, weights_only_key);
        return entry && entry->value.as_text().starts_with("accepted");
    };
    if (loads(*before.document) && !loads(*after.document))
        return torch_refused(
            "torch.load would take the file with weights_only=False only, since other parts "
            "of it use the same value");
    if (before.document->format.container != "zip")
        return {};
    STRATA_ASSIGN(const zip::Archive old, zip::read_archive(before.sources.front(), job));
    STRATA_ASSIGN(const zip::Archive now, zip::read_archive(after.sources.front(), job));
    const auto object = find_torch_object(old);
    STRATA_ASSIGN(std::string changed,
                  zip::find_other_change(old, now, object.value_or(old.members.size()), job));
    if (!changed.empty())
        return fail(ErrorCode::ReadFailed, "what was written reads back otherwise: another content",
                    {}, std::move(changed));
    return {};
}

} // namespace strata
