// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/torch_document.h"

#include "io/formats/pickle_facts.h"
#include "io/formats/probe.h"
#include "io/formats/rows_left_out.h"
#include "io/pickle/rules.h"
#include "io/sklearn/object_rows.h"
#include "io/torch/model_reader.h"
#include "io/torch/rules.h"

#include <algorithm>

namespace strata {

using pickle::ObjectId;

namespace {

/// torch's tensors among the arrays of a graph.
class TorchArrays final : public sklearn::MoreArrays {
public:
    TorchArrays(const pickle::Graph& graph, torch::TensorTable& tensors)
        : m_graph(graph), m_tensors(tensors)
    {
    }

    [[nodiscard]] bool is_array(ObjectId object) const override
    {
        return torch::is_tensor(m_graph, object);
    }
    sklearn::ArrayTensors::Entry read(ObjectId array) override
    {
        const auto& read = m_tensors.of(array);
        return {read.tensor, TensorId::none, read.failure};
    }
    [[nodiscard]] std::string type_of(ObjectId array) const override
    {
        return torch::TensorTable::type_words(m_tensors.of(array));
    }
    [[nodiscard]] std::string detail_of(ObjectId array) override
    {
        return m_tensors.detail_words(m_tensors.of(array));
    }

private:
    const pickle::Graph& m_graph;
    torch::TensorTable& m_tensors;
};

/// Findings of the pickle that say less than torch's own about the same thing.
bool is_told_by_torch(const TorchDocument& torch, const Finding& finding)
{
    // TorchScript's own classes are names of the archive's code, which only torch.jit looks up.
    return torch.script && finding.rule == pickle::rules::unlisted_global &&
           finding.fact("name").starts_with("__torch__.");
}

/// Ties the pickle's findings to the rows of the objects that they are about.
void add_pickle_findings(TorchDocument& torch, const sklearn::ObjectRows::OffsetRows& rows)
{
    for (Finding& finding : torch.pickle.findings) {
        if (is_told_by_torch(torch, finding))
            continue;
        const auto row = finding.offset ? rows.find(*finding.offset) : rows.end();
        finding.file_node = torch.object_parent;
        if (row != rows.end() && row->second != NodeId::none) {
            finding.file_node = row->second;
            finding.model_node = torch.builder.file.at(row->second).counterpart;
        }
        torch.builder.add_finding(std::move(finding));
    }
}

/// Persistent ids that torch does not understand, as a finding of its own words.
void rename_persistent_ids(pickle::PickleDocument& pickle)
{
    for (Finding& finding : pickle.findings) {
        if (finding.rule == pickle::rules::persistent_id)
            finding.rule = torch::rules::bad_storage_id;
    }
}

void say_weights_only(TorchDocument& torch)
{
    torch.note_refusal(torch.pickle);
    const auto& refusal = torch.refusal;
    std::string verdict = "accepted by torch " + std::string(torch::weights_only_version);
    if (refusal) {
        verdict = "refused by torch " + std::string(torch::weights_only_version) + ": " +
                  refusal->what + (refusal->name.empty() ? "" : " " + refusal->name);
        torch.add_finding(torch::rules::weights_only, Severity::Note, Category::Compatibility,
                          torch.object_parent,
                          {{"what", refusal->what},
                           {"name", refusal->name},
                           {"version", std::string(torch::weights_only_version)}},
                          refusal->offset);
    }
    torch.builder.document.metadata.push_back({.key = "torch.load@weights_only",
                                               .value = Value::text(std::move(verdict)),
                                               .type = "str",
                                               .where = "names and opcodes of the pickle",
                                               .editable = false,
                                               .model_node = NodeId::none});
}

} // namespace

TorchDocument::TorchDocument(const OpenRequest& request, std::string_view container)
{
    builder.file = TreeBuilder("/");
    Document& document = builder.document;
    document.path = request.path;
    document.name = file_name_of(request.path);
    document.bytes = request.source->size();
    document.format.id = "torch";
    document.format.name = "PyTorch";
    document.format.container = container;
    document.format.framework = "torch";
    document.sources.push_back({"file", document.bytes});
    sources.push_back(request.source);
}

Result<pickle::PickleDocument> read_torch_pickle(const SharedSource& source, SourceId id,
                                                 std::uint64_t offset, const JobContext& job)
{
    pickle::ReadOptions options;
    options.offset = offset;
    options.source_id = id;
    options.joblib_arrays = false;
    options.all_streams = false;
    options.persistent_ids = torch::answer_persistent_id;
    STRATA_ASSIGN(auto read, pickle::read_pickle(source, options, job));
    rename_persistent_ids(read);
    return read;
}

void TorchDocument::take_findings(pickle::PickleDocument& other, NodeId row,
                                  std::string_view member)
{
    for (Finding& finding : other.findings) {
        if (is_told_by_torch(*this, finding))
            continue;
        finding.file_node = row;
        if (!member.empty())
            finding.facts.emplace_back("member", member);
        builder.add_finding(std::move(finding));
    }
    builder.document.verdict.worsen(other.verdict.integrity);
    if (other.verdict.trust)
        builder.document.verdict.worsen(*other.verdict.trust);
}

void TorchDocument::note_refusal(const pickle::PickleDocument& other)
{
    auto found = torch::find_refusal(other, legacy);
    if (found && (!refusal || found->offset < refusal->offset))
        refusal = std::move(found);
}

void TorchDocument::add_object(torch::TensorTable::Unpack unpack)
{
    builder.document.verdict.worsen(pickle.verdict.integrity);
    builder.document.verdict.worsen(pickle.verdict.trust.value_or(Trust::Review));
    torch::TensorTable tensors(pickle.graph, storages, sources, builder, std::move(unpack));
    sklearn::ArrayTensors arrays(pickle.graph, builder);
    TorchArrays torch_arrays(pickle.graph, tensors);
    arrays.set_more(&torch_arrays);
    sklearn::ObjectRows rows(pickle.graph, builder, arrays, sklearn::ObjectRows::Reading::File);
    sklearn::ObjectRows::OffsetRows offsets;
    for (const Finding& finding : pickle.findings) {
        if (finding.offset)
            offsets.emplace(*finding.offset, NodeId::none);
    }
    rows.watch_offsets(&offsets);
    if (pickle.graph.contains(pickle.root))
        rows.add(object_parent, "object", pickle.root);
    std::size_t number = 0;
    for (const pickle::DiscardedCall& call : pickle.discarded)
        rows.add(object_parent, "discarded " + std::to_string(++number), call.object);
    rows.expand();
    if (!script) {
        torch::ModelReader model(pickle.graph, sources, builder, tensors,
                                 [&](ObjectId object) { return rows.row_of(object); });
        say_weights_only(*this);
        model.read(pickle.root);
    }
    tensors.report();
    add_versions(pickle, builder);
    if (!script) // whose classes are in the archive itself
        add_custom_objects(pickle, rows, builder);
    add_pickle_findings(*this, offsets);
    report_rows_left_out(builder);
}

void TorchDocument::add_finding(std::string_view rule, Severity severity, Category category,
                                NodeId row, std::vector<std::pair<std::string, std::string>> facts,
                                std::optional<std::uint64_t> offset)
{
    Finding finding;
    finding.rule = rule;
    finding.severity = severity;
    finding.category = category;
    finding.file_node = row == Tree::root ? NodeId::none : row;
    finding.offset = offset;
    finding.facts = std::move(facts);
    builder.add_finding(std::move(finding));
}

} // namespace strata
