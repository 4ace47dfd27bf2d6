// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/sibling_keys.h"
#include "io/torch/object_kinds.h"
#include "io/torch/weight_sets.h"

namespace strata::torch {

/// Reads what Optimizer.state_dict() returns (`state` by number, `param_groups`), or an optimizer that
/// was saved whole (its state is keyed by the parameters themselves): its rows, its settings, and its
/// slots with their weights.
///
/// The file numbers parameters in the order in which the optimizer was given them, and names none
/// (unless the groups have `param_names`, from torch 2.6 on). They are paired to the weights of a
/// model in the file by that order, and a pairing counts only when every slot that has its weight's
/// shape fits.
class OptimizerReader {
public:
    OptimizerReader(const pickle::Graph& graph, const SourceSet& sources, DocumentBuilder& builder,
                    TensorTable& tensors, const WeightSets& weights);

    OptimizerState read(pickle::ObjectId object, NodeId row);

private:
    /// One parameter in the order of the groups.
    struct Parameter {
        pickle::ObjectId key = pickle::ObjectId::none; ///< a number, or the parameter itself
        std::string name;                              ///< of param_names; empty as a rule
        std::size_t group = 0;
        pickle::ObjectId state = pickle::ObjectId::none;
        std::optional<Shape> shape; ///< of its slots
        const Weight* weight = nullptr;
    };
    /// Rows and tensors of one slot.
    struct SlotGroup {
        NodeId row = NodeId::none;
        std::size_t count = 0;
    };

    void read_groups(pickle::ObjectId groups);
    void add_settings(pickle::ObjectId group, std::size_t number, std::size_t count);
    void read_states(pickle::ObjectId states);
    void pair();
    [[nodiscard]] bool pair_by_name();
    [[nodiscard]] bool pair_by_object();
    [[nodiscard]] bool pair_by_order(const std::vector<const Weight*>& weights);
    [[nodiscard]] bool pair_by_shape(const std::vector<const Weight*>& weights);
    [[nodiscard]] std::vector<const Weight*> trained_weights(const WeightSets::Set& set) const;
    void add_slots();
    void add_slot(const Parameter& parameter, std::size_t number, const NamedObject& slot);
    void note_step(const NamedObject& slot);
    void report(std::string_view rule, Severity severity, Category category,
                std::vector<std::pair<std::string, std::string>> facts);

    const pickle::Graph& m_graph;
    const SourceSet& m_sources;
    DocumentBuilder& m_builder;
    TensorTable& m_tensors;
    const WeightSets& m_weights;
    OptimizerState m_state;
    std::vector<Parameter> m_parameters;
    std::size_t m_group_count = 0;
    std::set<std::string> m_settings;
    std::set<std::string> m_slot_names;
    std::string m_decoupled;
    SiblingKeys m_keys;
    std::map<std::string, SlotGroup> m_slots;
    std::optional<std::uint64_t> m_values = 0;
    std::size_t m_unpaired = 0;
    std::string m_first_unpaired;
};

} // namespace strata::torch
