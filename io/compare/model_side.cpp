// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/model_side.h"

#include <algorithm>
#include <charconv>
#include <functional>

namespace strata {

namespace {

std::uint64_t text_hash(std::string_view text)
{
    return std::hash<std::string_view>()(text);
}

/// The same for a matrix and the matrix turned, which may be partners.
std::uint64_t shape_hash_of(const SideTensor& tensor, const Shape& shape)
{
    Shape sorted = shape;
    std::sort(sorted.begin(), sorted.end());
    std::uint64_t hash = text_hash(tensor.own.word);
    for (const std::uint64_t length : sorted)
        hash = mixed(hash, length);
    return mixed(hash, shape.size());
}

/// A tensor's own name at the end of a key that may spell modules before it.
std::string_view take_own(std::string_view& key)
{
    const std::size_t cut = key.find_last_of("/.");
    const bool none = cut == std::string_view::npos || cut + 1 == key.size();
    const std::string_view own = none ? key : key.substr(cut + 1);
    key = none ? std::string_view() : key.substr(0, cut);
    return own;
}

bool holds_layers(NodeKind kind)
{
    return kind == NodeKind::Layer || kind == NodeKind::Group || kind == NodeKind::Model;
}

} // namespace

std::string_view Unit::last_part() const
{
    const std::size_t slash = module.rfind('/');
    return std::string_view(module).substr(slash == std::string::npos ? 0 : slash + 1);
}

/// Units by the row that holds their tensors and their module.
struct ModelSide::UnitKeys {
    std::unordered_map<std::string, std::uint32_t> units;
    std::vector<std::uint32_t> in_group; ///< by node: units that it holds
    std::string key;
};

ModelSide::ModelSide(const Document& the_document,
                     const std::vector<std::optional<std::uint64_t>>& hashes,
                     const std::vector<Sketch>& the_sketches)
    : document(the_document), tree(the_document.main_tree()), m_sketches(the_sketches)
{
    const std::size_t count = tree.size();
    tensor_of.assign(count, no_tensor);
    partner.assign(count, NodeId::none);
    reason.assign(count, MatchReason::None);
    alone.assign(count, false);
    walk();
    note_slots();
    name_variables();
    sign_units();
    note_names();
    note_unit_contents(hashes);
    sum_up(hashes);
}

void ModelSide::walk()
{
    UnitKeys keys;
    keys.in_group.assign(tree.size(), 0);
    part.assign(tree.size(), PairPart::Model);
    order.reserve(tree.size());
    std::vector<NodeId> left = {Tree::root};
    while (!left.empty()) {
        const NodeId id = left.back();
        left.pop_back();
        order.push_back(id);
        const Node& node = tree.node(id);
        if (node.parent != NodeId::none)
            part[index(id)] = part_of(id);
        if (node.tensor != TensorId::none)
            add_tensor(id, keys);
        else if (node.child_count == 0 &&
                 (node.kind == NodeKind::Layer || node.kind == NodeKind::Input))
            units.push_back({id, true, joined_parts(module_parts({key(id)})), false, 0, {}});
        for (std::size_t row = node.child_count; row > 0; --row)
            left.push_back(tree.child(id, row - 1));
    }
    for (std::uint32_t at = 0; at < units.size(); ++at) {
        Unit& unit = units[at];
        if (!unit.tensors.empty())
            unit.whole = keys.in_group[index(unit.group)] == 1 && unit.group != Tree::root;
        if (!unit.tensors.empty() && unit.whole)
            m_unit_of_group[static_cast<std::uint32_t>(index(unit.group))] = at;
    }
}

/// What is below a row is what the row is.
PairPart ModelSide::part_of(NodeId id) const
{
    const Node& node = tree.node(id);
    const PairPart above = part[index(node.parent)];
    if (above != PairPart::Model)
        return above;
    const Node& parent = tree.node(node.parent);
    const bool at_top = node.parent == Tree::root ||
                        (parent.kind == NodeKind::Model && parent.parent == Tree::root);
    if (node.kind == NodeKind::Optimizer)
        return PairPart::Optimizer;
    if (node.kind == NodeKind::Metadata)
        return PairPart::Beside;
    return at_top && !document.optimizer ? part_of_name(key(id)) : PairPart::Model;
}

/// The name that Keras 3 writes beside numbered variables, in whose path layers are only counted.
std::string_view ModelSide::stored_name(NodeId vars) const
{
    for (std::size_t row = 0; row < tree.node(vars).child_count; ++row) {
        const NodeId child = tree.child(vars, row);
        if (key(child) != "@name")
            continue;
        std::string_view quoted = tree.detail(child);
        if (quoted.size() > 2 && quoted.front() == '\'' && quoted.back() == '\'')
            return quoted.substr(1, quoted.size() - 2);
    }
    return {};
}

std::string ModelSide::module_of(NodeId tensor, std::string_view modules, bool stored_too) const
{
    std::vector<std::string_view> parts = {modules};
    std::string_view name;
    for (NodeId at = tree.node(tensor).parent; at != Tree::root; at = tree.node(at).parent) {
        if (tree.node(at).kind == NodeKind::Model)
            continue;
        parts.push_back(name.empty() ? key(at) : name);
        name = stored_too && key(at) == "vars" ? stored_name(at) : std::string_view();
    }
    std::reverse(parts.begin(), parts.end());
    return joined_parts(module_parts(parts));
}

void ModelSide::add_tensor(NodeId id, UnitKeys& keys)
{
    SideTensor tensor;
    tensor.node = id;
    tensor.tensor = tree.node(id).tensor;
    tensor.optimizer = part[index(id)] != PairPart::Model;
    std::string_view modules = key(id);
    const std::string_view own = take_own(modules);
    tensor.own = own_name_of(own, document.tensor(tensor.tensor).shape.size());
    const auto place = static_cast<std::uint32_t>(tensors.size());
    tensor_of[index(id)] = place;
    if (!tensor.optimizer) {
        const std::string module = module_of(id, modules, true);
        const NodeId group = tree.node(id).parent;
        keys.key = std::to_string(index(group)) + ' ' + module;
        const auto [known, is_new] =
            keys.units.emplace(keys.key, static_cast<std::uint32_t>(units.size()));
        if (is_new) {
            units.push_back({group, false, module, false, 0, {}});
            if (std::string counted = module_of(id, modules, false); counted != module)
                units.back().counted = std::move(counted);
            ++keys.in_group[index(group)];
        }
        tensor.unit = known->second;
        units[tensor.unit].tensors.push_back(place);
    }
    tensors.push_back(std::move(tensor));
}

/// Gives numbered variables the names that their places among the others mean.
void ModelSide::name_variables()
{
    for (const Unit& unit : units) {
        std::vector<std::pair<std::size_t, std::uint32_t>> numbers;
        std::vector<std::size_t> ranks;
        for (const std::uint32_t at : unit.tensors) {
            std::string_view modules = key(tensors[at].node);
            const std::string_view own = take_own(modules);
            const std::string_view holder = modules.empty() ? key(unit.group) : modules;
            std::size_t number = 0;
            if (!all_digits(own) ||
                !(holder == "vars" || holder.ends_with("/vars") || holder.ends_with(".vars")))
                break;
            std::from_chars(own.data(), own.data() + own.size(), number);
            numbers.emplace_back(number, at);
        }
        if (numbers.size() != unit.tensors.size())
            continue;
        std::sort(numbers.begin(), numbers.end());
        for (const auto& [number, at] : numbers)
            ranks.push_back(document.tensor(tensors[at].tensor).shape.size());
        for (std::size_t i = 0; i < numbers.size(); ++i)
            tensors[numbers[i].second].own = own_name_of_variable(i, ranks);
    }
}

/// Names that only count among others say no more than the path.
void ModelSide::note_names()
{
    for (const NodeId id : order) {
        if (key(id) != "vars" || tree.node(id).parent == NodeId::none)
            continue;
        const std::string_view name = stored_name(id);
        if (name.empty())
            continue;
        stored_names.emplace(static_cast<std::uint32_t>(index(tree.node(id).parent)), name);
        if (!split_number(name).numbered && !numbered_stems.contains(std::string(name)))
            distinct_names.insert(name);
    }
}

void ModelSide::sign_units()
{
    for (const Unit& unit : units) {
        const NumberedName name = split_number(unit.last_part());
        if (name.numbered)
            numbered_stems.emplace(name.stem);
    }
    for (Unit& unit : units) {
        unit.numbered = split_number(unit.last_part()).numbered ||
                        numbered_stems.contains(std::string(unit.last_part()));
        std::vector<std::pair<std::uint64_t, TensorId>> parts;
        for (const std::uint32_t at : unit.tensors) {
            const Tensor& tensor = document.tensor(tensors[at].tensor);
            // Counters such as num_batches_tracked are kept by some formats only.
            if (!tensor.shape.empty())
                parts.emplace_back(shape_hash_of(tensors[at], tensor.shape), tensors[at].tensor);
        }
        std::sort(parts.begin(), parts.end());
        unit.signature = unit.tensors.empty() ? text_hash(tree.type(unit.group)) : 1;
        for (const auto& [shape, tensor] : parts) {
            unit.signature = mixed(unit.signature, shape);
            unit.ordered.push_back(tensor);
        }
    }
}

bool ModelSide::is_free(const Unit& unit) const
{
    return unit.partner == Unit::no_unit &&
           std::all_of(unit.tensors.begin(), unit.tensors.end(),
                       [&](std::uint32_t at) { return open(tensors[at].node); });
}

Sketch ModelSide::joined_sketch(std::span<const TensorId> ids) const
{
    constexpr std::size_t most_values = 256;
    const std::size_t each =
        std::max<std::size_t>(most_values / std::max<std::size_t>(ids.size(), 1), 2);
    Sketch joined;
    for (const TensorId id : ids.first(std::min(ids.size(), most_values / 2))) {
        if (index(id) >= m_sketches.size())
            return {};
        const Sketch& sketch = m_sketches[index(id)];
        joined.insert(joined.end(), sketch.begin(),
                      sketch.begin() + static_cast<std::ptrdiff_t>(std::min(sketch.size(), each)));
    }
    return joined;
}

void ModelSide::note_unit_contents(const std::vector<std::optional<std::uint64_t>>& hashes)
{
    for (Unit& unit : units) {
        std::uint64_t all = 0;
        bool known = true;
        bool distinct = false;
        for (const std::uint32_t at : unit.tensors) {
            const std::size_t id = index(tensors[at].tensor);
            known = known && id < hashes.size() && hashes[id].has_value();
            if (!known)
                break;
            all = mixed(all, *hashes[id]);
            distinct = distinct || (*hashes[id] & 1) == 0;
        }
        if (!known || !distinct)
            continue;
        unit.content = all;
        unit_contents.insert(all);
    }
}

void ModelSide::sum_up(const std::vector<std::optional<std::uint64_t>>& hashes)
{
    struct Contents {
        std::uint64_t hash = 0;
        bool known = true;
        bool distinct = false;
    };
    shape_hash.assign(tree.size(), 0);
    content.assign(tree.size(), std::nullopt);
    std::vector<Contents> sums(tree.size());
    // Children after their parents; those of one parent in their order.
    for (auto at = order.rbegin(); at != order.rend(); ++at) {
        const Node& node = tree.node(*at);
        std::uint64_t& shapes = shape_hash[index(*at)];
        Contents& sum = sums[index(*at)];
        for (std::size_t row = 0; row < node.child_count; ++row) {
            const NodeId child = tree.child(*at, row);
            const std::uint64_t below = shape_hash[index(child)];
            if (below == 0)
                continue;
            shapes = mixed(shapes, below) | 1;
            const Contents& below_it = sums[index(child)];
            sum.hash = mixed(sum.hash, below_it.hash);
            sum.known = sum.known && below_it.known;
            sum.distinct = sum.distinct || below_it.distinct;
        }
        if (const SideTensor* const tensor = tensor_at(*at)) {
            shapes = shape_hash_of(*tensor, document.tensor(tensor->tensor).shape) | 1;
            const std::size_t id = index(tensor->tensor);
            sum.known = id < hashes.size() && hashes[id].has_value();
            sum.hash = sum.known ? *hashes[id] : 0;
            sum.distinct = sum.known && (*hashes[id] & 1) == 0;
        }
        if (shapes != 0 && sum.known && sum.distinct && holds_layers(node.kind)) {
            content[index(*at)] = sum.hash;
            contents.insert(sum.hash);
        } else if (sum.known && sum.distinct && node.tensor != TensorId::none) {
            content[index(*at)] = sum.hash;
            contents.insert(sum.hash);
        }
    }
}

} // namespace strata
