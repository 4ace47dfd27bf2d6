// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/document.h"

namespace strata {

std::string Document::tensor_path(TensorId id) const
{
    const Tensor& found = tensor(id);
    return found.model_node != NodeId::none ? model.path(found.model_node) : tensor_file_path(id);
}

std::string Document::tensor_file_path(TensorId id) const
{
    const Tensor& found = tensor(id);
    return found.file_node != NodeId::none ? file.path(found.file_node)
                                           : model.path(found.model_node);
}

std::optional<TensorId> Document::find_tensor(std::string_view wanted) const
{
    for (const Tree* const tree : {&model, &file}) {
        const auto found = tree->find(wanted);
        if (found && tree->node(*found).tensor != TensorId::none)
            return tree->node(*found).tensor;
    }
    return std::nullopt;
}

} // namespace strata
