// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/layer_shapes.h"

#include "io/keras/shape_rule_parts.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace strata::keras {

namespace {

class Solver {
public:
    Solver(Generation generation, ShapeBudget& budget) : m_generation(generation), m_budget(budget)
    {
    }

    SolvedModel solve(const LayerConfig& model, const std::vector<SymbolicShape>* given, int depth)
    {
        SolvedModel solved;
        solved.layers.resize(model.layers.size());
        if (depth > limits::keras_model_depth || !m_budget.take(model))
            return solved;
        if (given && *given == declared_inputs(model))
            given = nullptr; // what the file notes of its own tensors holds
        if (model.sequential())
            follow_chain(model, given, depth, solved);
        else
            follow_graph(model, given, depth, solved);
        return solved;
    }

private:
    /// The shapes of a Functional's InputLayers; empty when one is not known.
    static std::vector<SymbolicShape> declared_inputs(const LayerConfig& model)
    {
        std::map<std::string_view, const LayerConfig*> by_name;
        for (const LayerConfig& layer : model.layers)
            by_name.emplace(layer.name, &layer);
        std::vector<SymbolicShape> shapes;
        for (const TensorSource& input : model.inputs) {
            const auto layer = by_name.find(input.layer);
            const auto shape =
                layer == by_name.end() ? std::nullopt : declared_input(*layer->second);
            if (!shape)
                return {};
            shapes.push_back(*shape);
        }
        return shapes;
    }

    /// One call of a layer; fills in what the inside of a model learns on the way.
    OutputShapes call(const LayerConfig& layer, const std::vector<SymbolicShape>& inputs, int depth,
                      SolvedLayer& solved)
    {
        if (!solved.inputs)
            solved.inputs = inputs;
        if (!layer.is_model)
            return output_shapes(layer, inputs, m_generation, m_budget);
        if (m_generation != Generation::Keras3 && solved.layers.empty())
            look_inside(layer, depth, solved);
        auto inside = solve(layer, &inputs, depth + 1);
        if (solved.layers.empty())
            solved.layers = std::move(inside.layers);
        return std::move(inside.outputs);
    }

    /// In Keras 2 calls leave no trace inside a model that was built before.
    void look_inside(const LayerConfig& layer, int depth, SolvedLayer& solved)
    {
        auto own = solve(layer, nullptr, depth + 1);
        if (!own.outputs)
            return;
        solved.layers = std::move(own.layers);
        solved.own = std::move(own.outputs);
    }

    void follow_chain(const LayerConfig& model, const std::vector<SymbolicShape>* given, int depth,
                      SolvedModel& solved)
    {
        OutputShapes at;
        if (given && given->size() == 1)
            at = *given;
        else if (model.build_shape)
            at = one(*model.build_shape);
        for (std::size_t i = 0; i < model.layers.size(); ++i) {
            const LayerConfig& layer = model.layers[i];
            if (i == 0 && !at) {
                if (auto declared = declared_input(layer))
                    at = one(*std::move(declared));
            }
            if (layer.is_input())
                solved.layers[i].calls.push_back(at);
            else if (at)
                solved.layers[i].calls.push_back(at = call(layer, *at, depth, solved.layers[i]));
            else
                start_again(layer, depth, solved.layers[i], at);
        }
        solved.outputs = std::move(at);
    }

    /// A layer whose input is not known: a model may still know its own.
    void start_again(const LayerConfig& layer, int depth, SolvedLayer& solved, OutputShapes& at)
    {
        if (layer.is_model) {
            auto inside = solve(layer, nullptr, depth + 1);
            solved.layers = std::move(inside.layers);
            at = std::move(inside.outputs);
        }
        solved.calls.push_back(at);
    }

    /// Where the calls of a Functional's layers are, in the order of the configuration.
    struct Graph {
        std::map<std::string_view, std::size_t, std::less<>> layer_of;
        std::map<std::string_view, std::size_t, std::less<>> input_of; ///< place in the inputs
        std::vector<std::size_t> first_call; ///< of each layer, in a count over all
        std::vector<std::pair<std::size_t, std::size_t>> calls; ///< layer and call of each
    };

    static Graph graph_of(const LayerConfig& model)
    {
        Graph graph;
        for (std::size_t i = 0; i < model.inputs.size(); ++i)
            graph.input_of.emplace(model.inputs[i].layer, i);
        for (std::size_t i = 0; i < model.layers.size(); ++i) {
            graph.layer_of.emplace(model.layers[i].name, i);
            graph.first_call.push_back(graph.calls.size());
            const std::size_t count = std::max<std::size_t>(model.layers[i].calls.size(), 1);
            for (std::size_t each = 0; each < count; ++each)
                graph.calls.emplace_back(i, each);
        }
        return graph;
    }

    /// The call that a source names. Keras 2 counts a model's own graph as its call 0.
    [[nodiscard]] std::optional<std::size_t> call_of(const LayerConfig& model, const Graph& graph,
                                                     const TensorSource& source) const
    {
        const auto layer = graph.layer_of.find(source.layer);
        if (layer == graph.layer_of.end())
            return std::nullopt;
        const std::size_t calls =
            std::max<std::size_t>(model.layers[layer->second].calls.size(), 1);
        std::uint64_t index = source.call;
        if (model.layers[layer->second].is_model && index == calls && index > 0)
            --index;
        else if (model.layers[layer->second].is_model && m_generation != Generation::Keras3 &&
                 index > 0)
            --index;
        if (index >= calls)
            return std::nullopt;
        return graph.first_call[layer->second] + static_cast<std::size_t>(index);
    }

    [[nodiscard]] std::optional<SymbolicShape> shape_of(const LayerConfig& model,
                                                        const Graph& graph,
                                                        const TensorSource& source,
                                                        const SolvedModel& solved) const
    {
        if (source.shape)
            return source.shape;
        const auto at = call_of(model, graph, source);
        if (!at)
            return std::nullopt;
        const auto& [layer, call] = graph.calls[*at];
        const OutputShapes& outputs = solved.layers[layer].calls[call];
        if (!outputs || source.output >= outputs->size())
            return std::nullopt;
        return (*outputs)[static_cast<std::size_t>(source.output)];
    }

    /// The shapes that consumers noted (Keras 3) for the outputs of one call; nothing when one
    /// lacks.
    using Noted = std::map<std::size_t, std::map<std::uint64_t, SymbolicShape>>;
    Noted noted_shapes(const LayerConfig& model, const Graph& graph) const
    {
        Noted noted;
        for (const LayerConfig& layer : model.layers) {
            for (const auto& inputs : layer.calls) {
                for (const TensorSource& source : inputs) {
                    const auto at = source.shape ? call_of(model, graph, source) : std::nullopt;
                    if (at)
                        noted[*at].emplace(source.output, *source.shape);
                }
            }
        }
        return noted;
    }

    void follow_graph(const LayerConfig& model, const std::vector<SymbolicShape>* given, int depth,
                      SolvedModel& solved)
    {
        const Graph graph = graph_of(model);
        for (std::size_t i = 0; i < model.layers.size(); ++i)
            solved.layers[i].calls.resize(std::max<std::size_t>(model.layers[i].calls.size(), 1));
        const Noted noted = given ? Noted() : noted_shapes(model, graph);
        for (const std::size_t at : order_of(model, graph)) {
            const auto [layer, which] = graph.calls[at];
            OutputShapes shapes = call_in_graph(model, graph, given, at, depth, solved);
            const auto known = noted.find(at);
            if (!shapes && known != noted.end() &&
                known->second.rbegin()->first + 1 == known->second.size()) {
                shapes.emplace();
                for (const auto& [output, shape] : known->second)
                    shapes->push_back(shape);
            }
            solved.layers[layer].calls[which] = std::move(shapes);
        }
        std::vector<SymbolicShape> outputs;
        for (const TensorSource& source : model.outputs) {
            auto shape = shape_of(model, graph, source, solved);
            if (!shape)
                return;
            outputs.push_back(*std::move(shape));
        }
        if (!outputs.empty())
            solved.outputs = std::move(outputs);
    }

    OutputShapes call_in_graph(const LayerConfig& model, const Graph& graph,
                               const std::vector<SymbolicShape>* given, std::size_t at, int depth,
                               SolvedModel& solved)
    {
        const auto [index, which] = graph.calls[at];
        const LayerConfig& layer = model.layers[index];
        if (layer.is_input() || layer.calls.empty()) {
            const auto shape = input_shape(graph, layer, given);
            if (layer.is_input() || !shape)
                return shape ? one(*shape) : std::nullopt;
            return call(layer, {*shape}, depth, solved.layers[index]);
        }
        std::vector<SymbolicShape> inputs;
        for (const TensorSource& source : layer.calls[which]) {
            // What a file noted holds for its own inputs only.
            auto shape = shape_of(
                model, graph,
                given ? TensorSource{source.layer, source.call, source.output, std::nullopt}
                      : source,
                solved);
            if (!shape) {
                OutputShapes unknown;
                if (layer.is_model)
                    start_again(layer, depth, solved.layers[index], unknown);
                solved.layers[index].calls.resize(std::max<std::size_t>(layer.calls.size(), 1));
                return unknown;
            }
            inputs.push_back(*std::move(shape));
        }
        return call(layer, inputs, depth, solved.layers[index]);
    }

    static std::optional<SymbolicShape> input_shape(const Graph& graph, const LayerConfig& layer,
                                                    const std::vector<SymbolicShape>* given)
    {
        if (given) {
            const auto input = graph.input_of.find(layer.name);
            if (input != graph.input_of.end() && input->second < given->size())
                return (*given)[input->second];
        }
        return declared_input(layer);
    }

    /// Calls in an order in which each comes after those that it needs; those in a cycle are left
    /// out (Kahn).
    std::vector<std::size_t> order_of(const LayerConfig& model, const Graph& graph) const
    {
        std::vector<std::vector<std::size_t>> users(graph.calls.size());
        std::vector<std::size_t> waiting(graph.calls.size(), 0);
        for (std::size_t at = 0; at < graph.calls.size(); ++at) {
            const auto [layer, which] = graph.calls[at];
            if (which >= model.layers[layer].calls.size())
                continue;
            for (const TensorSource& source : model.layers[layer].calls[which]) {
                if (const auto needed = call_of(model, graph, source)) {
                    users[*needed].push_back(at);
                    ++waiting[at];
                }
            }
        }
        std::vector<std::size_t> order;
        for (std::size_t at = 0; at < waiting.size(); ++at) {
            if (waiting[at] == 0)
                order.push_back(at);
        }
        for (std::size_t next = 0; next < order.size(); ++next) {
            for (const std::size_t user : users[order[next]]) {
                if (--waiting[user] == 0)
                    order.push_back(user);
            }
        }
        return order;
    }

    Generation m_generation;
    ShapeBudget& m_budget;
};

} // namespace

OutputShapes SolvedLayer::output(Generation generation) const
{
    if (calls.empty())
        return std::nullopt;
    if (own && generation != Generation::Keras3)
        return own;
    if (generation != Generation::Keras3 &&
        std::any_of(calls.begin(), calls.end(),
                    [&](const OutputShapes& call) { return call != calls.front(); }))
        return std::nullopt;
    return calls.back();
}

SolvedModel solve_shapes(const LayerConfig& model, Generation generation, ShapeBudget& budget,
                         const std::vector<SymbolicShape>* given)
{
    return Solver(generation, budget).solve(model, given, 0);
}

} // namespace strata::keras
