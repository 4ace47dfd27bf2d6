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
#include <vector>

namespace strata::sklearn {

/// Makes the Model reading of scikit-learn estimators: rows for hyper-parameters and fitted
/// attributes, sub-estimators below them, and an Estimator value for each that stands on its own
/// (the trees of a forest are DecisionTree values of their forest). Works from a queue, so nesting
/// costs no stack; an estimator met twice is shown once.
class EstimatorReader {
public:
    /// `file` has shown the whole graph already: rows of both readings are linked.
    EstimatorReader(const pickle::Graph& graph, const SourceSet& sources, DocumentBuilder& builder,
                    ArrayTensors& arrays, const ObjectRows& file);

    /// Adds the rows below the tree's root, the Estimator values, roles and findings of an
    /// estimator and everything in it. `object` is one (is_estimator()).
    EstimatorId read(pickle::ObjectId object);

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
        EstimatorId estimator = EstimatorId::none; ///< its own; none for a tree of a forest
        EstimatorId forest = EstimatorId::none;    ///< that a tree belongs to
        int depth = 0;
    };

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
    void add_trees(const Pending& pending, const Attribute& trees);
    void link_attribute(NodeId row, const Pending& pending, const Attribute& attribute);
    void link_objects();
    [[nodiscard]] bool is_shown(std::string_view class_name, const Attribute& attribute) const;
    [[nodiscard]] bool holds_arrays(pickle::ObjectId object) const;

    void add_tree(const Pending& pending, pickle::ObjectId tree);
    [[nodiscard]] DecisionTree describe_tree(NodeId row, pickle::ObjectId tree);
    void check_tree(DecisionTree& tree);
    void report_node_dtype();
    void set_roles(EstimatorId root);
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
    /// While the rows of a forest's trees are added: the forest.
    EstimatorId m_forest = EstimatorId::none;
    int m_depth = 0;
    std::vector<TensorId> m_weights;
    std::uint64_t m_old_trees = 0; ///< trees whose nodes have no missing_go_to_left
    NodeId m_first_old_tree = NodeId::none;
};

} // namespace strata::sklearn
