// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/reading.h"

#include "io/keras/rules.h"

namespace strata::keras {

void tie_tensor(const Reading& reading, NodeId row, TensorId tensor, TensorRole role)
{
    Tensor& tied = reading.document().tensors[index(tensor)];
    tied.role = role;
    if (row == NodeId::none)
        return;
    reading.builder.model.at(row).tensor = tensor;
    if (tied.model_node != NodeId::none)
        return; // the same dataset under a second name: its first row is its path
    tied.model_node = row;
    reading.builder.link(row, tied.file_node);
}

void report_repeated(const Reading& reading, std::size_t object, std::string_view attribute,
                     const std::vector<std::string>& names)
{
    if (names.empty())
        return;
    Finding finding;
    finding.rule = rules::repeated_names;
    finding.severity = Severity::Error;
    finding.category = Category::Integrity;
    finding.file_node = reading.file_row(object);
    finding.facts = {{"attribute", std::string(attribute)},
                     {"count", std::to_string(names.size())},
                     {"name", names.front()}};
    reading.builder.add_finding(std::move(finding));
    reading.document().verdict.worsen(Integrity::Incomplete);
}

std::string RowKeys::next(const std::string& name)
{
    const std::size_t before = m_seen[name]++;
    return before == 0 ? name : next(name + "#" + std::to_string(before + 1));
}

} // namespace strata::keras
