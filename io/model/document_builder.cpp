// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/document_builder.h"

#include "io/base/limits.h"

#include <algorithm>

namespace strata {

namespace {

using Renumbering = std::vector<NodeId>;

void apply(const Renumbering& renumbered, NodeId& id)
{
    if (id != NodeId::none)
        id = index(id) < renumbered.size() ? renumbered[index(id)] : NodeId::none;
}

/// Everything in a document that names a row of the Model reading.
void renumber_model(Document& document, const Renumbering& model)
{
    for (Tensor& tensor : document.tensors)
        apply(model, tensor.model_node);
    for (Layer& layer : document.layers)
        apply(model, layer.node);
    for (Estimator& estimator : document.estimators) {
        apply(model, estimator.node);
        for (DecisionTree& tree : estimator.trees)
            apply(model, tree.node);
        if (estimator.optimizer)
            apply(model, estimator.optimizer->node);
    }
    if (document.optimizer)
        apply(model, document.optimizer->node);
    for (MetadataEntry& entry : document.metadata)
        apply(model, entry.model_node);
    for (Finding& finding : document.findings)
        apply(model, finding.model_node);
}

void renumber_file(Document& document, const Renumbering& file)
{
    for (Tensor& tensor : document.tensors)
        apply(file, tensor.file_node);
    for (Finding& finding : document.findings)
        apply(file, finding.file_node);
}

} // namespace

TensorId DocumentBuilder::add_tensor(Tensor tensor)
{
    const TensorId id{static_cast<std::uint32_t>(document.tensors.size())};
    if (tensor.model_node != NodeId::none)
        model.at(tensor.model_node).tensor = id;
    if (tensor.file_node != NodeId::none)
        file.at(tensor.file_node).tensor = id;
    document.tensors.push_back(std::move(tensor));
    return id;
}

void DocumentBuilder::add_finding(Finding finding)
{
    if (++m_findings[finding.rule] <= limits::findings_a_rule)
        document.findings.push_back(std::move(finding));
}

void DocumentBuilder::fold_findings(std::string_view rule)
{
    const auto is_of_rule = [&](const Finding& finding) {
        return finding.rule == rule;
    };
    auto& all = document.findings;
    const auto first = std::find_if(all.begin(), all.end(), is_of_rule);
    const auto found = m_findings.find(rule);
    if (first == all.end() || found == m_findings.end() || found->second < 2)
        return;
    first->facts.emplace_back("more", std::to_string(found->second - 1));
    all.erase(std::remove_if(first + 1, all.end(), is_of_rule), all.end());
    m_findings.erase(found);
}

void DocumentBuilder::write_counts()
{
    for (const auto& entry : m_findings) {
        const std::string& rule = entry.first; // a lambda may not capture a structured binding
        const std::uint64_t count = entry.second;
        if (count <= limits::findings_a_rule)
            continue;
        const auto last =
            std::find_if(document.findings.rbegin(), document.findings.rend(),
                         [&](const Finding& finding) { return finding.rule == rule; });
        if (last != document.findings.rend())
            last->facts.emplace_back("more", std::to_string(count - limits::findings_a_rule));
    }
}

void DocumentBuilder::link(NodeId model_node, NodeId file_node)
{
    if (model_node == NodeId::none || file_node == NodeId::none)
        return;
    model.at(model_node).counterpart = file_node;
    file.at(file_node).counterpart = model_node;
}

std::shared_ptr<const Document> DocumentBuilder::finish() &&
{
    write_counts();
    auto finished_model = std::move(model).finish();
    auto finished_file = std::move(file).finish();
    finished_model.tree.renumber_counterparts(finished_file.renumbered);
    finished_file.tree.renumber_counterparts(finished_model.renumbered);
    renumber_model(document, finished_model.renumbered);
    renumber_file(document, finished_file.renumbered);
    document.model = std::move(finished_model.tree);
    document.file = std::move(finished_file.tree);
    return std::make_shared<const Document>(std::move(document));
}

} // namespace strata
