// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document_builder.h"
#include "io/model/sibling_keys.h"
#include "io/torch/object_kinds.h"

namespace strata::torch {

/// Adds a plain value of `holder` as "OWNER@NAME"; `stored_in` is the owner's path in the File reading.
/// It can be edited where its name says which entry or attribute is meant.
void add_metadata_entry(const pickle::Graph& graph, DocumentBuilder& builder,
                        pickle::ObjectId holder, const NamedObject& named, const std::string& owner,
                        const std::string& stored_in);

/// Adds the Model reading's row "metadata" with one row an entry; none without entries.
void add_metadata_rows(DocumentBuilder& builder, SiblingKeys& keys);

} // namespace strata::torch
