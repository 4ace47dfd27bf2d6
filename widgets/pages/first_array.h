// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tree/reading.h"

#include <utility>

namespace strata {

/// Where the first array of a document stands: what an empty page offers to show. Of numbers, where
/// there are such.
[[nodiscard]] inline std::pair<Reading, NodeId> first_array(const Document& document)
{
    const Tensor* first = nullptr;
    for (const Tensor& tensor : document.tensors) {
        if (!first || (!first->dtype.is_numeric() && tensor.dtype.is_numeric()))
            first = &tensor;
        if (first->dtype.is_numeric())
            break;
    }
    if (!first)
        return {Reading::File, NodeId::none};
    return first->model_node != NodeId::none ? std::pair(Reading::Model, first->model_node)
                                             : std::pair(Reading::File, first->file_node);
}

} // namespace strata
