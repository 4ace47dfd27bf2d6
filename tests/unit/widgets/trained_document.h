// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/widgets/sample_document.h"

#include <cmath>

namespace strata::test {

/// A trained network as a Keras reader describes one: five layers, one of them custom, an Adam with
/// a momentum and a velocity for each weight, training settings and metadata. Values are the same
/// on every run: bells for weights, a narrow peak for momenta, one-sided for velocities.
class TrainedDocument {
public:
    static std::shared_ptr<const Document> make() { return TrainedDocument().finish(); }
    /// With one slot that belongs to no weight.
    static std::shared_ptr<const Document> make_with_unpaired_slot()
    {
        TrainedDocument made;
        made.addSlot(made.m_slots[0], "momentum", {"orphan", {3, 3}}, TensorId::none);
        return std::move(made).finish();
    }
    /// With as many slots that belong to no weight, each of a name of its own, and as many names of
    /// slots of one weight.
    static std::shared_ptr<const Document> make_with_many_names(int count)
    {
        TrainedDocument made;
        for (int i = 0; i < count; ++i) {
            const std::string name = "slot" + std::to_string(i);
            made.addSlot(made.m_slots[0], name, {"orphan" + std::to_string(i), {3}},
                         TensorId::none);
            made.addSlot(made.m_slots[0], name + "_of_weight", {"extra" + std::to_string(i), {3}},
                         TensorId{0});
        }
        return std::move(made).finish();
    }

private:
    struct Weight {
        std::string name;
        Shape shape;
    };

    TrainedDocument()
    {
        document().path = "/models/gearbox_mlp.h5";
        document().name = "gearbox_mlp.h5";
        document().bytes = 111'616;
        document().format = {"keras-h5", "HDF5, legacy layout", "hdf5", "", "keras", "3.8.0"};
        m_model = m_builder.model.add(Tree::root, {NodeKind::Model, "gearbox_mlp", "Sequential"});
        addLayer("spectrum", "InputLayer", 32, {}, "");
        addLayer("dense", "Dense", 64, {{"kernel", {32, 64}}, {"bias", {64}}}, "spectrum");
        addLayer("dense_1", "Dense", 64, {{"kernel", {64, 64}}, {"bias", {64}}}, "dense");
        addLayer("clip_activation", "ClipActivation", 64, {}, "dense_1");
        addLayer("dense_2", "Dense", 10, {{"kernel", {64, 10}}, {"bias", {10}}}, "clip_activation");
        addOptimizer();
        addFacts();
    }

    Document& document() { return m_builder.document; }

    /// Between 0 and 1, evenly.
    double random()
    {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>(m_state >> 11) / 9007199254740992.0;
    }
    double bell() { return random() + random() + random() + random() - 2; }

    template <class Draw> TensorId addTensor(NodeId parent, const Weight& weight, Draw draw)
    {
        Tensor tensor;
        tensor.dtype = DType::of(ScalarType::Float32);
        tensor.shape = weight.shape;
        std::vector<float> values(static_cast<std::size_t>(*tensor.count()));
        for (float& value : values)
            value = static_cast<float>(draw());
        tensor.storage = stored(values);
        tensor.role = m_role;
        tensor.model_node =
            m_builder.model.add(parent, {NodeKind::Tensor, weight.name,
                                         m_role == TensorRole::Weight ? "weight" : "slot"});
        tensor.file_node =
            m_builder.file.add(Tree::root, {NodeKind::Tensor, weight.name, "dataset"});
        m_builder.link(tensor.model_node, tensor.file_node);
        return m_builder.add_tensor(tensor);
    }

    void addLayer(const std::string& name, const std::string& class_name, std::uint64_t outputs,
                  const std::vector<Weight>& weights, const std::string& from)
    {
        const bool input = class_name == "InputLayer";
        Layer layer;
        layer.node = m_builder.model.add(
            m_model, {input ? NodeKind::Input : NodeKind::Layer, name, class_name});
        m_builder.model.at(layer.node).layer =
            LayerId{static_cast<std::uint32_t>(document().layers.size())};
        layer.name = name;
        layer.class_name = class_name;
        layer.custom = class_name == "ClipActivation";
        m_builder.model.at(layer.node).custom = layer.custom;
        layer.output_shapes = {{std::nullopt, outputs}};
        layer.parameters = 0;
        if (!from.empty())
            layer.connected_to = {from};
        for (const Weight& weight : weights) {
            const double width = weight.shape.size() > 1 ? 0.25 : 0.05;
            layer.weights.push_back(addTensor(layer.node, weight, [&] { return bell() * width; }));
            m_weights.push_back({layer.weights.back(), {name + "/" + weight.name, weight.shape}});
            *layer.parameters += *document().tensor(layer.weights.back()).count();
        }
        document().layers.push_back(layer);
    }

    void addSlot(NodeId group, const std::string& kind, const Weight& weight, TensorId owner)
    {
        m_role = TensorRole::Optimizer;
        const TensorId tensor = addTensor(group, weight, [&] {
            const double value = bell();
            return kind == "momentum" ? value * value * value * 4e-3 : value * value * 1e-4;
        });
        document().optimizer->slots.push_back({kind, tensor, owner});
    }

    void addOptimizer()
    {
        OptimizerState state;
        state.class_name = "Adam";
        state.iterations = 1240;
        state.hyperparameters = {{"learning_rate", Value::real(0.001)},
                                 {"beta_1", Value::real(0.9)},
                                 {"beta_2", Value::real(0.999)},
                                 {"epsilon", Value::real(1e-7)},
                                 {"amsgrad", Value::boolean(false)},
                                 {"weight_decay", Value()},
                                 {"use_ema", Value::boolean(false)},
                                 {"clipnorm", Value()},
                                 {"clipvalue", Value()},
                                 {"global_clipnorm", Value()}};
        state.node = m_builder.model.add(Tree::root, {NodeKind::Optimizer, "optimizer", "Adam"});
        document().optimizer = state;
        for (const char* const kind : {"momentum", "velocity"}) {
            m_slots.push_back(m_builder.model.add(state.node, {NodeKind::Group, kind, "6 slots"}));
            for (const auto& [owner, weight] : m_weights)
                addSlot(m_slots.back(), kind, weight, owner);
        }
    }

    void addFacts()
    {
        Document& made = document();
        made.identity.class_name = "Sequential";
        made.identity.name = "gearbox_mlp";
        made.identity.inputs = {{"spectrum", SymbolicShape{std::nullopt, 32}, "float32"}};
        made.identity.outputs = {{"dense_2", SymbolicShape{std::nullopt, 10}, "float32"}};
        made.identity.parameters = {6922, 6922, 0, 13'846};
        made.training =
            Value::dict({{Value::text("loss"), Value::text("sparse_categorical_crossentropy")},
                         {Value::text("metrics"),
                          Value::sequence(Value::Kind::List, {Value::text("accuracy")})},
                         {Value::text("loss_weights"), Value()},
                         {Value::text("steps_per_execution"), Value::integer(1)},
                         {Value::text("run_eagerly"), Value::boolean(false)},
                         {Value::text("jit_compile"), Value::boolean(true)}});
        made.versions = {{"Keras", "3.8.0", "keras_version"},
                         {"backend", "tensorflow", "backend attribute"}};
        made.custom_objects = {{"ClipActivation",
                                "gearbox>ClipActivation",
                                "layer",
                                {"gearbox_mlp/clip_activation"},
                                "keras.models.load_model('gearbox_mlp.h5', "
                                "custom_objects={'ClipActivation': ClipActivation})"}};
        const NodeId metadata =
            m_builder.model.add(Tree::root, {NodeKind::Metadata, "metadata", "1 entry"});
        m_builder.model.add(metadata, {NodeKind::Text, "/@keras_version", "str", "'3.8.0'"});
    }

    std::shared_ptr<const Document> finish() && { return std::move(m_builder).finish(); }

    DocumentBuilder m_builder;
    NodeId m_model = NodeId::none;
    TensorRole m_role = TensorRole::Weight;
    std::vector<std::pair<TensorId, Weight>> m_weights;
    std::vector<NodeId> m_slots; ///< groups of the optimizer
    std::uint64_t m_state = 42;
};

} // namespace strata::test
