// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/code_writer.h"
#include "io/pickle/graph.h"

/// Arrays of numbers as numpy pickles them and as joblib wraps them, for those who write one as the
/// other.
namespace strata::pickle {

/// What an array is made of.
struct ArraySource {
    ObjectId subclass = ObjectId::none; ///< the global that names its class
    ObjectId dtype = ObjectId::none;
    Shape shape;
    bool fortran_order = false;
    HeldBytes values;
    /// joblib's padding in front of the values; nothing before joblib 1.2.
    std::optional<std::uint64_t> alignment;
    ObjectId wrapper_class = ObjectId::none; ///< where joblib wrapped it
};

/// The bytes of an object that holds some, or of the call that makes bytes below protocol 3. Nothing
/// for other objects. Errors of the source.
Result<std::optional<HeldBytes>> held_bytes(const Graph& graph, ObjectId id);

/// The same of a bytearray.
Result<std::optional<HeldBytes>> held_byte_array(const Graph& graph, ObjectId id);

/// The array that joblib wrote behind a wrapper. BadArgument for one that cannot be written anew.
Result<ArraySource> inline_array_source(const Graph& graph, ObjectId array);

/// An array of numbers that numpy pickled. Nothing for others.
Result<std::optional<ArraySource>> pickled_array_source(const Graph& graph, ObjectId id);
/// The same, when a wrapper of joblib's gives back the same. Nothing for others.
Result<std::optional<ArraySource>> plain_array_source(const Graph& graph, ObjectId id);

/// Whether a call only makes what an array is made of, so that it may be made at another place.
[[nodiscard]] bool is_part_of_array(const Graph& graph, ObjectId call);
/// Whether one of these calls may be taken back: not what makes an array of objects, which stays.
[[nodiscard]] bool may_be_made_anew(const Graph& graph, ObjectId call);
[[nodiscard]] bool names_part_of_array(const Graph& graph, ObjectId global);

} // namespace strata::pickle
