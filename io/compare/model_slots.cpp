// SPDX-License-Identifier: GPL-3.0-or-later
// Which weight a slot of the optimizer belongs to.
#include "io/compare/model_side.h"

namespace strata {

void ModelSide::note_slots()
{
    const auto note = [&](const std::optional<OptimizerState>& optimizer) {
        if (!optimizer)
            return;
        for (const OptimizerSlot& slot : optimizer->slots) {
            if (slot.tensor == TensorId::none || slot.weight == TensorId::none)
                continue;
            const Tensor& tensor = document.tensor(slot.tensor);
            const NodeId node = document.model.empty() ? tensor.file_node : tensor.model_node;
            if (node == NodeId::none || tensor_of[index(node)] == no_tensor)
                continue;
            SideTensor& side = tensors[tensor_of[index(node)]];
            side.slot = slot_word(slot.name);
            side.weight = slot.weight;
        }
    };
    note(document.optimizer);
    for (const Estimator& estimator : document.estimators)
        note(estimator.optimizer);
    if (!document.optimizer)
        guess_slots();
}

std::vector<std::string> ModelSide::path_parts(NodeId id) const
{
    std::string path;
    for (NodeId at = id; at != Tree::root && tree.node(at).kind != NodeKind::Model;
         at = tree.node(at).parent)
        path = path.empty() ? std::string(key(at)) : std::string(key(at)) + '/' + path;
    return name_parts(path);
}

NodeId ModelSide::optimizer_row() const
{
    NodeId found = NodeId::none;
    for (const NodeId id : order) {
        if (part[index(id)] != PairPart::Optimizer || tensor_at(id) != nullptr ||
            part[index(tree.node(id).parent)] == PairPart::Optimizer)
            continue;
        if (found != NodeId::none)
            return NodeId::none;
        found = id;
    }
    return found;
}

/// In files that do not know of optimizers their slots have the names that conversions give them:
/// "optimizer_state_dict.exp_avg.conv.weight".
void ModelSide::guess_slots()
{
    const auto full_name = [](std::span<const std::string> parts) {
        std::vector<std::string_view> modules(parts.begin(), parts.end() - 1);
        return joined_parts(module_parts(modules)) + '/' + parts.back();
    };
    std::unordered_map<std::string, TensorId> weights;
    bool any = false;
    for (const SideTensor& each : tensors)
        any = any || part[index(each.node)] == PairPart::Optimizer;
    if (!any)
        return;
    for (const SideTensor& each : tensors) {
        const std::vector<std::string> parts = path_parts(each.node);
        if (!each.optimizer && !parts.empty())
            weights.emplace(full_name(parts), each.tensor);
    }
    for (SideTensor& each : tensors) {
        const std::vector<std::string> parts = path_parts(each.node);
        if (part[index(each.node)] != PairPart::Optimizer || parts.size() < 3)
            continue;
        const auto weight = weights.find(full_name(std::span(parts).subspan(2)));
        if (weight == weights.end())
            continue;
        each.slot = slot_word(parts[1]);
        each.weight = weight->second;
    }
}

} // namespace strata
