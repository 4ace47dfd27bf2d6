// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/edits.h"

#include <string>
#include <string_view>
#include <vector>

namespace strata::keras {

/// A layer of a document that an edit gives another name.
struct RenamedLayer {
    LayerId layer = LayerId::none;
    std::string key;                ///< of the edit: "layers/head/hidden@name"
    std::vector<std::string> names; ///< that lead to it: "head", "hidden"
    std::string to;
};

/// All that `edits` rename, in their order. Names that check_layer_name() refuses are among them.
[[nodiscard]] std::vector<RenamedLayer> renamed_layers(const Document& document,
                                                       const Edits& edits);

/// The key that an entry, a setting or a row ("layers/dense@units", "/model_weights/dense@note",
/// "layers/dense/kernel") has once layers are renamed, and the other way round.
[[nodiscard]] std::string key_after(const std::vector<RenamedLayer>& renamed,
                                    const std::string& key);
[[nodiscard]] std::string key_before(const std::vector<RenamedLayer>& renamed,
                                     const std::string& key);

/// Whether a key is that of a layer's name.
[[nodiscard]] bool is_layer_name(const Document& document, std::string_view key);

/// Whether an edit of a layer's name leaves a file that Keras loads: BadArgument with the key in
/// `path` and the reason in `detail` for a name that is empty, too long, has a '/' or what
/// TensorFlow does not take, or that another layer of its model has once all edits are made.
Result<void> check_layer_name(const Document& document, const Edits& edits, const Edit& edit);

} // namespace strata::keras
