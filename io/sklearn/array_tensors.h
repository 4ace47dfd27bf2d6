// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document_builder.h"
#include "io/pickle/graph.h"

#include <optional>
#include <string>
#include <unordered_map>

namespace strata::sklearn {

/// The tensors of the arrays in a pickle's graph. An array is read and added to the document once,
/// however often and in which reading it is shown.
class ArrayTensors {
public:
    struct Entry {
        TensorId data = TensorId::none;
        TensorId mask = TensorId::none; ///< of a masked array
        /// What contradicts itself in an array that could not be read: then `data` is none.
        std::string failure;
    };

    ArrayTensors(const pickle::Graph& graph, DocumentBuilder& builder)
        : m_graph(graph), m_builder(builder)
    {
    }

    /// Reads the array when it was not read before; only for what pickle::is_array() accepts. Adds
    /// the finding "numpy-broken-array" (facts: what) for one that makes no sense.
    const Entry& of(pickle::ObjectId array);

    /// The tensor of an array, or nothing for other objects and broken arrays.
    [[nodiscard]] std::optional<TensorId> tensor_of(pickle::ObjectId object);

private:
    Entry read(pickle::ObjectId array);
    Entry broken(pickle::ObjectId array, std::string what);

    const pickle::Graph& m_graph;
    DocumentBuilder& m_builder;
    std::unordered_map<std::uint32_t, Entry> m_entries;
};

} // namespace strata::sklearn
