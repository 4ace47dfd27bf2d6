// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/tree_check.h"

#include "io/analysis/tree_nodes.h"
#include "io/base/limits.h"
#include "io/sklearn/rules.h"

namespace strata::report {

namespace {

/// What is wrong with a tree's nodes; nothing when all is well or they cannot be read at all.
std::optional<std::string> broken_part(const OpenDocument& opened, const DecisionTree& tree,
                                       const JobContext& job, BlockScratch& scratch)
{
    const auto read = for_each_node(*opened.document, tree, opened.sources, job, scratch,
                                    [](std::uint64_t, const TreeNodeRecord&) {});
    if (read || read.error().code != ErrorCode::Malformed)
        return std::nullopt;
    const std::string& what = read.error().detail;
    const bool is_node = what.starts_with("child ") || what.starts_with("feature ") ||
                         what.starts_with("two parents ");
    return is_node ? std::optional(what) : std::nullopt; // the array itself has findings already
}

Finding broken_tree(const DecisionTree& tree, std::string what)
{
    Finding finding;
    finding.rule = sklearn::rules::broken_tree;
    finding.severity = Severity::Error;
    finding.category = Category::Integrity;
    finding.model_node = tree.node;
    finding.facts = {{"what", std::move(what)}};
    return finding;
}

std::vector<Finding> broken_trees(const OpenDocument& opened, const JobContext& job)
{
    std::vector<Finding> findings;
    BlockScratch scratch;
    std::uint64_t nodes = 0;
    for (const Estimator& estimator : opened.document->estimators) {
        for (const DecisionTree& tree : estimator.trees) {
            nodes += tree.node_count;
            if (nodes > limits::checked_tree_nodes || job.cancelled() ||
                findings.size() >= limits::findings_a_rule)
                return findings;
            if (tree.nodes == TensorId::none)
                continue; // has a finding already
            if (auto what = broken_part(opened, tree, job, scratch))
                findings.push_back(broken_tree(tree, *std::move(what)));
        }
    }
    return findings;
}

} // namespace

std::shared_ptr<const Document> with_checked_trees(const OpenDocument& opened,
                                                   const JobContext& job)
{
    std::vector<Finding> findings = broken_trees(opened, job);
    if (findings.empty())
        return opened.document;
    auto document = std::make_shared<Document>(*opened.document);
    document->verdict.worsen(Integrity::Incomplete);
    document->findings.insert(document->findings.end(), findings.begin(), findings.end());
    return document;
}

} // namespace strata::report
