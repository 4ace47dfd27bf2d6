// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document_builder.h"
#include "io/pickle/read_pickle.h"
#include "io/sklearn/object_rows.h"

namespace strata {

/// Adds to the document what a pickle says of its makers: library and format versions with their
/// evidence.
void add_versions(const pickle::PickleDocument& pickle, DocumentBuilder& builder);

/// Adds the classes and functions that no known package has, which a person must be able to import
/// for the file to load.
void add_custom_objects(const pickle::PickleDocument& pickle, const sklearn::ObjectRows& file_rows,
                        DocumentBuilder& builder);

/// Adds the metadata: of estimators their hyper-parameters, version and feature names; of any other
/// pickle the plain values of its root. Then the Model reading's row "metadata" with one row an
/// entry, where there is a Model reading.
void add_metadata(const pickle::PickleDocument& pickle, DocumentBuilder& builder);

} // namespace strata
