// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/learning_rate.h"

#include "io/analysis/statistics.h"

#include <string_view>

namespace strata {

namespace {

using namespace std::string_view_literals;

/// Of the array that holds it, beside the slots.
std::optional<TensorId> stored_rate(const Document& document)
{
    for (std::size_t i = 0; i < document.tensors.size(); ++i) {
        const Tensor& tensor = document.tensors[i];
        if (tensor.role != TensorRole::Optimizer || !tensor.shape.empty())
            continue;
        const TensorId id{static_cast<std::uint32_t>(i)};
        const std::string path = document.tensor_file_path(id);
        const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
        if (name == "learning_rate" || name == "learning_rate:0")
            return id;
    }
    return std::nullopt;
}

} // namespace

std::optional<double> learning_rate_of(const OpenDocument& opened, const JobContext& job)
{
    const Document& document = *opened.document;
    if (!document.optimizer)
        return std::nullopt;
    if (const auto id = stored_rate(document)) {
        const auto statistics = compute_statistics(document.tensor(*id), opened.sources,
                                                   {.bins = 1, .threads = 1}, job);
        if (statistics && statistics->mean)
            return statistics->mean;
    }
    return learning_rate_setting(document);
}

std::optional<double> learning_rate_setting(const Document& document)
{
    if (!document.optimizer)
        return std::nullopt;
    for (const std::string_view key :
         {"learning_rate"sv, "lr"sv, "group 0 lr"sv, "learning_rate_init"sv}) {
        for (const auto& [name, value] : document.optimizer->hyperparameters) {
            if (name != key)
                continue;
            if (value.kind() == Value::Kind::Float)
                return value.as_real();
            if (value.kind() == Value::Kind::Int)
                return static_cast<double>(value.as_integer());
        }
    }
    return std::nullopt;
}

} // namespace strata
