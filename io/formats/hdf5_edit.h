// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/edits.h"
#include "io/source/atomic_file.h"
#include "io/source/open_document.h"

namespace strata {

/// Whether a key is of an attribute by which Keras finds the weights of its layers.
[[nodiscard]] bool lists_weights(std::string_view key);

/// Whether these edits can be made: attributes that are one text, number or bool or a list of them,
/// and the settings of a Keras model's layers, optimizer and training that its weights do not
/// depend on. A damaged file is not edited. BadArgument with the key in `path` and the reason in
/// `detail`.
Result<Edits> prepare_hdf5_edits(const Document& document, const Edits& edits);

/// Whether a setting of a layer, of the optimizer or of the training can be changed: its weights do
/// not depend on it.
[[nodiscard]] bool can_set_in_hdf5(const Document& document, const std::string& key);

/// Edits that Keras takes and a person would hardly mean.
[[nodiscard]] std::vector<EditWarning> hdf5_edit_warnings(const Document& document,
                                                          const Edits& edits);

/// Copies the file, by the file system's own means where it has some, and lets strata-hdf5 change
/// the attributes of the copy: all other objects stay byte for byte. BadArgument with the key in
/// `path` for what an attribute's type cannot hold; errors of the worker, the source and the file.
Result<void> write_edited_hdf5(const OpenDocument& opened, const Edits& edits, AtomicFile& out,
                               const JobContext& job);

} // namespace strata
