// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/adam_settings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

namespace strata {

namespace {

/// Weight decay comes on top of AdamW's step; the step itself is Adam's. PyTorch's files do not
/// always tell the two apart.
constexpr std::array<std::string_view, 3> adams = {"Adam", "AdamW", "Adam or AdamW"};

const Value* setting(const OptimizerState& optimizer, std::string_view name)
{
    for (const auto& [key, value] : optimizer.hyperparameters) {
        if (key == name)
            return &value;
    }
    return nullptr;
}

std::optional<double> real_of(const Value* value)
{
    if (value == nullptr || value->kind() != Value::Kind::Float || !std::isfinite(value->as_real()))
        return std::nullopt;
    return value->as_real();
}

bool is_adam(const OptimizerState& optimizer)
{
    return std::find(adams.begin(), adams.end(), optimizer.class_name) != adams.end() &&
           optimizer.iterations.value_or(0) >= 1;
}

/// amsgrad divides by the largest velocity so far.
bool uses_amsgrad(const Value* amsgrad)
{
    return amsgrad != nullptr && !(amsgrad->kind() == Value::Kind::Bool && !amsgrad->as_bool());
}

std::optional<AdamSettings> keras_settings(const OptimizerState& optimizer)
{
    const auto learning_rate = real_of(setting(optimizer, "learning_rate"));
    const auto beta_1 = real_of(setting(optimizer, "beta_1"));
    const auto beta_2 = real_of(setting(optimizer, "beta_2"));
    const auto epsilon = real_of(setting(optimizer, "epsilon"));
    if (!learning_rate || !beta_1 || !beta_2 || !epsilon ||
        uses_amsgrad(setting(optimizer, "amsgrad")))
        return std::nullopt;
    return AdamSettings{*learning_rate, *beta_1, *beta_2, *epsilon, *optimizer.iterations};
}

bool is_pair(const Value* value)
{
    return value != nullptr &&
           (value->kind() == Value::Kind::Tuple || value->kind() == Value::Kind::List) &&
           value->items().size() == 2;
}

/// PyTorch's, by what stands before their names: nothing, or "group 1 ".
std::optional<AdamSettings> torch_settings(const OptimizerState& optimizer,
                                           const std::string& prefix)
{
    const auto learning_rate = real_of(setting(optimizer, prefix + "lr"));
    const auto epsilon = real_of(setting(optimizer, prefix + "eps"));
    const Value* const betas = setting(optimizer, prefix + "betas");
    if (!learning_rate || !epsilon || !is_pair(betas) ||
        uses_amsgrad(setting(optimizer, prefix + "amsgrad")))
        return std::nullopt;
    const auto beta_1 = real_of(&betas->items()[0]);
    const auto beta_2 = real_of(&betas->items()[1]);
    if (!beta_1 || !beta_2)
        return std::nullopt;
    return AdamSettings{*learning_rate,
                        *beta_1,
                        *beta_2,
                        *epsilon,
                        *optimizer.iterations,
                        AdamSettings::Epsilon::ToCorrected};
}

std::string group_prefix(std::size_t group)
{
    return "group " + std::to_string(group) + ' ';
}

std::size_t count_groups(const OptimizerState& optimizer)
{
    std::size_t groups = 0;
    while (setting(optimizer, group_prefix(groups) + "lr") != nullptr)
        ++groups;
    return groups;
}

NodeId child_named(const Tree& tree, NodeId node, std::string_view name)
{
    for (std::uint32_t i = 0; node != NodeId::none && i < tree.node(node).child_count; ++i) {
        if (tree.name(tree.child(node, i)) == name)
            return tree.child(node, i);
    }
    return NodeId::none;
}

NodeId parent_of(const Tree& tree, NodeId node)
{
    return node == NodeId::none ? node : tree.node(node).parent;
}

/// An optimizer's state_dict() has state/KEY/SLOT, and the keys of a group's parameters as the items
/// of param_groups/GROUP/params.
std::optional<std::size_t> group_of(const Document& document, const OptimizerState& optimizer,
                                    TensorId weight)
{
    const auto slot = std::find_if(optimizer.slots.begin(), optimizer.slots.end(),
                                   [weight](const OptimizerSlot& each) {
                                       return each.weight == weight && each.name == "exp_avg";
                                   });
    if (slot == optimizer.slots.end())
        return std::nullopt;
    const Tree& tree = document.file;
    const NodeId parameter = parent_of(tree, document.tensor(slot->tensor).file_node);
    const NodeId groups =
        child_named(tree, parent_of(tree, parent_of(tree, parameter)), "param_groups");
    if (groups == NodeId::none)
        return std::nullopt;
    for (std::uint32_t group = 0; group < tree.node(groups).child_count; ++group) {
        const NodeId keys = child_named(tree, tree.child(groups, group), "params");
        for (std::uint32_t i = 0; keys != NodeId::none && i < tree.node(keys).child_count; ++i) {
            if (tree.detail(tree.child(keys, i)) == tree.name(parameter))
                return group;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<AdamSettings> adam_settings(const Document& document, const OptimizerState& optimizer,
                                          TensorId weight)
{
    if (!is_adam(optimizer))
        return std::nullopt;
    if (setting(optimizer, "learning_rate") != nullptr)
        return keras_settings(optimizer);
    if (count_groups(optimizer) == 0)
        return torch_settings(optimizer, {});
    const auto group = group_of(document, optimizer, weight);
    return group ? torch_settings(optimizer, group_prefix(*group)) : std::nullopt;
}

bool has_adam_settings(const OptimizerState& optimizer)
{
    if (!is_adam(optimizer))
        return false;
    const std::size_t groups = count_groups(optimizer);
    for (std::size_t group = 0; group < groups; ++group) {
        if (torch_settings(optimizer, group_prefix(group)))
            return true;
    }
    return keras_settings(optimizer) || torch_settings(optimizer, {});
}

} // namespace strata
