// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/index.h"
#include "io/keras/layer_rename.h"

#include <string>
#include <vector>

namespace strata::keras {

/// A list of names that becomes another.
struct NewNames {
    std::string object; ///< a path of names with '/' between, from the root
    std::string attribute;
    Value list;
};

/// A link under another name; both are paths from the root.
struct LinkMove {
    std::string from;
    std::string to;
};

/// What renaming layers does to the groups, datasets and lists of names of a file. Lists come
/// first, then moves in their order: paths are those at that time.
struct WeightRenames {
    std::vector<NewNames> lists;
    std::vector<LinkMove> moves;
};

/// Of each layer the group of its weights, its part in the names of weights and in those of the
/// optimizer's variables. Names that do not have the layer's in the places where Keras writes it stay:
/// Keras goes by the lists' order. BadArgument with the key in `path` where it cannot be done.
Result<WeightRenames> rename_weights(const Document& document, const hdf5::Index& index,
                                     const std::vector<RenamedLayer>& renamed);

} // namespace strata::keras
