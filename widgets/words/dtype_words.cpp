// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/dtype_words.h"

#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <algorithm>

namespace strata::words {

namespace {

constexpr std::uint64_t bytes_a_character = 4;

} // namespace

QString dtype_text(const DType& dtype)
{
    switch (dtype.type) {
    case ScalarType::Unicode:
        return translate("str, %1").arg(plural(dtype.item_size / bytes_a_character,
                                               translate("1 character"),
                                               translate("%1 characters")));
    case ScalarType::Bytes:
        return translate("bytes, %1 long").arg(count(dtype.item_size));
    case ScalarType::Struct:
        if (!dtype.label.empty())
            return text_of(dtype.name());
        return translate("record, %1").arg(exact_bytes(dtype.item_size));
    case ScalarType::Void:
        return dtype.label.empty() ? translate("void, %1").arg(exact_bytes(dtype.item_size))
                                   : text_of(dtype.name());
    default:
        return text_of(dtype.name());
    }
}

std::map<QString, std::uint64_t> dtype_counts(std::span<const Tensor> tensors)
{
    constexpr std::size_t most_compared = 64;
    std::vector<std::pair<const DType*, std::uint64_t>> met;
    std::map<QString, std::uint64_t> counts;
    for (const Tensor& tensor : tensors) {
        const auto same = std::find_if(met.begin(), met.end(), [&](const auto& known) {
            return *known.first == tensor.dtype;
        });
        if (same != met.end())
            ++same->second;
        else if (met.size() < most_compared)
            met.emplace_back(&tensor.dtype, 1);
        else
            ++counts[dtype_text(tensor.dtype)];
    }
    for (const auto& [dtype, count] : met)
        counts[dtype_text(*dtype)] += count;
    return counts;
}

} // namespace strata::words
