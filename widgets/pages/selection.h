// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tree/reading.h"

#include <memory>

namespace strata {

/// What a person looks at: a row of one reading of a document.
struct Selection {
    std::shared_ptr<const Document> document;
    Reading reading = Reading::Model;
    NodeId node = NodeId::none;

    [[nodiscard]] const Tree& tree() const { return tree_of(*document, reading); }
    [[nodiscard]] bool has_node() const { return document && node != NodeId::none; }
    [[nodiscard]] TensorId tensor() const
    {
        return has_node() ? tree().node(node).tensor : TensorId::none;
    }
    /// The same row in the Model reading; none where it has no place there.
    [[nodiscard]] NodeId model_node() const
    {
        if (!has_node() || reading == Reading::Model)
            return node;
        return tree().node(node).counterpart;
    }
    /// The estimator that the row is, or the nearest one above it; the root one otherwise.
    [[nodiscard]] EstimatorId estimator() const;
};

inline EstimatorId Selection::estimator() const
{
    if (!document)
        return EstimatorId::none;
    for (NodeId at = model_node(); at != NodeId::none; at = document->model.node(at).parent) {
        if (document->model.node(at).estimator != EstimatorId::none)
            return document->model.node(at).estimator;
    }
    return document->estimator;
}

} // namespace strata
