// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sklearn/array_tensors.h"

#include "io/pickle/numpy.h"
#include "io/sklearn/rules.h"

namespace strata::sklearn {

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
    Entry entry;
    if (!reading) {
        entry.failure = reading.error().detail;
        Finding finding;
        finding.rule = rules::broken_array;
        finding.severity = Severity::Error;
        finding.category = Category::Integrity;
        finding.offset = m_graph.offset(array);
        finding.facts = {{"what", entry.failure}};
        m_builder.add_finding(std::move(finding));
        return entry;
    }
    entry.data = m_builder.add_tensor(std::move(reading->tensor));
    if (reading->mask)
        entry.mask = m_builder.add_tensor(*std::move(reading->mask));
    return entry;
}

} // namespace strata::sklearn
