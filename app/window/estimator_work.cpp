// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/estimator_work.h"

#include "io/analysis/forest.h"
#include "io/source/tensor_reader.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace strata {

namespace {

/// More coefficients than a table is read for.
constexpr std::uint64_t most_coefficients = 4'000'000;

const Value* attribute(const Estimator& estimator, std::string_view name)
{
    const auto found =
        std::find_if(estimator.attributes.begin(), estimator.attributes.end(),
                     [name](const FittedAttribute& entry) { return entry.first == name; });
    return found == estimator.attributes.end() ? nullptr : &found->second;
}

template <class T> void append_as(std::vector<double>& out, std::span<const std::byte> bytes)
{
    for (std::size_t i = 0; i + sizeof(T) <= bytes.size(); i += sizeof(T)) {
        T value;
        std::memcpy(&value, bytes.data() + i, sizeof(T));
        out.push_back(static_cast<double>(value));
    }
}

/// Values in C order. Empty for a dtype that coefficients do not have.
Result<std::vector<double>> read_numbers(const Tensor& tensor, const SourceSet& sources,
                                         const JobContext& job)
{
    std::vector<SliceAxis> whole;
    for (const std::uint64_t length : tensor.shape)
        whole.push_back({0, length, 1});
    STRATA_ASSIGN(
        const std::vector<std::byte> bytes,
        read_slice(tensor, sources, whole, job, most_coefficients * tensor.dtype.item_size));
    std::vector<double> out;
    switch (tensor.dtype.type) {
    case ScalarType::Float64:
        append_as<double>(out, bytes);
        break;
    case ScalarType::Float32:
        append_as<float>(out, bytes);
        break;
    case ScalarType::Int64:
        append_as<std::int64_t>(out, bytes);
        break;
    case ScalarType::Int32:
        append_as<std::int32_t>(out, bytes);
        break;
    default:
        break;
    }
    return out;
}

Result<std::vector<double>> numbers_of(const Value* value, const OpenDocument& open,
                                       const JobContext& job)
{
    if (value == nullptr)
        return std::vector<double>{};
    switch (value->kind()) {
    case Value::Kind::Float:
        return std::vector<double>{value->as_real()};
    case Value::Kind::Int:
        return std::vector<double>{static_cast<double>(value->as_integer())};
    case Value::Kind::TensorRef:
        return read_numbers(open.document->tensor(value->as_tensor()), open.sources, job);
    default:
        return std::vector<double>{};
    }
}

Result<void> read_coefficients(EstimatorFigures& out, const Estimator& estimator,
                               const OpenDocument& open, const JobContext& job)
{
    const Value* const coefficients = attribute(estimator, "coef_");
    if (coefficients == nullptr || coefficients->kind() != Value::Kind::TensorRef)
        return {};
    const Tensor& tensor = open.document->tensor(coefficients->as_tensor());
    if (tensor.shape.empty() || tensor.shape.size() > 2)
        return {};
    STRATA_ASSIGN(const std::vector<double> numbers, numbers_of(coefficients, open, job));
    const std::size_t features = tensor.shape.back();
    if (features == 0)
        return {};
    for (std::size_t start = 0; start + features <= numbers.size(); start += features)
        out.coefficients.emplace_back(numbers.begin() + static_cast<std::ptrdiff_t>(start),
                                      numbers.begin() +
                                          static_cast<std::ptrdiff_t>(start + features));
    STRATA_ASSIGN(out.intercepts, numbers_of(attribute(estimator, "intercept_"), open, job));
    return {};
}

/// Arrays of so many numbers are shown themselves, and not how many they are.
constexpr std::uint64_t short_array = 4;

/// One that cannot be read is shown by its size, as a long one.
void read_short_arrays(EstimatorFigures& out, const Estimator& estimator, const OpenDocument& open,
                       const JobContext& job)
{
    for (const auto& [name, value] : estimator.attributes) {
        if (value.kind() != Value::Kind::TensorRef)
            continue;
        const auto count = open.document->tensor(value.as_tensor()).count();
        if (!count || *count == 0 || *count > short_array)
            continue;
        const auto numbers = numbers_of(&value, open, job);
        if (numbers && numbers->size() == *count)
            out.short_arrays.emplace_back(value.as_tensor(), *numbers);
    }
}

} // namespace

Result<EstimatorFigures> read_estimator_figures(const OpenDocument& open, EstimatorId id,
                                                const JobContext& job)
{
    const Estimator& estimator = open.document->estimators[index(id)];
    EstimatorFigures out;
    STRATA_TRY(read_coefficients(out, estimator, open, job));
    if (!estimator.trees.empty()) {
        STRATA_ASSIGN(out.importances,
                      feature_importances(*open.document, estimator, open.sources, job));
    }
    const std::size_t features =
        out.coefficients.empty() ? out.importances.size() : out.coefficients.front().size();
    const std::vector<std::string>& names = estimator.names_of_input();
    out.named = names.size() == features && features != 0;
    out.named_by_pipeline = out.named && estimator.feature_names.empty();
    for (std::size_t i = 0; i < features; ++i)
        out.feature_names.push_back(out.named ? names[i] : "x" + std::to_string(i));
    read_short_arrays(out, estimator, open, job);
    return out;
}

} // namespace strata
