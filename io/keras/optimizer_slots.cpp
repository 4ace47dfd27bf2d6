// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/optimizer_slots.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace strata::keras {

namespace {

std::string_view after_last_slash(std::string_view name)
{
    return name.substr(name.rfind('/') + 1);
}

/// Names that a weight may have inside a variable's name, and which weights have each, in order.
class WeightNames {
public:
    WeightNames(const std::vector<PlacedWeight>& weights, std::string_view model_name)
    {
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (!weights[i].trainable)
                continue;
            const std::string path(without_output(weights[i].stored_name));
            add(m_paths, path, i);
            // Keras 3 writes the path with '_'; up to 3.2 the file has only its last part.
            std::set<std::string> joined = {mangled(path), mangled(weights[i].path)};
            joined.insert(mangled(weights[i].layer + "/" + path));
            joined.insert(mangled(std::string(model_name) + "/" + weights[i].path));
            for (const std::string& name : joined)
                add(m_mangled, name, i);
        }
    }

    using Weights = std::vector<std::size_t>;
    [[nodiscard]] const Weights* by_path(std::string_view path) const
    {
        return find(m_paths, path);
    }
    [[nodiscard]] const Weights* by_mangled(std::string_view name) const
    {
        return find(m_mangled, name);
    }

private:
    using Names = std::map<std::string, Weights, std::less<>>;

    static std::string mangled(std::string text)
    {
        std::replace(text.begin(), text.end(), '/', '_');
        return text;
    }
    static void add(Names& names, const std::string& name, std::size_t weight)
    {
        names[name].push_back(weight);
    }
    static const Weights* find(const Names& names, std::string_view name)
    {
        const auto found = names.find(name);
        return found == names.end() ? nullptr : &found->second;
    }

    Names m_paths;
    Names m_mangled;
};

/// A slot's name and the weights that its variable may belong to.
struct Named {
    std::string slot;
    const WeightNames::Weights* weights = nullptr;
};

/// "Adam/m/dense/kernel" (tf.keras 2.11 and newer), or "training/Adam/dense/kernel/m" before.
Named split_path(std::string_view variable, const WeightNames& names)
{
    for (std::size_t slash = variable.find('/'); slash != std::string_view::npos;
         slash = variable.find('/', slash + 1)) {
        if (const auto* const weights = names.by_path(variable.substr(slash + 1)))
            return {std::string(after_last_slash(variable.substr(0, slash))), weights};
    }
    const std::size_t end = variable.rfind('/');
    if (end == std::string_view::npos)
        return {};
    std::string_view path = variable.substr(0, end);
    for (;;) {
        if (const auto* const weights = names.by_path(path))
            return {std::string(variable.substr(end + 1)), weights};
        const std::size_t slash = path.find('/');
        if (slash == std::string_view::npos)
            return {};
        path.remove_prefix(slash + 1);
    }
}

/// "adam/sequential_dense_kernel_momentum" (Keras 3): the longest name of a weight that it begins
/// with.
Named split_mangled(std::string_view variable, const WeightNames& names)
{
    const std::string_view part = after_last_slash(variable);
    for (std::size_t end = part.rfind('_'); end != std::string_view::npos && end != 0;
         end = part.rfind('_', end - 1)) {
        if (const auto* const weights = names.by_mangled(part.substr(0, end)))
            return {std::string(part.substr(end + 1)), weights};
    }
    return {};
}

/// Variables that are the optimizer's own, by the names that they have had.
bool is_scalar_name(std::string_view name)
{
    constexpr auto scalars = std::to_array<std::string_view>(
        {"iteration", "iterations", "iter", "learning_rate", "lr", "decay", "beta_1", "beta_2",
         "rho", "momentum", "m_schedule", "momentum_cache", "variable", "step_counter",
         "dynamic_scale", "current_loss_scale", "good_steps"});
    return std::find(scalars.begin(), scalars.end(), name) != scalars.end();
}

/// Slots in the order of their blocks, where variables are numbered.
std::vector<std::string> block_names(std::string_view optimizer)
{
    if (optimizer == "Adam")
        return {"m", "v", "vhat"};
    if (optimizer == "Adamax")
        return {"m", "u"};
    if (optimizer == "Nadam")
        return {"m", "v"};
    if (optimizer == "SGD")
        return {"moment"};
    if (optimizer == "RMSprop" || optimizer == "Adagrad")
        return {"accumulator"};
    if (optimizer == "Adadelta")
        return {"accumulator", "delta_accumulator"};
    return {};
}

/// "training/Adam/Variable_3", "training/SGD/moment_0_1", "param_0": a number, no weight.
bool is_numbered(std::string_view variable)
{
    const std::string_view name = after_last_slash(without_output(variable));
    for (const char* const start : {"Variable", "param_", "moment_", "m_", "v_", "u_", "vhat_",
                                    "accumulator", "delta_accumulator"}) {
        if (name.starts_with(start))
            return true;
    }
    return false;
}

class Matcher {
public:
    Matcher(const std::vector<StoredWeight>& variables, const std::vector<PlacedWeight>& weights,
            const std::vector<Tensor>& tensors, std::string_view model_name)
        : m_variables(variables),
          m_weights(weights),
          m_tensors(tensors),
          m_names(weights, model_name),
          m_matches(variables.size())
    {
    }

    std::vector<SlotMatch> match(std::string_view optimizer)
    {
        std::vector<std::size_t> left;
        for (std::size_t i = 0; i < m_variables.size(); ++i) {
            if (!match_by_name(i))
                left.push_back(i);
        }
        match_blocks(left, optimizer);
        return std::move(m_matches);
    }

private:
    [[nodiscard]] const Shape& weight_shape(std::size_t weight) const
    {
        return m_tensors[index(m_weights[weight].tensor)].shape;
    }

    bool match_by_name(std::size_t i)
    {
        const std::string_view variable = without_output(m_variables[i].name);
        Named named = split_path(variable, m_names);
        if (!named.weights)
            named = split_mangled(variable, m_names);
        SlotMatch& match = m_matches[i];
        if (!named.weights) {
            match.name = after_last_slash(variable);
            match.scalar = m_variables[i].shape.empty() &&
                           (is_scalar_name(match.name) || match.name.starts_with("Variable"));
            return match.scalar;
        }
        match.name = named.slot;
        // Weights of one name have their slots in the same order.
        const std::size_t turn = m_turns[{named.slot, named.weights}]++;
        if (turn < named.weights->size() &&
            weight_shape((*named.weights)[turn]) == m_variables[i].shape)
            match.weight = (*named.weights)[turn];
        return true;
    }

    /// What is left is all of one slot, then all of the next, each in the order of the weights.
    void match_blocks(const std::vector<std::size_t>& left, std::string_view optimizer)
    {
        std::vector<std::size_t> trained;
        for (std::size_t i = 0; i < m_weights.size(); ++i) {
            if (m_weights[i].trainable)
                trained.push_back(i);
        }
        const bool numbered = std::all_of(left.begin(), left.end(), [&](std::size_t i) {
            return is_numbered(m_variables[i].name);
        });
        const auto names = block_names(optimizer);
        if (!numbered || trained.empty() || left.size() % trained.size() != 0 ||
            left.size() / trained.size() > names.size())
            return;
        for (std::size_t i = 0; i < left.size(); ++i) {
            SlotMatch& match = m_matches[left[i]];
            match.name = names[i / trained.size()];
            const std::size_t weight = trained[i % trained.size()];
            if (weight_shape(weight) == m_variables[left[i]].shape)
                match.weight = weight;
        }
    }

    const std::vector<StoredWeight>& m_variables;
    const std::vector<PlacedWeight>& m_weights;
    const std::vector<Tensor>& m_tensors;
    WeightNames m_names;
    std::vector<SlotMatch> m_matches;
    std::map<std::pair<std::string, const WeightNames::Weights*>, std::size_t> m_turns;
};

} // namespace

std::vector<SlotMatch> match_slots(const std::vector<StoredWeight>& variables,
                                   const std::vector<PlacedWeight>& weights,
                                   const std::vector<Tensor>& tensors, std::string_view class_name,
                                   std::string_view model_name)
{
    return Matcher(variables, weights, tensors, model_name).match(class_name);
}

} // namespace strata::keras
