// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document_builder.h"

#include <cstring>

namespace strata::test {

/// Bytes of numbers, for tensors that the index itself holds.
template <class T> Storage stored(const std::vector<T>& values)
{
    auto bytes = std::make_shared<std::vector<std::byte>>(values.size() * sizeof(T));
    std::memcpy(bytes->data(), values.data(), bytes->size());
    return InlineStorage{std::move(bytes)};
}

/// A model of one layer with a matrix and a vector, settings, metadata and two findings.
inline std::shared_ptr<const Document> sample_document()
{
    DocumentBuilder builder;
    Document& document = builder.document;
    document.path = "/models/sample.bin";
    document.name = "sample.bin";
    document.bytes = 1234;
    document.format = {"sample", "Sample", "memory", "", "keras", "3.8.0"};
    document.identity.class_name = "Sequential";
    const NodeId model =
        builder.model.add(Tree::root, {NodeKind::Model, "net", "Sequential", "1 layer"});
    const NodeId layer = builder.model.add(model, {NodeKind::Layer, "dense", "Dense"});
    Tensor kernel;
    kernel.dtype = DType::of(ScalarType::Float32);
    kernel.shape = {2, 3};
    kernel.role = TensorRole::Weight;
    kernel.storage = stored(std::vector<float>{1, 2, 3, 4, 5, 6});
    kernel.model_node = builder.model.add(layer, {NodeKind::Tensor, "kernel", "weight"});
    kernel.file_node = builder.file.add(Tree::root, {NodeKind::Tensor, "kernel:0", "dataset"});
    builder.link(kernel.model_node, kernel.file_node);
    builder.add_tensor(kernel);
    Tensor bias = kernel;
    bias.shape = {2};
    bias.storage = stored(std::vector<float>{0, 0});
    bias.model_node = builder.model.add(layer, {NodeKind::Tensor, "bias", "weight"});
    bias.file_node = builder.file.add(Tree::root, {NodeKind::Tensor, "bias:0", "dataset"});
    builder.link(bias.model_node, bias.file_node);
    builder.add_tensor(bias);
    const NodeId optimizer =
        builder.model.add(Tree::root, {NodeKind::Optimizer, "optimizer", "Adam"});
    builder.model.add(optimizer, {NodeKind::Scalar, "learning_rate", "float", "0.001"});

    MetadataEntry entry;
    entry.key = "/@keras_version";
    entry.value = Value::text("3.8.0");
    entry.type = "str";
    entry.where = "/";
    document.metadata.push_back(entry);
    Finding note;
    note.rule = "sample-note";
    note.severity = Severity::Note;
    document.findings.push_back(note);
    Finding error;
    error.rule = "sample-error";
    error.severity = Severity::Error;
    error.category = Category::Integrity;
    error.model_node = kernel.model_node;
    error.offset = 42;
    document.findings.push_back(error);
    return std::move(builder).finish();
}

} // namespace strata::test
