// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/forest.h"

#include "io/analysis/tree_nodes.h"
#include "io/base/guarded.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>
#include <numeric>
#include <system_error>
#include <thread>

namespace strata {

namespace {

/// Features of one estimator: the count is a file's claim, and vectors are made of that length.
constexpr std::uint64_t most_features = std::uint64_t{1} << 24;

/// The features that a tree splits by, rising, each with its importance in the tree; as shares they
/// sum to one, or are all zero.
using TreeImportances = std::vector<std::pair<std::uint32_t, double>>;

/// What the importances need of a node.
struct ImpurityNode {
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    double weighted_impurity = 0;
    std::uint32_t left = none; ///< none: a leaf
    std::uint32_t right = none;
    std::uint32_t feature = 0;
};

/// Room that one thread reuses from tree to tree.
struct TreeScratch {
    BlockScratch block;
    std::vector<ImpurityNode> nodes;
    std::vector<double> importances; ///< by feature; zero between two trees
    std::vector<std::uint32_t> used; ///< features with an entry in `importances`
    double root_weight = 0;
};

Result<void> read_impurities(const Document& document, const DecisionTree& tree,
                             const SourceSet& sources, const JobContext& job, TreeScratch& scratch)
{
    if (tree.node_count >= ImpurityNode::none)
        return fail(ErrorCode::LimitExceeded, "tree nodes");
    scratch.nodes.clear();
    const auto take = [&](std::uint64_t index, const TreeNodeRecord& node) {
        if (index == 0)
            scratch.root_weight = node.weighted_samples;
        ImpurityNode& taken = scratch.nodes.emplace_back();
        taken.weighted_impurity = node.weighted_samples * node.impurity;
        if (node.left < 0)
            return;
        taken.left = static_cast<std::uint32_t>(node.left);
        taken.right = static_cast<std::uint32_t>(node.right);
        taken.feature = static_cast<std::uint32_t>(node.feature);
    };
    return for_each_node(document, tree, sources, job, scratch.block, take);
}

// sklearn/tree/_tree.pyx, Tree.compute_feature_importances
TreeImportances importances_of_nodes(TreeScratch& scratch, bool shares)
{
    scratch.used.clear();
    for (const ImpurityNode& node : scratch.nodes) {
        if (node.left == ImpurityNode::none)
            continue;
        if (scratch.importances[node.feature] == 0)
            scratch.used.push_back(node.feature);
        scratch.importances[node.feature] += node.weighted_impurity -
                                             scratch.nodes[node.left].weighted_impurity -
                                             scratch.nodes[node.right].weighted_impurity;
    }
    std::sort(scratch.used.begin(), scratch.used.end());
    scratch.used.erase(std::unique(scratch.used.begin(), scratch.used.end()), scratch.used.end());
    double sum = 0;
    TreeImportances importances;
    for (const std::uint32_t feature : scratch.used) {
        const double importance = scratch.importances[feature] / scratch.root_weight;
        scratch.importances[feature] = 0;
        importances.emplace_back(feature, importance);
        sum += importance;
    }
    for (auto& [feature, importance] : importances)
        importance = shares && sum > 0 ? importance / sum : importance;
    return importances;
}

/// The importances of every tree with more than one node, worked on by all cores.
class ForestJob {
public:
    ForestJob(const Document& document, const Estimator& estimator, const SourceSet& sources,
              const JobContext& job)
        : m_document(document),
          m_trees(estimator.trees),
          m_shares(estimator.importances != ImportanceRule::Decreases),
          m_sources(sources),
          m_job(job),
          m_results(estimator.trees.size())
    {
    }

    Result<void> run()
    {
        const auto workers = std::clamp<std::size_t>(m_trees.size(), 1, default_threads());
        std::vector<std::thread> others;
        try {
            for (std::size_t i = 1; i < workers; ++i)
                others.emplace_back([this] { work(); });
        } catch (const std::system_error&) {
            // The system gives no further thread: those there are do the work.
        }
        work();
        for (std::thread& other : others)
            other.join();
        if (m_error)
            return fail(*m_error);
        return {};
    }
    [[nodiscard]] const std::vector<TreeImportances>& results() const { return m_results; }

private:
    void work()
    {
        if (auto result = guarded([this] { return work_through(); }); !result)
            set_error(std::move(result).error());
    }

    Result<void> work_through()
    {
        TreeScratch scratch;
        scratch.importances.resize(static_cast<std::size_t>(m_trees.front().feature_count));
        for (;;) {
            const std::size_t tree = m_next.fetch_add(1, std::memory_order_relaxed);
            if (tree >= m_trees.size() || m_failed.load(std::memory_order_relaxed))
                return {};
            STRATA_TRY(work_on(tree, scratch));
            m_job.report(m_done.fetch_add(1, std::memory_order_relaxed) + 1, m_trees.size());
        }
    }

    Result<void> work_on(std::size_t tree, TreeScratch& scratch)
    {
        STRATA_TRY(m_job.check());
        if (m_trees[tree].feature_count != m_trees.front().feature_count)
            return fail(ErrorCode::Malformed, "feature_count");
        STRATA_TRY(read_impurities(m_document, m_trees[tree], m_sources, m_job, scratch));
        if (scratch.nodes.size() > 1)
            m_results[tree] = importances_of_nodes(scratch, m_shares);
        return {};
    }

    void set_error(Error error)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_error)
            m_error = std::move(error);
        m_failed.store(true, std::memory_order_relaxed);
    }

    const Document& m_document;
    const std::vector<DecisionTree>& m_trees;
    const bool m_shares;
    const SourceSet& m_sources;
    const JobContext& m_job;
    std::vector<TreeImportances> m_results;
    std::atomic<std::size_t> m_next = 0;
    std::atomic<std::size_t> m_done = 0;
    std::atomic<bool> m_failed = false;
    std::mutex m_mutex;
    std::optional<Error> m_error;
};

} // namespace

Result<std::vector<TreeNodeRecord>> read_tree_nodes(const Document& document,
                                                    const DecisionTree& tree,
                                                    const SourceSet& sources, const JobContext& job)
{
    return guarded([&]() -> Result<std::vector<TreeNodeRecord>> {
        std::vector<TreeNodeRecord> nodes;
        BlockScratch scratch;
        STRATA_TRY(for_each_node(
            document, tree, sources, job, scratch,
            [&](std::uint64_t, const TreeNodeRecord& node) { nodes.push_back(node); }));
        return nodes;
    });
}

// sklearn/ensemble/_forest.py, BaseForest.feature_importances_; _gb.py and _weight_boosting.py alike
Result<std::vector<double>> feature_importances(const Document& document,
                                                const Estimator& estimator,
                                                const SourceSet& sources, const JobContext& job)
{
    if (estimator.trees.empty() || estimator.importances == ImportanceRule::None)
        return std::vector<double>{};
    const std::uint64_t features = estimator.trees.front().feature_count;
    if (features > most_features)
        return fail(ErrorCode::LimitExceeded, "tree features");
    ForestJob forest(document, estimator, sources, job);
    STRATA_TRY(forest.run());

    const bool weighted = estimator.importances == ImportanceRule::Weighted;
    std::vector<double> importances(static_cast<std::size_t>(features));
    double weights = 0;
    for (std::size_t i = 0; i < estimator.trees.size(); ++i) {
        const double weight = weighted ? estimator.trees[i].weight : 1;
        weights += weight;
        for (const auto& [feature, importance] : forest.results()[i])
            importances[feature] += weight * importance;
    }
    double sum = weights;
    if (!weighted)
        sum = std::accumulate(importances.begin(), importances.end(), 0.0);
    for (double& importance : importances)
        importance = sum > 0 ? importance / sum : 0;
    return importances;
}

} // namespace strata
