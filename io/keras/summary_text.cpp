// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/summary_text.h"

#include "io/keras/summary_parts.h"

#include <array>
#include <cstdio>

namespace strata::keras {

SummaryStyle own_style(const Summary& summary)
{
    return !summary.version.empty() && summary.version.front() < '3' ? SummaryStyle::Keras2
                                                                     : SummaryStyle::Keras3;
}

std::string summary_text(const Summary& summary, const SummaryOptions& options)
{
    return options.style == SummaryStyle::Keras2 ? keras2_text(summary, options)
                                                 : keras3_text(summary, options);
}

std::string python_shapes(const std::vector<SymbolicShape>& shapes)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shapes.size(); ++i)
        text += (i == 0 ? "" : ", ") + shape_text(shapes[i]);
    return text + "]";
}

std::string with_commas(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, ",");
    return digits;
}

std::string memory_text(std::uint64_t bytes, const char* smallest)
{
    const std::array<const char*, 6> units = {smallest, "KB", "MB", "GB", "TB", "PB"};
    auto size = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (size >= 1024 && unit + 1 < units.size()) {
        size /= 1024;
        ++unit;
    }
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.2f %s", size, units[unit]);
    return text.data();
}

std::vector<const SummaryRow*> shown_rows(const Summary& summary, bool expand_nested)
{
    std::vector<const SummaryRow*> rows;
    std::vector<bool> in_sequential = {summary.sequential}; // by level
    for (const SummaryRow& row : summary.rows) {
        in_sequential.resize(row.level + 1);
        const bool hidden = in_sequential.back() && row.class_name == "InputLayer";
        if (!hidden && (row.level == 0 || expand_nested))
            rows.push_back(&row);
        in_sequential.push_back(row.class_name == "Sequential");
    }
    return rows;
}

} // namespace strata::keras
