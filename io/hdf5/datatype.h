// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/dtype.h"
#include "io/model/value.h"

#include <string>

namespace strata::hdf5 {

/// A datatype of the file, as far as it maps to ours.
struct Datatype {
    /// Object for types without a fixed size (variable strings, sequences, references), whose
    /// values the worker must decode; Void with a label for fixed ones that have no numpy name.
    DType dtype;
    /// In the words of HDF5: "float, 32-bit, little-endian", "string, variable, UTF-8" …
    std::string text;
    bool variable = false; ///< only the worker can read its values
};

/// Reads the `type` of a message (io/hdf5/protocol.md). numpy's conventions apply, as h5py writes
/// them: an enum {FALSE, TRUE} of 8 bits is bool, a compound {r, i} of two floats is complex, a
/// 16-bit float with 8 exponent bits is bfloat16. Malformed when sizes contradict themselves.
Result<Datatype> read_datatype(const Value& description);

} // namespace strata::hdf5
