// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sklearn/array_tensors.h"

#include "io/pickle/numpy.h"
#include "io/sklearn/rules.h"

namespace strata::sklearn {

namespace {

/// Whether the values were never meant to lie in this source, or are cut off with it.
bool is_elsewhere(const Tensor& tensor)
{
    const auto* const missing = std::get_if<MissingStorage>(&tensor.storage);
    return std::holds_alternative<ListedStorage>(tensor.storage) ||
           (missing != nullptr &&
            (missing->reason.starts_with("external") || missing->reason == "truncated"));
}

} // namespace

const ArrayTensors::Entry& ArrayTensors::of(pickle::ObjectId array)
{
    const auto key = static_cast<std::uint32_t>(array);
    const auto known = m_entries.find(key);
    return known != m_entries.end() ? known->second
                                    : m_entries.emplace(key, read(array)).first->second;
}

std::optional<TensorId> ArrayTensors::tensor_of(pickle::ObjectId object)
{
    if (!pickle::is_array(m_graph, object))
        return std::nullopt;
    const Entry& entry = of(object);
    return entry.data == TensorId::none ? std::nullopt : std::optional(entry.data);
}

ArrayTensors::Entry ArrayTensors::read(pickle::ObjectId array)
{
    auto reading = pickle::read_array(m_graph, array);
    if (!reading)
        return broken(array, reading.error().detail);
    // No encoding of values as text is shorter than the values.
    const bool elsewhere = is_elsewhere(reading->tensor);
    const auto bytes = reading->tensor.bytes();
    if (!elsewhere && (!bytes || *bytes > m_graph.source()->size()))
        return broken(array, "array size");
    Entry entry;
    entry.data = m_builder.add_tensor(std::move(reading->tensor));
    if (reading->mask)
        entry.mask = m_builder.add_tensor(*std::move(reading->mask));
    return entry;
}

ArrayTensors::Entry ArrayTensors::broken(pickle::ObjectId array, std::string what)
{
    Finding finding;
    finding.rule = rules::broken_array;
    finding.severity = Severity::Error;
    finding.category = Category::Integrity;
    finding.offset = m_graph.offset(array);
    finding.facts = {{"what", what}};
    m_builder.add_finding(std::move(finding));
    m_builder.document.verdict.worsen(Integrity::Incomplete);
    Entry entry;
    entry.failure = std::move(what);
    return entry;
}

} // namespace strata::sklearn
