// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/tensor.h"
#include "io/pickle/graph.h"
#include "io/pickle/value_of.h"

#include <optional>
#include <string>

/// What numpy means by its pickles, of numpy 1 and 2, read off the graph.
namespace strata::pickle {

/// Whether read_array() has something to say about it: made by _reconstruct or _frombuffer, a
/// masked array's _mareconstruct, joblib's inline array or its old file wrappers.
[[nodiscard]] bool is_array(const Graph& graph, ObjectId id);

/// An array as the file describes it.
struct ArrayReading {
    /// Values stay where they are. MissingStorage (reason) when they cannot be reached: "external
    /// file NAME", "external buffer", "truncated", "dtype".
    Tensor tensor;
    /// Qualified class: "numpy.ndarray", "numpy.matrix", "numpy.memmap" …
    std::string class_name;
    /// Masked arrays: their mask, dtype bool; otherwise nothing.
    std::optional<Tensor> mask;
};

/// Malformed (detail: what contradicts itself) when the state makes no sense: a shape that does not
/// fit the bytes, a dtype that is none. The shape and dtype are checked against what is there.
/// `values` says how the items of an object array become values.
Result<ArrayReading> read_array(const Graph& graph, ObjectId id, const ValueOptions& values = {});

/// The dtype of a numpy.dtype object (or of a scalar type's global such as numpy.float64).
/// Malformed when it is none or contradicts itself.
Result<DType> read_dtype(const Graph& graph, ObjectId id);

/// A numpy scalar (`scalar(dtype, bytes)`, numpy.bool_ …) as a short value: Int, Float, Complex,
/// Bool, Text, Bytes, for dates the ISO text; nothing when it is none.
[[nodiscard]] std::optional<Value> read_numpy_scalar(const Graph& graph, ObjectId id);
/// The dtype of such a scalar.
[[nodiscard]] std::optional<DType> numpy_scalar_dtype(const Graph& graph, ObjectId id);

/// "1" or "2" by the module names the file uses (numpy.core, numpy._core); empty: no evidence.
[[nodiscard]] std::string numpy_generation(const Graph& graph);

} // namespace strata::pickle
