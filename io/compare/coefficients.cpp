// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/coefficients.h"

#include "io/analysis/item_number.h"
#include "io/base/guarded.h"
#include "io/compare/trees.h"
#include "io/source/tensor_reader.h"

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

/// More coefficients than a table is read for.
constexpr std::uint64_t most_coefficients = 1'000'000;

/// The coefficients of an estimator, (features) or (outputs, features); null for one without.
const Tensor* coefficients_of(const Document& document, const Estimator& estimator)
{
    for (const auto& [name, value] : estimator.attributes) {
        if (name != "coef_" || value.kind() != Value::Kind::TensorRef)
            continue;
        const Tensor& tensor = document.tensor(value.as_tensor());
        const std::size_t rank = tensor.shape.size();
        const bool real = tensor.dtype.is_numeric() && !tensor.dtype.is_complex();
        const bool few = tensor.count().value_or(most_coefficients + 1) <= most_coefficients;
        return real && few && (rank == 1 || rank == 2) ? &tensor : nullptr;
    }
    return nullptr;
}

Result<std::vector<double>> numbers_in(const Tensor& tensor, const SourceSet& sources,
                                       const JobContext& job)
{
    std::vector<SliceAxis> whole;
    for (const std::uint64_t length : tensor.shape)
        whole.push_back({0, length, 1});
    const std::uint64_t item = tensor.dtype.item_size;
    STRATA_ASSIGN(const std::vector<std::byte> bytes,
                  read_slice(tensor, sources, whole, job, most_coefficients * item));
    std::vector<double> numbers;
    for (std::uint64_t at = 0; at + item <= bytes.size(); at += item)
        numbers.push_back(item_number(tensor.dtype, std::span(bytes).subspan(at, item)));
    return numbers;
}

Result<std::vector<CoefficientDifference>> differing_coefficients(const OpenDocument& left,
                                                                  const OpenDocument& right,
                                                                  double tolerance,
                                                                  const JobContext& job)
{
    std::vector<CoefficientDifference> out;
    const Estimator* const one = root_estimator(*left.document);
    const Estimator* const other = root_estimator(*right.document);
    if (one == nullptr || other == nullptr)
        return out;
    const Tensor* const lefts = coefficients_of(*left.document, *one);
    const Tensor* const rights = coefficients_of(*right.document, *other);
    if (lefts == nullptr || rights == nullptr || lefts->shape != rights->shape)
        return out;
    STRATA_ASSIGN(const auto before, numbers_in(*lefts, left.sources, job));
    STRATA_ASSIGN(const auto after, numbers_in(*rights, right.sources, job));
    const std::size_t features = lefts->shape.back();
    for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i) {
        const bool same = before[i] == after[i] ||
                          (std::isnan(before[i]) && std::isnan(after[i])) ||
                          std::fabs(after[i] - before[i]) <= tolerance;
        if (same)
            continue;
        out.push_back({i % features, i / features, before[i], after[i]});
    }
    const auto size = [](const CoefficientDifference& each) {
        const double difference = std::fabs(each.right - each.left);
        return std::isnan(difference) ? HUGE_VAL : difference;
    };
    std::stable_sort(out.begin(), out.end(),
                     [&](const auto& a, const auto& b) { return size(a) > size(b); });
    return out;
}

} // namespace

std::string coefficient_feature(const Document& left, std::uint64_t feature)
{
    const Estimator* const estimator = root_estimator(left);
    return estimator != nullptr && feature < estimator->names_of_input().size()
               ? estimator->names_of_input()[feature]
               : std::to_string(feature);
}

std::string coefficient_output(const Document& left, std::uint64_t output)
{
    const Estimator* const estimator = root_estimator(left);
    const Tensor* const values = estimator == nullptr ? nullptr : coefficients_of(left, *estimator);
    if (values == nullptr || values->shape.size() == 1 || values->shape[0] == 1)
        return {};
    return estimator->classes.size() == values->shape[0] ? estimator->classes[output].repr(60)
                                                         : std::to_string(output);
}

Result<std::vector<CoefficientDifference>> compare_coefficients(const OpenDocument& left,
                                                                const OpenDocument& right,
                                                                double tolerance,
                                                                const JobContext& job)
{
    return guarded([&] { return differing_coefficients(left, right, tolerance, job); });
}

} // namespace strata
