// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sklearn/array_tensors.h"

#include "io/model/presence.h"
#include "io/pickle/numpy.h"
#include "io/pickle/value_of.h"
#include "io/sklearn/rules.h"

namespace strata::sklearn {

namespace {

/// Whether the values were never meant to lie in this source, or are cut off with it.
bool is_elsewhere(const Tensor& tensor)
{
    const auto* const missing = std::get_if<MissingStorage>(&tensor.storage);
    const Presence presence = presence_of(tensor);
    return std::holds_alternative<ListedStorage>(tensor.storage) || presence == Presence::Cut ||
           presence == Presence::Missing ||
           (missing != nullptr && missing->reason.starts_with("external"));
}

} // namespace

bool ArrayTensors::is_array(pickle::ObjectId object) const
{
    return pickle::is_array(m_graph, object) || (m_more != nullptr && m_more->is_array(object));
}

std::string ArrayTensors::type_of(pickle::ObjectId array) const
{
    if (m_more != nullptr && m_more->is_array(array))
        return m_more->type_of(array);
    return pickle::type_name(m_graph, array);
}

std::string ArrayTensors::detail_of(pickle::ObjectId array)
{
    if (m_more != nullptr && m_more->is_array(array))
        return m_more->detail_of(array);
    return pickle::describe(m_graph, array);
}

const ArrayTensors::Entry& ArrayTensors::of(pickle::ObjectId array)
{
    const auto key = static_cast<std::uint32_t>(array);
    const auto known = m_entries.find(key);
    return known != m_entries.end() ? known->second
                                    : m_entries.emplace(key, read(array)).first->second;
}

std::optional<TensorId> ArrayTensors::tensor_of(pickle::ObjectId object)
{
    if (!is_array(object))
        return std::nullopt;
    const Entry& entry = of(object);
    return entry.data == TensorId::none ? std::nullopt : std::optional(entry.data);
}

ArrayTensors::Entry ArrayTensors::read(pickle::ObjectId array)
{
    if (m_more != nullptr && m_more->is_array(array))
        return m_more->read(array);
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
