// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/layer_rows.h"

#include "io/base/checked.h"
#include "io/keras/altered_weights.h"
#include "io/keras/known_names.h"
#include "io/keras/nested_weights.h"
#include "io/keras/rules.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

namespace strata::keras {

namespace {

using Count = std::optional<std::uint64_t>;

Count plus(const Count& a, const Count& b)
{
    return a && b ? checked_add(*a, *b) : std::nullopt;
}

/// Variables that no layer trains, where nothing but their name tells.
bool is_state(std::string_view name)
{
    constexpr auto states = std::to_array<std::string_view>(
        {"moving_mean", "moving_variance", "moving_stddev", "renorm_mean", "renorm_stddev",
         "running_mean", "running_std", "seed_generator_state", "vector_u", "sn_u"});
    return std::find(states.begin(), states.end(), name) != states.end();
}

class LayerAdder {
public:
    LayerAdder(const Reading& reading, const StoredWeights& stored, std::string_view name,
               std::string_view class_name)
        : m_reading(reading),
          m_builder(reading.builder),
          m_missing_groups(stored.missing.begin(), stored.missing.end())
    {
        m_root = m_builder.model.add(
            Tree::root,
            {.kind = NodeKind::Model,
             .name = name.empty() ? (class_name.empty() ? "weights" : class_name) : name,
             .type = class_name,
             .key = "layers"});
    }

    /// One layer with all that is inside it. Recursion ends where the configuration's does (64).
    Count add(const LayerConfig& layer, const SolvedLayer& solved, const WeightShare& share,
              const StoredGroup* group, bool trainable, NodeId parent, RowKeys& keys,
              const std::string& above)
    {
        trainable = trainable && layer.trainable();
        const std::string key = keys.next(layer.name.empty() ? layer.class_name : layer.name);
        const NodeId row = add_row(layer, parent, key);
        const std::size_t id = m_reading.document().layers.size();
        m_reading.document().layers.push_back(describe(layer, solved, row, trainable));
        const std::string path = above.empty() ? key : above + "/" + key;
        RowKeys inner_keys;
        Count parameters =
            add_weights(layer, solved, share.own, group, trainable, row, inner_keys, path, id);
        for (std::size_t i = 0; i < layer.layers.size(); ++i) {
            static const SolvedLayer unknown;
            parameters =
                plus(parameters,
                     add(layer.layers[i], i < solved.layers.size() ? solved.layers[i] : unknown,
                         share.layers[i], group, trainable, row, inner_keys, path));
        }
        m_reading.document().layers[id].parameters = parameters;
        return parameters;
    }

    /// Weights of a group that no configuration speaks of.
    void add_plain_group(const StoredGroup& group, RowKeys& keys)
    {
        LayerConfig layer;
        layer.name = group.name;
        WeightShare share;
        share.own = group.weights;
        add(layer, {}, share, &group, true, m_root, keys, {});
    }

    /// Weights of the model itself.
    void add_top_level(const StoredGroup& group, bool trainable, RowKeys& keys)
    {
        const auto names = short_names(group.weights, {});
        for (std::size_t i = 0; i < group.weights.size(); ++i)
            add_weight(group.weights[i], names[i], m_root, keys, {}, "", trainable);
    }

    [[nodiscard]] NodeId root() const { return m_root; }
    /// Whether a layer lacks weights that its configuration makes.
    [[nodiscard]] bool missing() const { return m_missing; }
    [[nodiscard]] std::vector<PlacedWeight> take() { return std::move(m_weights); }

private:
    NodeId add_row(const LayerConfig& layer, NodeId parent, const std::string& key)
    {
        const NodeKind kind = layer.is_input() ? NodeKind::Input
                              : layer.is_model ? NodeKind::Model
                                               : NodeKind::Layer;
        const NodeId row =
            m_builder.model.add(parent, {.kind = kind,
                                         .name = layer.name.empty() ? layer.class_name : layer.name,
                                         .type = layer.class_name,
                                         .key = key});
        if (row != NodeId::none) {
            m_builder.model.at(row).layer =
                LayerId{static_cast<std::uint32_t>(m_reading.document().layers.size())};
            m_builder.model.at(row).custom = is_custom(layer);
        }
        return row;
    }

    static bool is_custom(const LayerConfig& layer)
    {
        return !layer.class_name.empty() &&
               (!layer.registered_name.empty() || !is_keras_layer(layer.class_name));
    }

    [[nodiscard]] Layer describe(const LayerConfig& layer, const SolvedLayer& solved, NodeId row,
                                 bool trainable) const
    {
        Layer out;
        out.node = row;
        out.name = layer.name;
        out.class_name = layer.class_name;
        out.registered_name = layer.registered_name;
        out.custom = is_custom(layer);
        out.output_shapes =
            solved.output(m_reading.generation).value_or(std::vector<SymbolicShape>());
        out.trainable = trainable;
        out.config = layer.config;
        for (const auto& call : layer.calls) {
            for (const TensorSource& source : call)
                out.connected_to.push_back(source.text());
        }
        return out;
    }

    Count add_weights(const LayerConfig& layer, const SolvedLayer& solved,
                      const std::vector<StoredWeight>& weights, const StoredGroup* group,
                      bool trainable, NodeId row, RowKeys& keys, const std::string& path,
                      std::size_t id)
    {
        const auto names = short_names(weights, layer.name);
        const AlteredWeights altered(layer, last_parts(names));
        std::optional<std::vector<WeightSpec>> specs = std::vector<WeightSpec>();
        if (!layer.is_model)
            specs = altered.any()
                        ? std::nullopt
                        : expected_weights(layer, solved, m_reading.generation, m_reading.budget);
        if (!layer.is_model)
            check(layer, specs, weights, group, row);
        const bool told = specs && specs->size() == weights.size();
        Count parameters = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const bool trained =
                trainable && (told ? (*specs)[i].trainable
                                   : trains(altered, last_part(names[i]), weights[i].tensor));
            parameters = plus(parameters, checked_product(weights[i].shape));
            m_reading.document().layers[id].weights.push_back(weights[i].tensor);
            add_weight(weights[i], names[i], row, keys, path, layer.name, trained);
        }
        if (!group && !layer.is_model)
            return specs ? value_count(*specs) : std::nullopt;
        return parameters;
    }

    /// What only the weight's name and type tell.
    [[nodiscard]] bool trains(const AlteredWeights& altered, std::string_view name,
                              TensorId tensor) const
    {
        const DType& dtype = m_reading.document().tensors[index(tensor)].dtype;
        return !is_state(name) && (!altered.any() || altered.trains(name, dtype.is_integer()));
    }

    static std::vector<std::string_view> last_parts(const std::vector<std::string>& names)
    {
        std::vector<std::string_view> parts;
        for (const std::string& name : names)
            parts.push_back(last_part(name));
        return parts;
    }

    static std::string_view last_part(std::string_view name)
    {
        return name.substr(name.rfind('/') + 1);
    }

    /// "forward_gru/kernel" is a row `kernel` in a row `forward_gru`.
    void add_weight(const StoredWeight& weight, std::string_view name, NodeId parent, RowKeys& keys,
                    const std::string& path, const std::string& layer, bool trainable)
    {
        const std::string whole = path + (path.empty() ? "" : "/") + std::string(name);
        NodeId at = parent;
        for (std::size_t slash = name.find('/'); slash != std::string_view::npos;
             slash = name.find('/')) {
            auto [group, fresh] = m_parts.try_emplace({at, std::string(name.substr(0, slash))});
            if (fresh)
                group->second = m_builder.model.add(
                    at, {.kind = NodeKind::Group, .name = name.substr(0, slash)});
            at = group->second;
            name.remove_prefix(slash + 1);
        }
        const std::string key = at == parent ? keys.next(std::string(name)) : std::string(name);
        const NodeId row = m_builder.model.add(
            at, {.kind = NodeKind::Tensor, .name = name, .type = "weight", .key = key});
        tie_tensor(m_reading, row, weight.tensor, TensorRole::Weight);
        m_reading.document().tensors[index(weight.tensor)].trainable = trainable;
        m_weights.push_back({weight.tensor, whole, weight.name, layer, trainable});
    }

    void check(const LayerConfig& layer, const std::optional<std::vector<WeightSpec>>& specs,
               const std::vector<StoredWeight>& weights, const StoredGroup* group, NodeId row)
    {
        if (!specs)
            return;
        if (weights.empty() && !specs->empty()) {
            m_missing = true;
            // Of a group, or of each weight in it, it was said already.
            if (group ? group->missing.empty() : !m_missing_groups.contains(layer.name))
                report(rules::missing_weights, row,
                       {{"layer", layer.name}, {"expected", std::to_string(specs->size())}});
            return;
        }
        if (weights.size() != specs->size()) {
            report(rules::weight_count, row,
                   {{"layer", layer.name},
                    {"expected", std::to_string(specs->size())},
                    {"actual", std::to_string(weights.size())}});
            return;
        }
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (weights[i].shape != (*specs)[i].shape)
                report(rules::weight_shape, row,
                       {{"layer", layer.name},
                        {"name", weights[i].name},
                        {"expected", shape_text((*specs)[i].shape)},
                        {"actual", shape_text(weights[i].shape)}});
        }
    }

    void report(std::string_view rule, NodeId row,
                std::vector<std::pair<std::string, std::string>> facts)
    {
        Finding finding;
        finding.rule = rule;
        finding.severity = Severity::Error;
        finding.category = Category::Integrity;
        finding.model_node = row;
        finding.facts = std::move(facts);
        m_builder.add_finding(std::move(finding));
        m_reading.document().verdict.worsen(Integrity::Incomplete);
    }

    const Reading& m_reading;
    DocumentBuilder& m_builder;
    std::set<std::string, std::less<>> m_missing_groups;
    NodeId m_root = NodeId::none;
    std::map<std::pair<NodeId, std::string>, NodeId> m_parts; ///< rows of parts of layers
    std::vector<PlacedWeight> m_weights;
    bool m_missing = false;
};

/// Whether a layer, by its configuration, has no weights that could be missing.
using HasNoWeights = std::function<bool(std::string_view layer)>;

/// Whether something was missing.
bool report_missing(const Reading& reading, const StoredWeights& stored,
                    const HasNoWeights& has_no_weights)
{
    bool missing = false;
    const auto add = [&](std::string_view rule, std::size_t object,
                         std::vector<std::pair<std::string, std::string>> facts) {
        Finding finding;
        finding.rule = rule;
        finding.severity = Severity::Error;
        finding.category = Category::Integrity;
        finding.file_node = reading.file_row(object);
        finding.facts = std::move(facts);
        reading.builder.add_finding(std::move(finding));
        reading.document().verdict.worsen(Integrity::Incomplete);
    };
    for (const std::string& layer : stored.missing) {
        if (has_no_weights(layer))
            continue;
        missing = true;
        add(rules::missing_group, stored.object, {{"layer", layer}});
    }
    report_repeated(reading, stored.object, "layer_names", stored.repeated);
    for (const StoredGroup& group : stored.groups) {
        report_repeated(reading, group.object, "weight_names", group.repeated);
        missing = missing || !group.missing.empty();
        for (const std::string& name : group.missing)
            add(rules::missing_weight, group.object, {{"layer", group.name}, {"name", name}});
    }
    return missing;
}

void report_unknown(const Reading& reading, const StoredGroup& group)
{
    Finding finding;
    finding.rule = rules::unknown_group;
    finding.severity = Severity::Warning;
    finding.category = Category::Integrity;
    finding.file_node = reading.file_row(group.object);
    finding.facts = {{"layer", group.name}, {"count", std::to_string(group.weights.size())}};
    reading.builder.add_finding(std::move(finding));
}

/// Sums of what the file stores, each tensor once.
void count_parameters(const Reading& reading, const std::vector<PlacedWeight>& weights,
                      bool trainable_known)
{
    ParameterCounts& counts = reading.document().identity.parameters;
    Count trainable = 0;
    Count frozen = 0;
    std::set<TensorId> seen;
    for (const PlacedWeight& weight : weights) {
        if (!seen.insert(weight.tensor).second)
            continue;
        Count& into = weight.trainable ? trainable : frozen;
        into = plus(into, reading.document().tensor(weight.tensor).count());
    }
    counts.total = plus(trainable, frozen);
    if (trainable_known) {
        counts.trainable = trainable;
        counts.non_trainable = frozen;
    }
}

} // namespace

std::vector<PlacedWeight> add_layers(const Reading& reading, const LayerConfig& model,
                                     const StoredWeights& stored)
{
    const SolvedModel solved = solve_shapes(model, reading.generation, reading.budget);
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < model.layers.size(); ++i)
        places.emplace(model.layers[i].name, i);
    const bool missing = report_missing(reading, stored, [&](std::string_view name) {
        const auto place = places.find(name);
        if (place == places.end() || model.layers[place->second].is_model)
            return false;
        const auto specs =
            expected_weights(model.layers[place->second], solved.layers[place->second],
                             reading.generation, reading.budget);
        return specs && specs->empty();
    });
    std::map<std::string_view, const StoredGroup*> groups;
    for (const StoredGroup& group : stored.groups)
        groups.emplace(group.name, &group);
    LayerAdder adder(reading, stored, model.name, model.class_name);
    RowKeys keys;
    for (std::size_t i = 0; i < model.layers.size(); ++i) {
        const LayerConfig& layer = model.layers[i];
        const auto found = groups.find(layer.name);
        const StoredGroup* const group = found == groups.end() ? nullptr : found->second;
        const WeightShare share =
            share_weights(layer, solved.layers[i], model.trainable(),
                          group ? group->weights : std::vector<StoredWeight>(), reading.generation,
                          reading.budget);
        adder.add(layer, solved.layers[i], share, group, model.trainable(), adder.root(), keys, {});
        if (group)
            groups.erase(found);
    }
    for (const StoredGroup& group : stored.groups) {
        const auto left = groups.find(group.name);
        if (left == groups.end() || left->second != &group || group.weights.empty())
            continue;
        report_unknown(reading, group);
        adder.add_plain_group(group, keys);
    }
    adder.add_top_level(stored.top_level, model.trainable(), keys);
    auto weights = adder.take();
    if (!missing && !adder.missing())
        count_parameters(reading, weights, true);
    return weights;
}

std::vector<PlacedWeight> add_groups(const Reading& reading, const StoredWeights& stored,
                                     std::string_view model_name, std::string_view model_class)
{
    const bool missing = report_missing(reading, stored, [](std::string_view) { return false; });
    LayerAdder adder(reading, stored, model_name, model_class);
    RowKeys keys;
    for (const StoredGroup& group : stored.groups)
        adder.add_plain_group(group, keys);
    adder.add_top_level(stored.top_level, true, keys);
    auto weights = adder.take();
    // A damaged file without any weights says nothing of how many there were.
    const bool damaged = reading.document().verdict.integrity != Integrity::Complete;
    if (!missing && !(weights.empty() && damaged))
        count_parameters(reading, weights, false);
    return weights;
}

} // namespace strata::keras
