// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/torch/weight_sets.h"

#include "io/base/checked.h"
#include "io/torch/object_kinds.h"
#include "io/torch/rules.h"

#include <algorithm>
#include <array>

namespace strata::torch {

using namespace std::string_view_literals;

namespace {

/// Names that torch.nn's own modules give to buffers of floating-point numbers.
bool is_buffer_name(std::string_view name)
{
    static constexpr std::array names = {"running_mean"sv, "running_var"sv,
                                         "num_batches_tracked"sv};
    return std::find(names.begin(), names.end(), last_name(name)) != names.end();
}

/// Names under which checkpoints keep the model itself, beside averages and others.
bool is_main_path(std::string_view path)
{
    static constexpr std::array names = {"model_state_dict"sv, "state_dict"sv, "model"sv,
                                         "model_state"sv,      "net"sv,        "network"sv,
                                         "weights"sv};
    return std::find(names.begin(), names.end(), path) != names.end();
}

/// Tensors with the same text show the same values.
std::string window_text(const TensorClaim& claim)
{
    std::string text = claim.storage.key + ' ' + claim.element.name + ' ' +
                       std::to_string(claim.storage.view_offset) + ' ' +
                       std::to_string(claim.offset);
    for (std::size_t axis = 0; axis < claim.shape.size(); ++axis)
        text += ' ' + std::to_string(claim.shape[axis]) + '/' + std::to_string(claim.strides[axis]);
    return text;
}

struct Totals {
    std::optional<std::uint64_t> all = 0;
    std::optional<std::uint64_t> trainable = 0;
};

void add_to(std::optional<std::uint64_t>& sum, std::optional<std::uint64_t> count)
{
    sum = sum && count ? checked_add(*sum, *count) : std::nullopt;
}

Totals totals_of(const WeightSets::Set& set, const Document& document)
{
    Totals totals;
    for (const Weight& weight : set.weights) {
        if (weight.buffer || weight.repeated)
            continue;
        const auto count = document.tensor(weight.tensor).count();
        add_to(totals.all, count);
        if (weight.requires_grad)
            add_to(totals.trainable, count);
    }
    return totals;
}

} // namespace

std::size_t WeightSets::add(std::string path, bool exact)
{
    m_sets.push_back({std::move(path), exact, {}});
    return m_sets.size() - 1;
}

void WeightSets::add_weight(std::size_t set, std::string name, const TensorTable::Entry& entry,
                            std::optional<bool> buffer, Document& document)
{
    if (entry.tensor == TensorId::none)
        return;
    Weight weight;
    weight.tensor = entry.tensor;
    weight.shape = entry.claim.shape;
    weight.buffer =
        buffer ? *buffer : is_buffer_name(name) || !can_be_parameter(entry.claim.element.dtype);
    weight.requires_grad = !buffer || entry.claim.requires_grad;
    if (!buffer && weight.buffer)
        ++m_guessed;
    const bool has_values =
        entry.claim.has_storage && !entry.claim.storage.key.empty() &&
        std::find(weight.shape.begin(), weight.shape.end(), 0) == weight.shape.end();
    if (has_values) {
        const auto [first, is_new] = m_windows.try_emplace({set, window_text(entry.claim)}, name);
        weight.repeated = !is_new;
        if (!is_new && m_repeated++ == 0) {
            m_first_repeated = name;
            m_first_other = first->second;
        }
    }
    Tensor& tensor = document.tensors[index(entry.tensor)];
    tensor.role = TensorRole::Weight;
    tensor.trainable = !weight.buffer && weight.requires_grad;
    weight.name = std::move(name);
    m_sets[set].weights.push_back(std::move(weight));
}

/// The sets that the totals are about: the model itself where its name says so, else all.
std::vector<const WeightSets::Set*> WeightSets::main_sets() const
{
    std::vector<const Set*> all;
    for (const Set& set : m_sets) {
        if (is_main_path(set.path))
            return {&set};
        all.push_back(&set);
    }
    return all;
}

void WeightSets::finish(DocumentBuilder& builder) const
{
    Document& document = builder.document;
    if (!m_sets.empty()) {
        Totals sum;
        bool exact = true;
        for (const Set* const set : main_sets()) {
            const Totals totals = totals_of(*set, document);
            add_to(sum.all, totals.all);
            add_to(sum.trainable, totals.trainable);
            exact = exact && set->exact;
        }
        ParameterCounts& counts = document.identity.parameters;
        counts.total = sum.all;
        if (exact && sum.all && sum.trainable) {
            counts.trainable = sum.trainable;
            counts.non_trainable = *sum.all - *sum.trainable;
        }
    }
    const auto note = [&](std::string_view rule,
                          std::vector<std::pair<std::string, std::string>> facts) {
        Finding finding;
        finding.rule = rule;
        finding.facts = std::move(facts);
        builder.add_finding(std::move(finding));
    };
    if (m_guessed != 0)
        note(rules::guessed_buffers, {{"buffers", std::to_string(m_guessed)}});
    if (m_repeated != 0)
        note(rules::shared_values, {{"count", std::to_string(m_repeated)},
                                    {"name", m_first_repeated},
                                    {"other", m_first_other}});
}

} // namespace strata::torch
