// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"
#include "io/source/open_document.h"

#include <span>

namespace strata::report {

/// Arrays of at most this many values are written out where they are mentioned.
inline constexpr std::uint64_t values_at_most = 256;

/// Writes what a Value is: JSON as far as JSON goes, text as Python writes it beyond. A mapping
/// whose keys are no different texts becomes a list of pairs. An array becomes
/// {"tensor": path, "values": …}, with values when there are at most values_at_most.
void write_value(JsonWriter& json, const Value& value, const OpenDocument& opened);

/// An object of named values, each name once.
void write_named_values(JsonWriter& json, const NamedValues& values, const OpenDocument& opened);

/// Items of a tensor that lie one after the other in C order, as nested lists of this shape; a
/// scalar by itself. Those that are `missing` (one for each item, or none) are null.
void write_items(JsonWriter& json, const DType& dtype, const Shape& shape,
                 std::span<const std::byte> items, const std::vector<bool>& missing = {});

/// The same for listed objects.
void write_listed(JsonWriter& json, const Shape& shape, std::span<const Value> items,
                  const OpenDocument& opened);

void write_shape(JsonWriter& json, const Shape& shape);

} // namespace strata::report
