// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/module_rows.h"
#include "io/model/sibling_keys.h"
#include "io/torch/object_kinds.h"
#include "io/torch/tensor_table.h"
#include "io/torch/weight_sets.h"

#include <set>

namespace strata::torch {

/// Makes the Model reading of what torch.save wrote: state dicts as modules by their dotted names,
/// whole modules with their classes, checkpoints with both, optimizers, and anything else that holds
/// tensors. Plain values become metadata. Works from a stack of its own, so nesting costs none, and
/// shows an object once, so cycles end.
class ModelReader {
public:
    /// The row of an object in the File reading, or none.
    using FileRow = std::function<NodeId(pickle::ObjectId)>;

    ModelReader(const pickle::Graph& graph, const SourceSet& sources, DocumentBuilder& builder,
                TensorTable& tensors, FileRow file_row);

    /// Adds the rows, layers, roles, totals, optimizer, metadata and findings of the pickle's object.
    void read(pickle::ObjectId root);

private:
    /// An object whose row is there and whose contents are not.
    struct Place {
        pickle::ObjectId object = pickle::ObjectId::none;
        NodeId row = NodeId::none;
        std::string path; ///< dotted, inside its set
        std::size_t set = WeightSets::none;
        int depth = 0;
        /// Of a module whose row is added when its turn comes, as named_parameters() goes: where.
        NodeId parent = NodeId::none;
        std::string name;
    };
    struct Optimizer {
        pickle::ObjectId object = pickle::ObjectId::none;
        NodeId row = NodeId::none;
    };

    void expand(Place place);
    [[nodiscard]] bool enter_module(Place& place);
    void expand_module(const Place& place);
    void expand_sparse(const Place& place);
    void expand_members(const Place& place);
    void add_member(const Place& place, const NamedObject& member, std::vector<Place>& below);
    void add_dotted(const Place& place, const NamedObject& member);
    void add_tensor(const Place& place, NodeId row, const std::string& name,
                    pickle::ObjectId object, std::string dotted, std::optional<bool> buffer);
    [[nodiscard]] NodeId add_row(const Place& place, const NamedObject& member, NodeKind kind,
                                 std::string_view type, std::string_view detail);
    void add_reference(const Place& place, const NamedObject& member);
    void add_layer(const Place& place, const std::string& class_name);
    [[nodiscard]] bool claim(pickle::ObjectId object, NodeId row);
    void add_metadata(const Place& place, const NamedObject& member);
    void add_optimizers();
    void push(std::vector<Place> below);

    const pickle::Graph& m_graph;
    const SourceSet& m_sources;
    DocumentBuilder& m_builder;
    TensorTable& m_tensors;
    FileRow m_file_row;
    std::vector<bool> m_holds;
    std::vector<Place> m_pending;
    std::unordered_map<std::uint32_t, NodeId> m_shown; ///< rows by object
    SiblingKeys m_keys;
    ModuleRows m_modules; ///< of state dicts
    WeightSets m_sets;
    std::vector<Optimizer> m_optimizers;
};

} // namespace strata::torch
