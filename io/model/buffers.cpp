// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/buffers.h"

namespace strata {

bool is_buffer(const Document& document, const Tensor& tensor)
{
    if (document.format.framework != "torch" || tensor.role != TensorRole::Weight ||
        tensor.trainable)
        return false;
    // A parameter that is frozen stays one.
    return tensor.model_node == NodeId::none ||
           !document.model.type(tensor.model_node).ends_with("Parameter");
}

} // namespace strata
