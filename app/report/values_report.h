// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"
#include "io/source/open_document.h"

#include <span>
#include <string>

namespace strata::report {

/// A part of a tensor that was read: its items in C order, in the machine's byte order, or the
/// objects of an array of objects.
struct ReadValues {
    TensorId tensor = TensorId::none;
    std::string slice; ///< as it was asked for; empty for all
    Shape shape;       ///< of the part
    std::vector<std::byte> items;
    std::vector<bool> missing; ///< items that the file ends before; empty where it has all
    std::vector<Value> objects;
};

/// What `values --json` prints.
void write_values_report(JsonWriter& json, const OpenDocument& opened, const ReadValues& values);

} // namespace strata::report
