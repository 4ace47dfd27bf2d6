// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/numpy.h"
#include "io/pickle/read_pickle.h"
#include "io/pickle/value_of.h"
#include "io/source/tensor_reader.h"

#include <cstdlib>

namespace strata::fuzz {

/// Objects that are looked at one by one.
inline constexpr std::size_t looked_at = 3000;

/// Asks a graph everything that can be asked of it.
inline void look_at_graph(const pickle::PickleDocument& document)
{
    using namespace pickle;
    const Graph& graph = document.graph;
    const SourceSet sources{graph.source()};
    std::vector<ObjectId> children;
    for (std::size_t i = 0; i < std::min(graph.size(), looked_at); ++i) {
        const auto id = static_cast<ObjectId>(i);
        children.clear();
        graph.append_children(id, children);
        for (const ObjectId child : children) {
            if (!graph.contains(child))
                std::abort();
        }
        if (graph.items(id, 100).size() > graph.item_count(id) &&
            graph.kind(id) != Kind::Constructed)
            std::abort();
        static_cast<void>(graph.item(id, 3));
        static_cast<void>(graph.entries(id, 100));
        static_cast<void>(graph.attribute(id, "dtype"));
        static_cast<void>(graph.read_text(id, 1000));
        static_cast<void>(graph.read_big_integer(id));
        static_cast<void>(type_name(graph, id));
        if (describe(graph, id).size() > 1000)
            std::abort();
        if (!is_array(graph, id))
            continue;
        if (const auto array = read_array(graph, id))
            static_cast<void>(TensorReader::plan(array->tensor, sources));
    }
    static_cast<void>(value_of(graph, document.root).repr());
    if (document.root != ObjectId::none && !graph.contains(document.root))
        std::abort();
}

} // namespace strata::fuzz
