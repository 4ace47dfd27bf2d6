// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/safetensors_set.h"

#include "io/base/checked.h"
#include "io/formats/dotted_rows.h"
#include "io/formats/probe.h"
#include "io/formats/rules.h"
#include "io/formats/safetensors_file.h"
#include "io/formats/safetensors_index_format.h"
#include "io/model/json_value.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace strata {

namespace {

constexpr std::uint32_t no_shard = ~std::uint32_t{0};

/// What the row of a shard says in place of its size.
std::string_view why_absent(const Error& error)
{
    switch (error.code) {
    case ErrorCode::NotFound:
        return "missing";
    case ErrorCode::IsDirectory:
    case ErrorCode::NotRegular:
        return "no regular file";
    case ErrorCode::PermissionDenied:
    case ErrorCode::ReadFailed:
        return "not readable";
    default:
        return "not read: no safetensors file, or past a limit";
    }
}

class SetReader {
public:
    SetReader(const OpenRequest& request, SafetensorsIndex index, const JobContext& job)
        : m_request(request),
          m_index(std::move(index)),
          m_job(job),
          m_rows(m_builder, file_name_of(request.path), '/')
    {
    }

    Result<OpenDocument> read()
    {
        fill_identity();
        check_index();
        add_index_metadata();
        note_expected();
        for (std::uint32_t shard = 0; shard < m_index.shards.size(); ++shard) {
            STRATA_TRY(m_job.check());
            add_shard(shard);
        }
        check_tensors();
        add_model_rows();
        add_shared_metadata();
        check_total();
        return OpenDocument{std::move(m_builder).finish(), std::move(m_sources)};
    }

private:
    using Facts = std::vector<std::pair<std::string, std::string>>;

    /// A tensor of the index.
    struct Expected {
        std::uint32_t shard = no_shard;
        TensorId found = TensorId::none; ///< in its shard
        TensorId elsewhere = TensorId::none;
        std::uint32_t other = no_shard; ///< of `elsewhere`
    };

    /// A shard as it is shown.
    struct Shard {
        NodeId row = NodeId::none;
        std::uint64_t tensors = 0; ///< that the index has in it
        bool read = false;
        std::vector<std::pair<std::string, std::string>> metadata;
    };

    Document& document() { return m_builder.document; }

    void add_finding(std::string_view rule, Severity severity, NodeId row, Facts facts)
    {
        m_builder.add_finding({.rule = std::string(rule),
                               .severity = severity,
                               .category = Category::Integrity,
                               .model_node = NodeId::none,
                               .file_node = row,
                               .offset = std::nullopt,
                               .facts = std::move(facts)});
    }

    void add_error(std::string_view rule, Integrity integrity, NodeId row, Facts facts)
    {
        document().verdict.worsen(integrity);
        add_finding(rule, Severity::Error, row, std::move(facts));
    }

    void fill_identity()
    {
        document().path = m_request.path;
        document().name = file_name_of(m_request.path);
        document().bytes = m_request.source->size();
        document().format.id = safetensors_index_format.id;
        document().format.name = safetensors_index_format.name;
        document().format.container = "safetensors";
        document().sources.push_back({"file", document().bytes});
        m_sources.push_back(m_request.source);
    }

    // The index ----------------------------------------------------------------------------------

    void check_index()
    {
        if (m_index.damage) {
            document().verdict.worsen(Integrity::Incomplete);
            Finding finding;
            finding.rule = rules::safetensors_index_syntax;
            finding.severity = Severity::Error;
            finding.category = Category::Integrity;
            finding.offset = m_index.damage->offset;
            finding.facts = {{"detail", m_index.damage->detail}};
            m_builder.add_finding(std::move(finding));
        }
        for (const auto& [name, file] : m_index.bad_entries) {
            m_bad_names.insert(name);
            add_error(rules::safetensors_index_bad_entry, Integrity::Incomplete, NodeId::none,
                      {{"name", safetensors_fact(name)}, {"file", safetensors_fact(file)}});
        }
        for (const std::string& name : m_index.duplicates)
            add_error(rules::safetensors_index_duplicate, Integrity::Ambiguous, NodeId::none,
                      {{"name", safetensors_fact(name)}});
        if (m_index.shards.size() > limits::safetensors_shards)
            add_error(rules::safetensors_limit, Integrity::Incomplete, NodeId::none,
                      {{"limit", "safetensors_shards"}});
    }

    void add_metadata(std::string key, Value value, std::string where)
    {
        std::string type = value.type_name();
        document().metadata.push_back({.key = std::move(key),
                                       .value = std::move(value),
                                       .type = std::move(type),
                                       .where = std::move(where),
                                       .editable = false,
                                       .model_node = NodeId::none});
    }

    void add_index_metadata()
    {
        if (m_index.metadata.kind() != Value::Kind::Dict)
            return;
        for (const ValueEntry& entry : m_index.metadata.entries())
            add_metadata("index@" + entry.key.as_text(), entry.value, "metadata of the index");
    }

    void note_expected()
    {
        m_shards.resize(m_index.shards.size());
        m_expected.reserve(m_index.tensors.size());
        for (const auto& [name, shard] : m_index.tensors) {
            m_expected.emplace(name, Expected{.shard = shard});
            ++m_shards[shard].tensors;
        }
    }

    // Shards -------------------------------------------------------------------------------------

    void add_shard(std::uint32_t place)
    {
        const std::string& name = m_index.shards[place];
        Shard& shard = m_shards[place];
        shard.row = m_builder.file.add(
            Tree::root, {.kind = NodeKind::Group, .name = name, .type = "safetensors"});
        const std::size_t findings = document().findings.size();
        const auto damage = read_shard(place);
        if (damage) {
            report_absent(place, *damage);
            return;
        }
        // Offsets of findings count in this file.
        for (std::size_t i = findings; i < document().findings.size(); ++i) {
            Finding& finding = document().findings[i];
            if (finding.file_node == NodeId::none)
                finding.file_node = shard.row;
            if (finding.fact("file").empty())
                finding.facts.emplace_back("file", name);
        }
    }

    /// Why nothing can be shown of a shard, or nothing.
    std::optional<Error> read_shard(std::uint32_t place)
    {
        const std::string& name = m_index.shards[place];
        Shard& shard = m_shards[place];
        if (place >= limits::safetensors_shards)
            return Error{ErrorCode::LimitExceeded, {}, {}, "safetensors_shards"};
        const std::string folder =
            m_request.path.substr(0, m_request.path.size() - file_name_of(m_request.path).size());
        const auto source = open_file_source(folder + name);
        if (!source)
            return source.error();
        const auto id = SourceId{static_cast<std::uint32_t>(m_sources.size())};
        auto read = read_safetensors_file(m_builder, **source, {0, 0, id, shard.row});
        if (!read)
            return read.error();
        if (m_tensors + read->header.tensors.size() > limits::safetensors_tensors)
            return Error{ErrorCode::LimitExceeded, {}, {}, "safetensors_tensors"};
        m_tensors += read->header.tensors.size();
        m_sources.push_back(*source);
        document().sources.push_back({name, (*source)->size()});
        document().bytes =
            checked_add(document().bytes, (*source)->size()).value_or(~std::uint64_t{0});
        const std::size_t first = document().tensors.size();
        add_safetensors_tensors(m_builder, read->header, read->file);
        const std::size_t count = read->header.tensors.size();
        m_builder.file.set_detail(shard.row, std::to_string(count) +
                                                 (count == 1 ? " tensor, " : " tensors, ") +
                                                 std::to_string((*source)->size()) + " bytes");
        for (std::size_t i = 0; i < read->header.tensors.size(); ++i)
            take_tensor(std::move(read->header.tensors[i].name),
                        TensorId{static_cast<std::uint32_t>(first + i)}, place);
        if (document().format.framework.empty())
            document().format.framework = safetensors_framework(read->header);
        shard.metadata = std::move(read->header.metadata);
        shard.read = true;
        return std::nullopt;
    }

    void report_absent(std::uint32_t place, const Error& error)
    {
        const Shard& shard = m_shards[place];
        const std::string code = error_code_name(error.code);
        m_builder.file.set_detail(shard.row, why_absent(error));
        add_error(rules::safetensors_shard_missing, Integrity::Incomplete, shard.row,
                  {{"file", m_index.shards[place]},
                   {"code", code},
                   {"tensors", std::to_string(shard.tensors)}});
    }

    void take_tensor(std::string name, TensorId id, std::uint32_t place)
    {
        const NodeId row = document().tensors[index(id)].file_node;
        const auto known = m_expected.find(name);
        if (known == m_expected.end()) {
            // An index whose text breaks off names only some.
            if (!m_index.damage && !m_bad_names.contains(name))
                add_unlisted(name, place, row);
        } else if (known->second.shard == place) {
            known->second.found = id;
        } else {
            known->second.elsewhere = id;
            known->second.other = place;
        }
        const auto [first, is_new] = m_first.try_emplace(name, place);
        if (!is_new && first->second != place)
            add_error(rules::safetensors_shard_duplicate, Integrity::Ambiguous, row,
                      {{"name", safetensors_fact(name)},
                       {"file", m_index.shards[first->second]},
                       {"other", m_index.shards[place]}});
        m_named.emplace_back(std::move(name), id);
    }

    void add_unlisted(const std::string& name, std::uint32_t place, NodeId row)
    {
        document().verdict.worsen(Integrity::Ambiguous);
        add_finding(rules::safetensors_tensor_unlisted, Severity::Warning, row,
                    {{"name", safetensors_fact(name)}, {"file", m_index.shards[place]}});
    }

    /// Tensors that the index has and their shard has not.
    void check_tensors()
    {
        for (const auto& [name, shard] : m_index.tensors) {
            const Expected& expected = m_expected.at(name);
            if (expected.found != TensorId::none)
                continue;
            if (expected.elsewhere == TensorId::none)
                m_absent.emplace_back(name, shard);
            if (!m_shards[shard].read)
                continue; // said of the shard as a whole
            Facts facts = {{"name", safetensors_fact(name)}, {"file", m_index.shards[shard]}};
            if (expected.elsewhere == TensorId::none) {
                add_error(rules::safetensors_tensor_missing, Integrity::Incomplete,
                          m_shards[shard].row, std::move(facts));
                continue;
            }
            const Tensor& tensor = document().tensor(expected.elsewhere);
            facts.emplace_back("other", m_index.shards[expected.other]);
            add_error(rules::safetensors_tensor_elsewhere, Integrity::Ambiguous, tensor.file_node,
                      std::move(facts));
        }
    }

    /// Tensors of all shards by their names. Of a name that several have, each is shown.
    void add_model_rows()
    {
        struct Named {
            std::string_view name;
            TensorId tensor = TensorId::none;
            std::uint32_t shard = no_shard;
        };
        std::vector<Named> all;
        all.reserve(m_named.size() + m_absent.size());
        for (const auto& [name, tensor] : m_named)
            all.push_back({name, tensor, no_shard});
        for (const auto& [name, shard] : m_absent)
            all.push_back({name, TensorId::none, shard});
        std::stable_sort(all.begin(), all.end(), [](const Named& left, const Named& right) {
            return comes_before(left.name, right.name);
        });
        for (const Named& each : all) {
            if (each.tensor != TensorId::none)
                m_rows.add_tensor(each.name, each.tensor);
            else
                m_rows.add_absent(each.name, (m_shards[each.shard].read ? "not in " : "in ") +
                                                 m_index.shards[each.shard] +
                                                 (m_shards[each.shard].read ? "" : ", missing"));
        }
        m_rows.finish();
        count_parameters();
    }

    void count_parameters()
    {
        std::optional<std::uint64_t> total = 0;
        for (const Tensor& tensor : document().tensors) {
            const auto count = tensor.count();
            total = total && count ? checked_add(*total, *count) : std::nullopt;
        }
        document().identity.parameters.total = m_absent.empty() ? total : std::nullopt;
    }

    /// What all shards say of the model is said once; what differs, by file.
    void add_shared_metadata()
    {
        std::map<std::string, std::set<std::string>> values;
        std::map<std::string, std::size_t> counts;
        std::size_t read = 0;
        for (const Shard& shard : m_shards) {
            read += shard.read ? 1 : 0;
            for (const auto& [key, value] : shard.metadata) {
                values[key].insert(value);
                ++counts[key];
            }
        }
        std::size_t listed = 0;
        const auto has_room = [&] {
            return listed++ < limits::safetensors_set_metadata;
        };
        for (const auto& [key, all] : values) {
            if (all.size() == 1 && counts[key] == read && has_room())
                add_metadata("/@" + key, short_text(*all.begin()), "__metadata__ of each file");
        }
        for (std::size_t place = 0; place < m_shards.size(); ++place) {
            for (const auto& [key, value] : m_shards[place].metadata) {
                const bool shared = values[key].size() == 1 && counts[key] == read;
                if (!shared && has_room())
                    add_metadata(m_index.shards[place] + "@" + key, short_text(value),
                                 "__metadata__");
            }
        }
        if (listed > limits::safetensors_set_metadata)
            add_error(rules::safetensors_limit, Integrity::Incomplete, NodeId::none,
                      {{"limit", "safetensors_set_metadata"}});
    }

    /// "total_size": bytes of all values, which some writers give as a float.
    void check_total()
    {
        const Value* const said = member(m_index.metadata, "total_size");
        if (said == nullptr || !m_absent.empty() || !m_bad_names.empty() || m_index.damage)
            return;
        double claimed = -1;
        if (said->kind() == Value::Kind::Int)
            claimed = static_cast<double>(said->as_integer());
        else if (said->kind() == Value::Kind::Float)
            claimed = said->as_real();
        std::uint64_t bytes = 0;
        for (const Tensor& tensor : document().tensors)
            bytes = checked_add(bytes, tensor.bytes().value_or(0)).value_or(~std::uint64_t{0});
        if (claimed == static_cast<double>(bytes))
            return;
        add_finding(rules::safetensors_index_total, Severity::Warning, NodeId::none,
                    {{"listed", said->repr(100)}, {"found", std::to_string(bytes)}});
    }

    const OpenRequest& m_request;
    SafetensorsIndex m_index;
    const JobContext& m_job;
    DocumentBuilder m_builder;
    DottedRows m_rows;
    SourceSet m_sources;
    std::vector<Shard> m_shards; ///< as m_index.shards
    std::unordered_map<std::string, Expected> m_expected;
    std::unordered_map<std::string, std::uint32_t> m_first; ///< the shard that has a name first
    std::vector<std::pair<std::string, TensorId>> m_named;  ///< as they were read
    std::vector<std::pair<std::string, std::uint32_t>> m_absent;
    std::set<std::string> m_bad_names; ///< whose file is none
    std::size_t m_tensors = 0;
};

} // namespace

Result<OpenDocument> open_safetensors_set(const OpenRequest& request, SafetensorsIndex index,
                                          const JobContext& job)
{
    return SetReader(request, std::move(index), job).read();
}

} // namespace strata
