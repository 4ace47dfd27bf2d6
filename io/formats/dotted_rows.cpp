// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/dotted_rows.h"

#include "io/formats/npy_array.h"

#include <algorithm>

namespace strata {

namespace {

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

/// What a person calls the model in a file: its name without what says the kind of file.
std::string_view model_name(std::string_view file_name)
{
    for (const std::string_view ending : {".index.json", ".safetensors"}) {
        const bool named = file_name.size() > ending.size() && file_name.ends_with(ending);
        file_name.remove_suffix(named ? ending.size() : 0);
    }
    return file_name;
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

DottedRows::DottedRows(DocumentBuilder& builder, std::string_view name, char separator)
    : m_builder(builder),
      m_name(model_name(name)),
      m_separator(separator),
      m_modules(builder, m_keys, {})
{
}

NodeId DottedRows::file_row()
{
    if (m_file_row == Tree::root) {
        m_file_row = m_builder.model.add(Tree::root, {.kind = NodeKind::Model, .name = m_name});
        m_builder.model.start_paths(m_file_row, m_separator);
    }
    return m_file_row;
}

void DottedRows::add_tensor(std::string_view name, TensorId id)
{
    const auto [module, own] = split_dotted(name);
    const NodeId row = m_modules.row_of(file_row(), module);
    if (row == NodeId::none)
        return;
    Tensor& tensor = m_builder.document.tensors[index(id)];
    const std::string detail = array_detail(tensor.shape, tensor.dtype);
    const std::string key = m_keys.take(row, std::string(own));
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
    if (row != m_file_row)
        m_modules.add_weight(row, module, id, tensor.count().value_or(0));
}

void DottedRows::add_absent(std::string_view name, std::string_view detail)
{
    const auto [module, own] = split_dotted(name);
    const NodeId row = m_modules.row_of(file_row(), module);
    if (row == NodeId::none)
        return;
    const std::string key = m_keys.take(row, std::string(own));
    m_builder.model.add(
        row,
        {.kind = NodeKind::Object, .name = own, .type = "tensor", .detail = detail, .key = key});
}

} // namespace strata
