// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/document.h"

#include <string>
#include <vector>

namespace strata::keras {

/// A row of Model.summary().
struct SummaryRow {
    LayerId layer = LayerId::none;
    std::size_t level = 0; ///< 0: a layer of the model itself; deeper: of a model inside it
    std::string name;
    std::string class_name;
    std::vector<SymbolicShape> output_shapes; ///< empty: unknown
    std::optional<std::uint64_t> parameters;
    bool trainable = true;
    bool has_weights = false;
    std::vector<std::string> connected_to; ///< "dense[0][0]"
};

/// A number of values and the bytes they take.
struct SummaryTotal {
    std::uint64_t parameters = 0;
    std::uint64_t bytes = 0;

    /// Stays at the largest number once that is reached.
    SummaryTotal& operator+=(const SummaryTotal& other);
};

struct Summary {
    std::string model_name;
    std::string version; ///< of the Keras that wrote the file; empty: unknown
    /// Every layer has one input and one output and is called once: no column for connections.
    bool sequential_like = true;
    bool sequential = false;      ///< of class Sequential, whose InputLayer is not a row
    std::vector<SummaryRow> rows; ///< nested ones behind their model
    SummaryTotal trainable;
    SummaryTotal non_trainable;
    std::optional<SummaryTotal> optimizer; ///< nothing: not compiled, or never trained

    /// Of all weights, without the optimizer.
    [[nodiscard]] SummaryTotal total() const;
};

/// What Model.summary() says of a Keras document. NoSuchItem when it holds no layers.
Result<Summary> summarize(const Document& document);

} // namespace strata::keras
