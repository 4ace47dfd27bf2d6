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
    std::size_t of_rule = 0;
    Finding* last = nullptr;
    for (Finding& other : document.findings) {
        if (other.rule == finding.rule) {
            ++of_rule;
            last = &other;
        }
    }
    if (of_rule < limits::findings_a_rule) {
        document.findings.push_back(std::move(finding));
        return;
    }
    const auto more = std::find_if(last->facts.begin(), last->facts.end(),
                                   [](const auto& fact) { return fact.first == "more"; });
    if (more == last->facts.end())
        last->facts.emplace_back("more", "1");
    else
        more->second = std::to_string(std::stoull(more->second) + 1);
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
