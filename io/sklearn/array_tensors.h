// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document_builder.h"
#include "io/pickle/graph.h"

#include <optional>
#include <string>
#include <unordered_map>

namespace strata::sklearn {

class MoreArrays;

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

    /// Shows arrays of another library as well; `more` outlives this.
    void set_more(MoreArrays* more) { m_more = more; }

    /// Whether an object is an array: pickle::is_array(), or one of the other library's.
    [[nodiscard]] bool is_array(pickle::ObjectId object) const;
    /// What a row says of an array: its type and, once of() read it, its detail.
    [[nodiscard]] std::string type_of(pickle::ObjectId array) const;
    [[nodiscard]] std::string detail_of(pickle::ObjectId array);

    /// Reads the array when it was not read before; only for what is_array() accepts. Adds
    /// the finding "numpy-broken-array" (facts: what) for one that makes no sense.
    const Entry& of(pickle::ObjectId array);

    /// The tensor of an array, or nothing for other objects and broken arrays.
    [[nodiscard]] std::optional<TensorId> tensor_of(pickle::ObjectId object);

private:
    Entry read(pickle::ObjectId array);
    Entry broken(pickle::ObjectId array, std::string what);

    const pickle::Graph& m_graph;
    DocumentBuilder& m_builder;
    MoreArrays* m_more = nullptr;
    std::unordered_map<std::uint32_t, Entry> m_entries;
};

/// Arrays of another library than numpy in the same graph.
class MoreArrays {
public:
    virtual ~MoreArrays() = default;
    MoreArrays() = default;
    MoreArrays(const MoreArrays&) = delete;
    MoreArrays& operator=(const MoreArrays&) = delete;

    [[nodiscard]] virtual bool is_array(pickle::ObjectId object) const = 0;
    /// Reads it when it was not read before, with findings for one that makes no sense.
    virtual ArrayTensors::Entry read(pickle::ObjectId array) = 0;
    [[nodiscard]] virtual std::string type_of(pickle::ObjectId array) const = 0;
    [[nodiscard]] virtual std::string detail_of(pickle::ObjectId array) = 0;
};

} // namespace strata::sklearn
