// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/tensor.h"
#include "io/pickle/graph.h"

/// The parts that numpy's and joblib's arrays are described with.
namespace strata::pickle {

struct DTypeState {
    DType dtype;
    /// Items are references to objects, wholly or in a field: the values are pickled one by one.
    bool has_objects = false;
};

/// A numpy.dtype object with its state, or a global that names a scalar type. Malformed.
Result<DTypeState> read_dtype_state(const Graph& graph, ObjectId id);

/// A tuple (or list) of sizes, or one size. Malformed with detail "shape".
Result<Shape> read_shape(const Graph& graph, ObjectId id);

/// What an array object consists of, before its values are looked at.
struct ArrayParts {
    DTypeState dtype;
    Shape shape;
    bool fortran_order = false;
    /// Where the axes of `shape` stand in the stored values, when that is in another order than
    /// theirs; else empty.
    std::vector<std::size_t> axes;
    std::string class_name;
    ObjectId data = ObjectId::none; ///< bytes, text, list, buffer; an InlineArray is its own data
    ObjectId mask = ObjectId::none; ///< of a masked array
};

Result<ArrayParts> read_array_parts(const Graph& graph, ObjectId id);

} // namespace strata::pickle
