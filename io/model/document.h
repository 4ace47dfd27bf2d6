// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/finding.h"
#include "io/model/ids.h"
#include "io/model/tensor.h"
#include "io/model/tree.h"
#include "io/model/value.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strata {

/// What kind of file it is, in the words of the JSON report's `format`. Empty: not known.
struct FormatIdentity {
    std::string id;          ///< "joblib", "npy" …
    std::string name;        ///< "joblib pickle"
    std::string container;   ///< "pickle", "zip" …
    std::string compression; ///< "zlib" …; empty when not compressed
    std::string framework;   ///< "scikit-learn", "keras" …
    std::string version;     ///< the framework's, when the file says
};

/// Where bytes come from: the file itself, or what it unpacks to.
struct SourceInfo {
    std::string name; ///< "file", "unpacked zlib"
    std::uint64_t bytes = 0;
};

/// One dimension of a layer's shape: unknown (the batch) where there is no value.
using SymbolicShape = std::vector<std::optional<std::uint64_t>>;

struct Port {
    std::string name;
    std::optional<SymbolicShape> shape;
    std::string dtype;
};

struct ParameterCounts {
    std::optional<std::uint64_t> total; ///< trainable and not, never the optimizer's
    std::optional<std::uint64_t> trainable;
    std::optional<std::uint64_t> non_trainable;
    std::optional<std::uint64_t> optimizer;
};

/// What the file says of the model as a whole.
struct ModelIdentity {
    std::string class_name; ///< "Sequential", "RandomForestClassifier" …
    std::string name;
    std::vector<Port> inputs;
    std::vector<Port> outputs;
    ParameterCounts parameters;
};

struct Layer {
    NodeId node = NodeId::none; ///< in the Model reading
    std::string name;
    std::string class_name;
    std::string registered_name;
    bool custom = false;
    std::vector<SymbolicShape> output_shapes; ///< several outputs, several shapes; empty: unknown
    std::optional<std::uint64_t> parameters;
    bool trainable = true;
    std::vector<TensorId> weights;
    std::vector<std::string> connected_to;
    Value config;
};

struct OptimizerSlot {
    std::string name; ///< the framework's word: "m", "momentum" …
    TensorId tensor = TensorId::none;
    TensorId weight = TensorId::none; ///< none: not paired
};

struct OptimizerState {
    std::string class_name;
    std::optional<std::int64_t> iterations;
    NamedValues hyperparameters;
    std::vector<OptimizerSlot> slots;
    NodeId node = NodeId::none;
};

/// A fitted attribute: a value, or an array (Value::Kind::TensorRef).
using FittedAttribute = std::pair<std::string, Value>;

/// One decision tree, as its file describes it. Node arrays stay in the file.
struct DecisionTree {
    NodeId node = NodeId::none; ///< in the Model reading
    std::uint64_t node_count = 0;
    std::optional<std::uint64_t> depth; ///< edges from the root to the deepest leaf
    std::uint64_t leaves = 0;
    std::uint64_t feature_count = 0;
    std::uint64_t output_count = 1;
    std::vector<std::uint64_t> class_counts; ///< per output; 1 for a regressor
    TensorId nodes = TensorId::none;         ///< Struct tensor (node_count,)
    /// float64 (node_count, outputs, max class count); none: the nodes hold their values.
    TensorId values = TensorId::none;
    /// The round of boosting that made the tree, from 0; it says a part of a score then, no class.
    std::optional<std::uint64_t> stage;
    std::optional<std::uint64_t> target; ///< the class whose score that is, where there are several
    double weight = 1;                   ///< in the importances of ImportanceRule::Weighted
    /// The estimator's features that the tree saw, in its order; empty: all of them.
    std::vector<std::uint32_t> features;
};

/// How the importances of trees make those of their estimator.
enum class ImportanceRule {
    None,      ///< scikit-learn gives none
    Shares,    ///< of each tree summing to one: forests
    Decreases, ///< of each tree as they are: gradient boosting
    Weighted,  ///< shares, by the weights of the trees: AdaBoost
};

struct Estimator;
/// A step of a pipeline, or a part of what is put together of estimators in another way.
struct EstimatorStep {
    std::string name;
    EstimatorId estimator = EstimatorId::none; ///< none for what is no estimator of scikit-learn
    bool passes = false;                       ///< 'passthrough' or None: hands on what it gets
    std::string class_name;                    ///< empty for what is no object
    Value columns;                             ///< that it gets, of a ColumnTransformer; else None
};

struct Estimator {
    NodeId node = NodeId::none;
    std::string
        class_name;   ///< module and qualified name: "sklearn.linear_model._base.LinearRegression"
    std::string name; ///< "LinearRegression"
    std::string version;    ///< of the library that wrote it
    NamedValues parameters; ///< hyper-parameters by name
    std::vector<FittedAttribute> attributes;
    std::vector<std::string> feature_names;
    /// Without names of its own: those that the parts around it and before it hand down.
    std::vector<std::string> input_names;
    std::vector<Value> classes;
    std::vector<DecisionTree> trees;
    ImportanceRule importances = ImportanceRule::Shares;
    std::vector<EstimatorStep> steps;
    EstimatorId best_estimator = EstimatorId::none;
    std::optional<OptimizerState> optimizer;

    [[nodiscard]] const std::vector<std::string>& names_of_input() const
    {
        return feature_names.empty() ? input_names : feature_names;
    }
};

/// A library or format version that the file gives evidence for.
struct VersionEvidence {
    std::string name;    ///< "scikit-learn", "python", "pickle protocol"
    std::string version; ///< "1.7.2", ">=2.0"
    std::string evidence;
};

struct CustomObject {
    std::string name;
    std::string registered_name;
    std::string kind;                 ///< "layer", "class", "function" …
    std::vector<std::string> used_by; ///< paths in the Model reading
    std::string load_hint;
};

struct MetadataEntry {
    std::string key; ///< "object@attribute"
    Value value;
    std::string type;  ///< "str", "int" …
    std::string where; ///< where it is stored: a file path and, if known, an offset
    bool editable = false;
    NodeId model_node = NodeId::none;
};

/// The index of one file: plain data, no handle, no bytes of tensors. Shared as
/// `std::shared_ptr<const Document>`, and never changed once made.
struct Document {
    std::string path; ///< as it was given, UTF-8
    std::string name; ///< the file's own name
    std::uint64_t bytes = 0;
    FormatIdentity format;
    std::vector<SourceInfo> sources; ///< [0] is the file
    Tree model;                      ///< the Model reading; empty when the meaning is not known
    Tree file;                       ///< the File reading
    std::vector<Tensor> tensors;
    ModelIdentity identity;
    std::vector<Layer> layers;
    std::vector<Estimator> estimators;
    EstimatorId estimator = EstimatorId::none; ///< the root one, or the one to show first
    std::vector<EstimatorId>
        outer_estimators; ///< those that are in no other; the first to show first
    std::optional<OptimizerState> optimizer;
    std::optional<Value> training; ///< a Dict: loss, metrics, loss_weights …
    std::vector<VersionEvidence> versions;
    std::vector<CustomObject> custom_objects;
    std::vector<MetadataEntry> metadata;
    Verdict verdict;
    std::vector<Finding> findings;

    /// The reading a person sees first: the model's, or the file's where there is none.
    [[nodiscard]] const Tree& main_tree() const { return model.empty() ? file : model; }
    [[nodiscard]] const Tensor& tensor(TensorId id) const { return tensors[index(id)]; }
    /// Path in the Model reading (the File reading's where it has none).
    [[nodiscard]] std::string tensor_path(TensorId id) const;
    [[nodiscard]] std::string tensor_file_path(TensorId id) const;
    [[nodiscard]] std::optional<TensorId> find_tensor(std::string_view wanted) const;
};

/// The canonical text of a document: one line a fact, stable across machines and runs, without
/// the file's own path. Golden tests compare it.
[[nodiscard]] std::string canonical_text(const Document& document);

} // namespace strata
