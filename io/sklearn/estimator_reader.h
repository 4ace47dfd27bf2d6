// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document_builder.h"
#include "io/pickle/graph.h"
#include "io/sklearn/array_tensors.h"
#include "io/sklearn/object_rows.h"
#include "io/source/byte_source.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace strata::sklearn {

/// Makes the Model reading of a pickle with scikit-learn estimators in it: rows for hyper-parameters and fitted
/// attributes, sub-estimators below them, and an Estimator value for each that stands on its own
/// (the trees of a forest are DecisionTree values of their forest). Works from a queue, so nesting
/// costs no stack; an estimator met twice is shown once.
class EstimatorReader {
public:
    /// `file` has shown the whole graph already: rows of both readings are linked.
    EstimatorReader(const pickle::Graph& graph, const SourceSet& sources, DocumentBuilder& builder,
                    ArrayTensors& arrays, const ObjectRows& file);

    /// Adds the rows below the tree's root, the Estimator values, roles and findings of the objects
    /// of all pickles in the file and everything in them. Adds nothing when none of them is an
    /// estimator or holds one.
    void read(const std::vector<pickle::ObjectId>& roots);

private:
    /// An attribute of the state: the last one where a name occurs twice.
    struct Attribute {
        std::string name;
        pickle::ObjectId value = pickle::ObjectId::none;
        std::size_t position = 0; ///< among all attributes, for ObjectRows::child_of()
    };
    using Attributes = std::vector<Attribute>;

    /// An estimator whose row is there and whose contents are not.
    struct Pending {
        pickle::ObjectId object = pickle::ObjectId::none;
        NodeId row = NodeId::none;
        EstimatorId estimator = EstimatorId::none; ///< its own; none for a tree of an ensemble
        bool owned = false;                        ///< a tree of an ensemble: see m_owned
        int depth = 0;
    };

    /// A tree of an ensemble, with what only the ensemble knows of it.
    struct OwnedTree {
        EstimatorId estimator = EstimatorId::none;
        DecisionTree told;
    };

    /// A step whose object may get its row later.
    struct Part {
        EstimatorId owner = EstimatorId::none;
        std::size_t step = 0;
        pickle::ObjectId object = pickle::ObjectId::none;
    };

    [[nodiscard]] bool holds_estimators(const std::vector<pickle::ObjectId>& roots) const;
    void add_root(pickle::ObjectId root, std::size_t number);
    void read_pending();
    bool claim(NodeId row, pickle::ObjectId object);
    void read_one(const Pending& pending);
    [[nodiscard]] Attributes attributes_of(pickle::ObjectId object) const;
    void fill(EstimatorId id, pickle::ObjectId object, const Attributes& attributes);
    [[nodiscard]] std::vector<std::string> feature_names(pickle::ObjectId names) const;
    [[nodiscard]] std::vector<Value> class_values(pickle::ObjectId classes) const;
    [[nodiscard]] std::vector<Value> values_of_array(pickle::ObjectId array) const;
    [[nodiscard]] Value attribute_value(pickle::ObjectId object);

    void add_parameter_rows(const Pending& pending, const Attributes& attributes);
    void add_attribute_rows(const Pending& pending, const Attributes& attributes);
    void add_steps(const Pending& pending, const Attribute& steps);
    void add_part(EstimatorId owner, std::string name, pickle::ObjectId object,
                  pickle::ObjectId columns = pickle::ObjectId::none);
    void add_named_parts(EstimatorId owner, pickle::ObjectId list);
    void note_parts(const Pending& pending, const Attributes& attributes);
    void note_fitted_parts(EstimatorId owner, const Attributes& attributes);
    [[nodiscard]] std::vector<std::string> part_names(const Attributes& attributes,
                                                      std::size_t count) const;
    void resolve_parts();

    void add_layers(const Pending& pending, const Attributes& attributes);
    void add_network_optimizer(const Pending& pending, const Attributes& attributes);

    [[nodiscard]] static pickle::ObjectId attribute_in(const Attributes& attributes,
                                                       std::string_view name);
    [[nodiscard]] std::vector<pickle::ObjectId> items_of(pickle::ObjectId sequence) const;
    void own_trees(const Pending& pending, const Attributes& attributes);
    void own_predictors(const Pending& pending, const Attributes& attributes);
    void number_stages(const std::vector<pickle::ObjectId>& trees, const Attributes& attributes);
    void weigh_trees(const std::vector<pickle::ObjectId>& trees, const Attributes& attributes);
    void note_features(const std::vector<pickle::ObjectId>& trees, const Attributes& attributes);
    void add_predictor_trees();
    void add_forest_rows(const Pending& pending, const Attribute& trees);
    void give_tree(const Pending& pending, DecisionTree tree);
    void link_attribute(NodeId row, const Pending& pending, const Attribute& attribute);
    void link_objects();
    [[nodiscard]] bool is_shown(std::string_view class_name, const Attribute& attribute) const;
    [[nodiscard]] bool stands_in_layers(const Pending& pending, const Attribute& attribute) const;
    [[nodiscard]] bool holds_arrays(pickle::ObjectId object) const;

    void add_tree(const Pending& pending, pickle::ObjectId tree);
    [[nodiscard]] DecisionTree describe_tree(NodeId row, pickle::ObjectId tree);
    void check_tree(DecisionTree& tree);
    void report_node_dtype();
    [[nodiscard]] bool is_outer(EstimatorId id) const;
    void choose_outer();
    void set_roles();
    void set_identity();
    [[nodiscard]] std::optional<std::uint64_t> coefficient_count(EstimatorId id);
    [[nodiscard]] EstimatorId estimator_of(pickle::ObjectId object);

    [[nodiscard]] Estimator& estimator(EstimatorId id)
    {
        return m_builder.document.estimators[index(id)];
    }

    const pickle::Graph& m_graph;
    const SourceSet& m_sources;
    DocumentBuilder& m_builder;
    ArrayTensors& m_arrays;
    const ObjectRows& m_file;
    ObjectRows m_rows;
    std::deque<Pending> m_pending;
    std::unordered_map<pickle::ObjectId, OwnedTree> m_owned;
    std::vector<std::pair<NodeId, pickle::ObjectId>> m_predictors; ///< of m_owned, with their rows
    std::vector<Part> m_parts;
    int m_depth = 0;
    std::vector<TensorId> m_weights;
    std::vector<TensorId> m_slots; ///< of optimizers
    std::uint64_t m_old_trees = 0; ///< trees whose nodes have no missing_go_to_left
    NodeId m_first_old_tree = NodeId::none;
};

} // namespace strata::sklearn
