// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document_builder.h"
#include "io/pickle/graph.h"
#include "io/sklearn/array_tensors.h"

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace strata::sklearn {

/// Shows objects of a pickle's graph as rows of one of the document's trees: attributes, items and
/// entries by name, plain values written as Python does, arrays with their tensors. An object that
/// is met again becomes a row "see PATH"; so cycles end. Breadth first, so that an object is shown
/// in full at its shallowest place and a limit cuts the deepest rows.
class ObjectRows {
public:
    enum class Reading { Model, File };

    /// Offsets in the source that should be tied to rows: each maps to the row of the object that
    /// was made, called or built there, once expand() has passed it.
    using OffsetRows = std::unordered_map<std::uint64_t, NodeId>;

    ObjectRows(const pickle::Graph& graph, DocumentBuilder& builder, ArrayTensors& arrays,
               Reading reading);

    /// Adds one row; what lies below it is added by expand(). An empty name means the key.
    NodeId add(NodeId parent, std::string_view key, pickle::ObjectId object,
               std::string_view name = {});
    /// Adds all rows that are still missing below those that add() gave out.
    void expand();

    /// Called in expand() and add() for every object with contents; a true answer means that
    /// somebody else adds the rows below it.
    void set_claim(std::function<bool(NodeId, pickle::ObjectId)> claim);
    void watch_offsets(OffsetRows* offsets) { m_offsets = offsets; }

    /// The row under which an object's contents are shown, or none.
    [[nodiscard]] NodeId row_of(pickle::ObjectId object) const;
    /// A row's child by its position among all that were added below it, or none. The attributes of
    /// an object come first, in the order of pickle::Graph::attributes().
    [[nodiscard]] NodeId child_of(NodeId row, std::size_t position) const;

    /// One thing below an object.
    struct Child {
        std::string key;
        pickle::ObjectId object = pickle::ObjectId::none;
        /// Only described in its row: not looked into, no tensor.
        bool described = false;
    };
    /// What lies below an object, keys made unlike; at most limits::value_items, then a last child
    /// with an empty key and `omitted` set.
    struct Contents {
        std::vector<Child> children;
        std::uint64_t omitted = 0;
    };
    [[nodiscard]] Contents contents(pickle::ObjectId object) const;

private:
    struct Pending {
        pickle::ObjectId object = pickle::ObjectId::none;
        NodeId row = NodeId::none;
        int depth = 0;
    };

    NodeId add_child(NodeId parent, const Child& child, int depth);
    NodeId add_at(NodeId parent, std::string_view key, pickle::ObjectId object, int depth,
                  std::string_view name);
    NodeId add_leaf(NodeId parent, std::string_view key, pickle::ObjectId object,
                    std::string_view name);
    NodeId add_array(NodeId parent, std::string_view key, pickle::ObjectId object, int depth,
                     std::string_view name);
    void add_mask(NodeId row, TensorId mask);
    NodeId add_reference(NodeId parent, std::string_view key, pickle::ObjectId object,
                         std::string_view name);
    void expand_one(const Pending& pending);
    void watch(pickle::ObjectId object, NodeId row);
    void tie(TensorId tensor, NodeId row);
    [[nodiscard]] TreeBuilder& tree() const;
    [[nodiscard]] bool is_leaf(pickle::ObjectId object) const;
    [[nodiscard]] bool is_custom(pickle::ObjectId object) const;

    const pickle::Graph& m_graph;
    DocumentBuilder& m_builder;
    ArrayTensors& m_arrays;
    Reading m_reading;
    std::deque<Pending> m_pending;
    std::vector<NodeId> m_shown;       ///< by ObjectId
    std::vector<NodeId> m_first_child; ///< by NodeId
    std::function<bool(NodeId, pickle::ObjectId)> m_claim;
    OffsetRows* m_offsets = nullptr;
};

/// The items of an array of objects, at most limits::value_items; none of other arrays.
[[nodiscard]] std::vector<pickle::ObjectId> array_items(const pickle::Graph& graph,
                                                        pickle::ObjectId array);

/// Whether a class or function comes from Python itself or from a package whose objects this
/// program knows, by the first part of its module.
[[nodiscard]] bool is_known_package(std::string_view module);

} // namespace strata::sklearn
