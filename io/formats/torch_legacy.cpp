// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/torch_legacy.h"

#include "io/base/byte_cursor.h"
#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/formats/early_end.h"
#include "io/formats/probe.h"
#include "io/formats/torch_document.h"
#include "io/pickle/value_of.h"
#include "io/torch/rules.h"

#include <algorithm>

namespace strata {

using namespace std::string_view_literals;

namespace {

/// PROTO 2, LONG1 of torch.serialization's MAGIC_NUMBER, STOP.
constexpr auto magic = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."sv;

/// torch.serialization's PROTOCOL_VERSION.
constexpr std::int64_t protocol_version = 1001;

class TorchLegacy {
public:
    TorchLegacy(const OpenRequest& request, const JobContext& job)
        : m_torch(request, "torch legacy"), m_source(request.source), m_job(job)
    {
        m_torch.legacy = true;
        m_torch.builder.document.format.name = "PyTorch (before 1.6)";
    }

    Result<OpenDocument> read()
    {
        m_at = magic.size();
        STRATA_TRY(read_record("protocol"));
        STRATA_TRY(read_record("system"));
        STRATA_TRY(read_object());
        if (m_whole)
            STRATA_TRY(read_keys());
        if (m_whole)
            read_storages();
        m_torch.builder.document.versions.push_back(
            {"torch", "", "form of before 1.6, protocol 1001"});
        if (m_torch.has_object)
            m_torch.add_object({});
        fold_early_end(m_torch.builder);
        return OpenDocument{std::move(m_torch.builder).finish(), std::move(m_torch.sources)};
    }

private:
    void damage(std::string_view part, std::string detail)
    {
        m_whole = false;
        m_torch.builder.document.verdict.worsen(Integrity::Incomplete);
        m_torch.add_finding(torch::rules::broken_record, Severity::Error, Category::Integrity,
                            NodeId::none, {{"part", std::string(part)}, {"detail", detail}}, m_at);
    }

    /// The next pickle; nothing (with a finding) where there is none.
    Result<std::optional<pickle::PickleDocument>> next_pickle(std::string_view part)
    {
        auto read = read_torch_pickle(m_source, SourceId::file, m_at, m_job);
        STRATA_TRY(m_job.check());
        if (!read) {
            damage(part, read.error().detail);
            m_torch.builder.document.verdict.worsen(Trust::Review);
            return std::optional<pickle::PickleDocument>();
        }
        const pickle::Stream& stream = read->streams.front();
        m_at = stream.end;
        m_whole = m_whole && stream.complete;
        return std::optional(*std::move(read));
    }

    /// A pickle before the object: its row, and what it names.
    Result<void> read_record(std::string_view part)
    {
        if (!m_whole)
            return {};
        const std::uint64_t offset = m_at;
        STRATA_ASSIGN(auto read, next_pickle(part));
        if (!read)
            return {};
        const std::string detail = pickle::value_of(read->graph, read->root).repr(200);
        const NodeId row = m_torch.builder.file.add(
            Tree::root,
            {.kind = NodeKind::Object, .name = part, .detail = detail, .offset = offset});
        m_torch.note_refusal(*read);
        m_torch.take_findings(*read, row, {});
        if (part == "protocol" && read->graph.integer(read->root) != protocol_version) {
            damage(part, detail);
            m_whole = true; // torch refuses it, but the rest can be looked at
        }
        return {};
    }

    Result<void> read_object()
    {
        if (!m_whole)
            return {};
        STRATA_ASSIGN(auto read, next_pickle("object"));
        if (!read)
            return {};
        m_torch.pickle = *std::move(read);
        m_torch.has_object = true;
        return {};
    }

    Result<void> read_keys()
    {
        const std::uint64_t offset = m_at;
        STRATA_ASSIGN(auto read, next_pickle("keys"));
        if (!read)
            return {};
        const pickle::Graph& graph = read->graph;
        for (const pickle::ObjectId item : graph.items(read->root, limits::value_items)) {
            if (const auto text = graph.text(item))
                m_keys.emplace_back(*text);
            else if (const auto number = graph.integer(item))
                m_keys.push_back(std::to_string(*number));
        }
        m_group = m_torch.builder.file.add(Tree::root,
                                           {.kind = NodeKind::Group,
                                            .name = "storages",
                                            .detail = std::to_string(m_keys.size()) + " storages",
                                            .offset = offset});
        if (!graph.is(read->root, pickle::Kind::List) ||
            m_keys.size() != graph.item_count(read->root))
            damage("keys", "no list of keys");
        m_torch.note_refusal(*read);
        m_torch.take_findings(*read, m_group, {});
        return {};
    }

    /// What the object says of each storage, by key.
    std::unordered_map<std::string, torch::StorageClaim> claims() const
    {
        std::unordered_map<std::string, torch::StorageClaim> found;
        const pickle::Graph& graph = m_torch.pickle.graph;
        for (std::size_t i = 0; i < graph.size(); ++i) {
            auto claim =
                torch::read_storage_claim(graph, pickle::ObjectId{static_cast<std::uint32_t>(i)});
            if (claim)
                found.try_emplace(claim->key, *std::move(claim));
        }
        return found;
    }

    void read_storages()
    {
        const auto known = claims();
        for (const std::string& key : m_keys) {
            const auto claim = known.find(key);
            if (claim == known.end()) // without its type nobody knows where the next one starts
                return damage("storages", "key " + key + " that no tensor names");
            if (!read_storage(claim->second))
                return;
        }
        if (m_at < m_source->size()) {
            m_torch.builder.document.verdict.worsen(Integrity::Ambiguous);
            m_torch.add_finding(torch::rules::trailing_bytes, Severity::Warning,
                                Category::Integrity, NodeId::none,
                                {{"bytes", std::to_string(m_source->size() - m_at)}}, m_at);
        }
    }

    /// False where the next storage cannot be found.
    bool read_storage(const torch::StorageClaim& claim)
    {
        torch::StoredBytes stored;
        const auto promised = claim.bytes();
        if (!promised) {
            damage("storages", "size of " + claim.key);
            return false;
        }
        const auto head = m_source->read_copy(m_at, sizeof(std::uint64_t));
        if (!head) {
            stored.offset = m_source->size();
        } else {
            const std::uint64_t elements = *ByteCursor(*head).little<std::uint64_t>();
            stored.offset = m_at + sizeof(std::uint64_t);
            if (elements != claim.elements) {
                damage("storages", "key " + claim.key + " has " + std::to_string(elements) +
                                       " elements, not " + std::to_string(claim.elements));
                return false;
            }
        }
        stored.bytes = *promised;
        stored.stored = std::min(stored.bytes, m_source->size() - stored.offset);
        stored.cut = stored.stored < stored.bytes || !head;
        m_torch.storages.by_key.try_emplace(claim.key, stored);
        const std::string detail = std::to_string(stored.bytes) + " bytes";
        m_torch.builder.file.add(m_group, {.kind = NodeKind::Object,
                                           .name = claim.key,
                                           .type = claim.element.name,
                                           .detail = detail,
                                           .offset = m_at});
        m_at = stored.offset + stored.stored;
        return true;
    }

    TorchDocument m_torch;
    SharedSource m_source;
    const JobContext& m_job;
    std::uint64_t m_at = 0; ///< where the next part starts
    bool m_whole = true;    ///< everything so far was as it should be
    std::vector<std::string> m_keys;
    NodeId m_group = Tree::root;
};

} // namespace

bool is_torch_legacy(std::span<const std::byte> head)
{
    return holds_at(head, 0, magic);
}

Result<pickle::PickleDocument> read_legacy_object(const SharedSource& source, const JobContext& job)
{
    std::uint64_t at = magic.size();
    for (int record = 0; record < 2; ++record) { // the protocol and the system
        STRATA_ASSIGN(const auto before, read_torch_pickle(source, SourceId::file, at, job));
        at = before.streams.front().end;
    }
    return read_torch_pickle(source, SourceId::file, at, job);
}

Result<OpenDocument> open_torch_legacy(const OpenRequest& request, const JobContext& job)
{
    return TorchLegacy(request, job).read();
}

} // namespace strata
