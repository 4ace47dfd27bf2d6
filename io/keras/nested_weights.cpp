// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/nested_weights.h"

#include <algorithm>
#include <map>

namespace strata::keras {

namespace {

/// A layer that is no model, somewhere inside.
struct Leaf {
    const LayerConfig* layer = nullptr;
    const SolvedLayer* solved = nullptr;
    WeightShare* share = nullptr;
    bool trainable = true;
};

const SolvedLayer& unknown_layer()
{
    static const SolvedLayer unknown;
    return unknown;
}

void collect_leaves(const LayerConfig& layer, const SolvedLayer& solved, bool trainable,
                    WeightShare& share, std::vector<Leaf>& out)
{
    trainable = trainable && layer.trainable();
    if (!layer.is_model) {
        out.push_back({&layer, &solved, &share, trainable});
        return;
    }
    share.layers.resize(layer.layers.size());
    for (std::size_t i = 0; i < layer.layers.size(); ++i)
        collect_leaves(layer.layers[i],
                       i < solved.layers.size() ? solved.layers[i] : unknown_layer(), trainable,
                       share.layers[i], out);
}

bool share_by_order(const std::vector<Leaf>& leaves, const std::vector<StoredWeight>& weights,
                    Generation generation, ShapeBudget& budget)
{
    struct Place {
        const Leaf* leaf;
        Shape shape;
        bool trainable;
    };
    std::vector<Place> places;
    for (const Leaf& leaf : leaves) {
        const auto specs = expected_weights(*leaf.layer, *leaf.solved, generation, budget);
        if (!specs)
            return false;
        for (const WeightSpec& spec : *specs)
            places.push_back({&leaf, spec.shape, spec.trainable && leaf.trainable});
    }
    std::stable_partition(places.begin(), places.end(),
                          [](const Place& place) { return place.trainable; });
    const bool fits = std::equal(
        places.begin(), places.end(), weights.begin(), weights.end(),
        [](const Place& place, const StoredWeight& weight) { return place.shape == weight.shape; });
    for (std::size_t i = 0; fits && i < places.size(); ++i)
        places[i].leaf->share->own.push_back(weights[i]);
    return fits;
}

/// The leaf whose name is a part of the weight's; nothing when two have that name.
const Leaf* leaf_of(const std::map<std::string_view, const Leaf*>& by_name, std::string_view weight)
{
    while (!weight.empty()) {
        const std::size_t slash = std::min(weight.find('/'), weight.size());
        if (const auto found = by_name.find(weight.substr(0, slash)); found != by_name.end())
            return found->second;
        weight.remove_prefix(std::min(slash + 1, weight.size()));
    }
    return nullptr;
}

void share_by_name(const std::vector<Leaf>& leaves, std::vector<StoredWeight> weights,
                   WeightShare& rest)
{
    std::map<std::string_view, const Leaf*> by_name;
    for (const Leaf& leaf : leaves) {
        const auto [at, fresh] = by_name.emplace(leaf.layer->name, &leaf);
        if (!fresh)
            at->second = nullptr;
    }
    for (StoredWeight& weight : weights) {
        const Leaf* const leaf = leaf_of(by_name, weight.name);
        (leaf ? *leaf->share : rest).own.push_back(std::move(weight));
    }
}

} // namespace

std::optional<std::vector<WeightSpec>> expected_weights(const LayerConfig& layer,
                                                        const SolvedLayer& solved,
                                                        Generation generation, ShapeBudget& budget)
{
    static const std::vector<SymbolicShape> none;
    return layer_weights(layer, solved.inputs ? *solved.inputs : none, generation, budget);
}

WeightShare share_weights(const LayerConfig& layer, const SolvedLayer& solved, bool trainable,
                          std::vector<StoredWeight> weights, Generation generation,
                          ShapeBudget& budget)
{
    WeightShare share;
    std::vector<Leaf> leaves;
    collect_leaves(layer, solved, trainable, share, leaves);
    if (!layer.is_model)
        share.own = std::move(weights);
    else if (!share_by_order(leaves, weights, generation, budget))
        share_by_name(leaves, std::move(weights), share);
    return share;
}

} // namespace strata::keras
