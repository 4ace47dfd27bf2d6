// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/optimizer_step.h"

#include "io/analysis/item_number.h"
#include "io/base/limits.h"
#include "io/source/tensor_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace strata {

namespace {

/// Both slots by the names that versions of Keras give them, and by PyTorch's.
constexpr std::array<std::string_view, 3> momenta = {"m", "momentum", "exp_avg"};
constexpr std::array<std::string_view, 3> velocities = {"v", "velocity", "exp_avg_sq"};

template <class Names> bool is_one_of(const Names& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The tensors of a weight's step.
struct Trio {
    const Tensor* weight = nullptr;
    const Tensor* momentum = nullptr;
    const Tensor* velocity = nullptr;
    const Tensor* steps = nullptr; ///< how many were made; PyTorch counts for each weight

    [[nodiscard]] bool fits() const
    {
        const auto readable = [this](const Tensor* tensor) {
            return tensor != nullptr && tensor->dtype.is_numeric() &&
                   tensor->dtype.item_size != 0 && tensor->shape == weight->shape;
        };
        return readable(weight) && readable(momentum) && readable(velocity) &&
               weight->count().value_or(0) != 0;
    }
};

Trio trio_of(const Document& document, const OptimizerState& optimizer, TensorId weight)
{
    Trio trio{&document.tensor(weight)};
    for (const OptimizerSlot& slot : optimizer.slots) {
        if (slot.weight != weight)
            continue;
        if (is_one_of(momenta, slot.name))
            trio.momentum = &document.tensor(slot.tensor);
        else if (is_one_of(velocities, slot.name))
            trio.velocity = &document.tensor(slot.tensor);
        else if (slot.name == "step")
            trio.steps = &document.tensor(slot.tensor);
    }
    return trio;
}

/// Sums of squares of a weight and of its step.
class StepSums {
public:
    StepSums(const AdamSettings& settings, const Trio& trio) : m_settings(settings), m_trio(trio) {}

    Result<void> add(const SourceSet& sources, std::span<const SliceAxis> slice,
                     const JobContext& job)
    {
        const auto read = [&](const Tensor& tensor) {
            return read_slice(tensor, sources, slice, job, limits::chunk_bytes);
        };
        STRATA_ASSIGN(const auto weight, read(*m_trio.weight));
        STRATA_ASSIGN(const auto momentum, read(*m_trio.momentum));
        STRATA_ASSIGN(const auto velocity, read(*m_trio.velocity));
        const std::size_t count = weight.size() / m_trio.weight->dtype.item_size;
        for (std::size_t i = 0; i < count; ++i) {
            const double value = number(*m_trio.weight, weight, i);
            const double change = adam_change(m_settings, number(*m_trio.momentum, momentum, i),
                                              number(*m_trio.velocity, velocity, i));
            m_weight += static_cast<long double>(value) * value;
            m_step += static_cast<long double>(change) * change;
        }
        return {};
    }

    [[nodiscard]] std::optional<double> share() const
    {
        const auto share = static_cast<double>(std::sqrt(m_step) / std::sqrt(m_weight));
        return m_weight > 0 && std::isfinite(share) ? std::optional(share) : std::nullopt;
    }

private:
    static double number(const Tensor& tensor, std::span<const std::byte> bytes, std::size_t i)
    {
        const std::size_t size = tensor.dtype.item_size;
        return item_number(tensor.dtype, bytes.subspan(i * size, size));
    }

    const AdamSettings& m_settings;
    const Trio& m_trio;
    long double m_weight = 0;
    long double m_step = 0;
};

/// In slabs along the first axis, so that a large weight takes no more room than a small one.
Result<std::optional<double>> share_of(const AdamSettings& settings, const Trio& trio,
                                       const SourceSet& sources, const JobContext& job)
{
    const Shape& shape = trio.weight->shape;
    std::vector<SliceAxis> slice;
    for (const std::uint64_t length : shape)
        slice.push_back({0, length, 1});
    StepSums sums(settings, trio);
    if (shape.empty()) {
        STRATA_TRY(sums.add(sources, slice, job));
        return sums.share();
    }
    const std::uint64_t row =
        std::max<std::uint64_t>(1, trio.weight->bytes().value_or(0) / shape[0]);
    const std::uint64_t rows = std::max<std::uint64_t>(1, limits::block_bytes / row);
    for (std::uint64_t first = 0; first < shape[0]; first += rows) {
        STRATA_TRY(job.check());
        slice[0] = {first, std::min(rows, shape[0] - first), 1};
        STRATA_TRY(sums.add(sources, slice, job));
    }
    return sums.share();
}

/// The same after as many steps as the weight itself has made.
Result<std::optional<double>> share_after(AdamSettings settings, const Trio& trio,
                                          const SourceSet& sources, const JobContext& job)
{
    if (trio.steps != nullptr && trio.steps->shape.empty() && trio.steps->dtype.is_numeric() &&
        trio.steps->dtype.item_size != 0) {
        STRATA_ASSIGN(const auto bytes,
                      read_slice(*trio.steps, sources, {}, job, limits::chunk_bytes));
        const double steps = item_number(trio.steps->dtype, bytes);
        if (!(steps >= 1 && steps < 1e15))
            return std::optional<double>();
        settings.iterations = static_cast<std::int64_t>(steps);
    }
    return share_of(settings, trio, sources, job);
}

} // namespace

double adam_change(const AdamSettings& settings, double momentum, double velocity)
{
    const auto steps = static_cast<double>(settings.iterations);
    const double rate = settings.learning_rate / (1 - std::pow(settings.beta_1, steps));
    const double correction = std::sqrt(1 - std::pow(settings.beta_2, steps));
    if (settings.epsilon_goes == AdamSettings::Epsilon::ToCorrected)
        return rate * momentum / (std::sqrt(velocity) / correction + settings.epsilon);
    return rate * correction * momentum / (std::sqrt(velocity) + settings.epsilon);
}

Result<std::vector<WeightStep>> compute_steps(const Document& document,
                                              const OptimizerState& optimizer,
                                              std::span<const TensorId> weights,
                                              const SourceSet& sources, const JobContext& job)
{
    std::vector<WeightStep> steps;
    for (const TensorId weight : weights) {
        steps.push_back({weight, {}, false});
        const Trio trio = trio_of(document, optimizer, weight);
        const std::optional<AdamSettings> settings = adam_settings(document, optimizer, weight);
        if (!settings || !trio.fits())
            continue;
        const auto share = share_after(*settings, trio, sources, job);
        if (share)
            steps.back().share = *share;
        else if (share.error().code == ErrorCode::Cancelled)
            return fail(share.error());
        else
            steps.back().unreadable = true;
    }
    return steps;
}

} // namespace strata
