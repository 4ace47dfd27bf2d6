// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/dotted_rows.h"

#include "io/base/checked.h"
#include "io/formats/npy_array.h"

#include <algorithm>

namespace strata {

namespace {

/// Modules inside modules that a name may spell; the rest of it is one row.
constexpr std::size_t most_parts = 64;

bool is_decimal(char c)
{
    return c >= '0' && c <= '9';
}

/// The digits at the start of a text, without zeros in front.
std::string_view leading_number(std::string_view text)
{
    const auto* const end = std::find_if_not(text.begin(), text.end(), is_decimal);
    std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    return digits;
}

std::string_view after_number(std::string_view text)
{
    const auto* const end = std::find_if_not(text.begin(), text.end(), is_decimal);
    return text.substr(static_cast<std::size_t>(end - text.begin()));
}

} // namespace

bool comes_before(std::string_view left, std::string_view right)
{
    const std::string_view all_left = left;
    const std::string_view all_right = right;
    while (!left.empty() && !right.empty()) {
        if (is_decimal(left.front()) && is_decimal(right.front())) {
            const std::string_view a = leading_number(left);
            const std::string_view b = leading_number(right);
            if (a != b)
                return a.size() != b.size() ? a.size() < b.size() : a < b;
            left = after_number(left);
            right = after_number(right);
        } else {
            if (left.front() != right.front())
                return static_cast<unsigned char>(left.front()) <
                       static_cast<unsigned char>(right.front());
            left.remove_prefix(1);
            right.remove_prefix(1);
        }
    }
    if (left.empty() != right.empty())
        return left.empty();
    return all_left < all_right; // "01" and "1"
}

std::string DottedRows::key_of(NodeId parent, std::string_view name)
{
    std::string key(name);
    for (std::uint64_t& number = m_keys[{parent, key}];;) {
        if (++number == 1)
            return key;
        std::string other = key + " (" + std::to_string(number) + ")";
        if (m_keys.try_emplace({parent, other}, 1).second)
            return other;
    }
}

std::pair<NodeId, std::string_view> DottedRows::place_of(std::string_view name)
{
    NodeId row = Tree::root;
    for (std::size_t part = 0; part < most_parts; ++part) {
        const auto dot = name.find('.');
        if (dot == std::string_view::npos || dot == 0 || dot + 1 == name.size())
            break;
        const std::string module(name.substr(0, dot));
        const auto [known, is_new] = m_modules.try_emplace({row, module}, NodeId::none);
        if (is_new) {
            const std::string key = key_of(row, module);
            known->second = m_builder.model.add(
                row, {.kind = NodeKind::Layer, .name = module, .type = "module", .key = key});
        }
        if (known->second == NodeId::none) // past the limit of a tree
            return {NodeId::none, name};
        row = known->second;
        name.remove_prefix(dot + 1);
    }
    return {row, name};
}

void DottedRows::add_tensor(std::string_view name, TensorId id)
{
    const auto [row, own] = place_of(name);
    if (row == NodeId::none)
        return;
    Tensor& tensor = m_builder.document.tensors[index(id)];
    const std::string detail = array_detail(tensor.shape, tensor.dtype);
    const std::string key = key_of(row, own);
    const NodeId added = m_builder.model.add(row, {.kind = NodeKind::Tensor,
                                                   .name = own,
                                                   .type = "tensor",
                                                   .detail = detail,
                                                   .key = key,
                                                   .tensor = id});
    if (added == NodeId::none)
        return;
    tensor.model_node = added;
    m_builder.link(added, tensor.file_node);
    if (row == Tree::root)
        return;
    const auto [place, is_new] =
        m_layer_of.try_emplace(static_cast<std::uint32_t>(row), m_layers.size());
    if (is_new) {
        m_layers.emplace_back(row, Layer{});
        m_layers.back().second.name = name.substr(0, name.size() - own.size() - 1);
    }
    Layer& layer = m_layers[place->second].second;
    layer.weights.push_back(id);
    layer.parameters =
        checked_add(layer.parameters.value_or(0), tensor.count().value_or(0)).value_or(0);
}

void DottedRows::add_absent(std::string_view name, std::string_view detail)
{
    const auto [row, own] = place_of(name);
    if (row == NodeId::none)
        return;
    const std::string key = key_of(row, own);
    m_builder.model.add(
        row,
        {.kind = NodeKind::Object, .name = own, .type = "tensor", .detail = detail, .key = key});
}

void DottedRows::finish()
{
    for (auto& [row, layer] : m_layers) {
        layer.node = row;
        m_builder.model.at(row).layer =
            LayerId{static_cast<std::uint32_t>(m_builder.document.layers.size())};
        m_builder.document.layers.push_back(std::move(layer));
    }
    m_layers.clear();
}

} // namespace strata
