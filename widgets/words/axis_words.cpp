// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/axis_words.h"

#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <array>
#include <string_view>

namespace strata::words {

namespace {

/// The axes of a weight, counted from the last one, by layer and weight.
struct KnownAxes {
    std::string_view layer;
    std::string_view weight;
    const char* before_last;
    const char* last;
};

constexpr std::array<KnownAxes, 14> known = {{
    {"Dense", "kernel", QT_TRANSLATE_NOOP("words", "Input"), QT_TRANSLATE_NOOP("words", "Unit")},
    {"EinsumDense", "kernel", QT_TRANSLATE_NOOP("words", "Input"),
     QT_TRANSLATE_NOOP("words", "Unit")},
    {"Conv1D", "kernel", QT_TRANSLATE_NOOP("words", "Input channel"),
     QT_TRANSLATE_NOOP("words", "Filter")},
    {"Conv2D", "kernel", QT_TRANSLATE_NOOP("words", "Input channel"),
     QT_TRANSLATE_NOOP("words", "Filter")},
    {"Conv3D", "kernel", QT_TRANSLATE_NOOP("words", "Input channel"),
     QT_TRANSLATE_NOOP("words", "Filter")},
    // A transposed convolution keeps its filters before what comes in.
    {"Conv1DTranspose", "kernel", QT_TRANSLATE_NOOP("words", "Filter"),
     QT_TRANSLATE_NOOP("words", "Input channel")},
    {"Conv2DTranspose", "kernel", QT_TRANSLATE_NOOP("words", "Filter"),
     QT_TRANSLATE_NOOP("words", "Input channel")},
    {"Conv3DTranspose", "kernel", QT_TRANSLATE_NOOP("words", "Filter"),
     QT_TRANSLATE_NOOP("words", "Input channel")},
    {"DepthwiseConv2D", "depthwise_kernel", QT_TRANSLATE_NOOP("words", "Input channel"),
     QT_TRANSLATE_NOOP("words", "Multiplier")},
    {"Embedding", "embeddings", QT_TRANSLATE_NOOP("words", "Entry"),
     QT_TRANSLATE_NOOP("words", "Dimension")},
    {"SimpleRNN", "kernel", QT_TRANSLATE_NOOP("words", "Input"),
     QT_TRANSLATE_NOOP("words", "Unit")},
    {"LSTM", "kernel", QT_TRANSLATE_NOOP("words", "Input"),
     QT_TRANSLATE_NOOP("words", "Gate and unit")},
    {"GRU", "kernel", QT_TRANSLATE_NOOP("words", "Input"),
     QT_TRANSLATE_NOOP("words", "Gate and unit")},
    {"LSTM", "recurrent_kernel", QT_TRANSLATE_NOOP("words", "State"),
     QT_TRANSLATE_NOOP("words", "Gate and unit")},
}};

/// The layer's class that a tensor lies in; empty without one.
std::string_view layer_class(const Document& document, const Tensor& tensor)
{
    for (NodeId at = tensor.model_node; at != NodeId::none; at = document.model.node(at).parent) {
        const LayerId layer = document.model.node(at).layer;
        if (layer != LayerId::none && index(layer) < document.layers.size())
            return document.layers[index(layer)].class_name;
    }
    return {};
}

/// The weight that a slot of the optimizer belongs to has the same axes.
TensorId owner_of(const Document& document, TensorId tensor)
{
    if (document.optimizer) {
        for (const OptimizerSlot& slot : document.optimizer->slots) {
            if (slot.tensor == tensor && slot.weight != TensorId::none)
                return slot.weight;
        }
    }
    return tensor;
}

} // namespace

QString axis_name(const Document& document, TensorId id, std::size_t axis)
{
    const Tensor& tensor = document.tensor(owner_of(document, id));
    const std::size_t from_last = document.tensor(id).shape.size() - 1 - axis;
    if (tensor.model_node != NodeId::none && from_last < 2 &&
        tensor.shape.size() == document.tensor(id).shape.size()) {
        const std::string_view layer = layer_class(document, tensor);
        const std::string_view weight = document.model.name(tensor.model_node);
        for (const KnownAxes& axes : known) {
            if (axes.layer == layer && axes.weight == weight)
                return translate(from_last == 0 ? axes.last : axes.before_last);
        }
    }
    return translate("Axis %1").arg(count(axis));
}

} // namespace strata::words
