// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/tensor.h"

#include "io/base/checked.h"

#include <algorithm>

namespace strata {

std::optional<std::uint64_t> Tensor::count() const
{
    return checked_product(shape);
}

std::optional<std::uint64_t> Tensor::bytes() const
{
    const auto items = count();
    if (!items)
        return std::nullopt;
    return checked_multiply(*items, dtype.item_size);
}

std::optional<Tensor> field_tensor(const Tensor& tensor, std::string_view field)
{
    const auto* const dense = std::get_if<DenseStorage>(&tensor.storage);
    if (!tensor.dtype.fields || !dense || !dense->codecs.empty() || dense->skip != 0)
        return std::nullopt;
    const auto& fields = *tensor.dtype.fields;
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const DTypeField& each) { return each.name == field; });
    if (found == fields.end() || !found->shape.empty())
        return std::nullopt;
    const std::uint64_t stride = dense->stride != 0 ? dense->stride : tensor.dtype.item_size;
    if (!range_fits(found->offset, found->type.item_size, tensor.dtype.item_size))
        return std::nullopt;

    Tensor part = tensor;
    part.dtype = found->type;
    DenseStorage storage = *dense;
    storage.stride = stride;
    if (tensor.count().value_or(0) != 0) {
        storage.extent.offset += found->offset;
        storage.extent.length -= std::min(storage.extent.length, found->offset);
    }
    part.storage = storage;
    return part;
}

std::string array_detail(const Shape& shape, const DType& dtype)
{
    std::string out = "(";
    for (std::size_t axis = 0; axis < shape.size(); ++axis)
        out += (axis == 0 ? "" : ", ") + std::to_string(shape[axis]);
    return out + (shape.size() == 1 ? ",) " : ") ") + dtype.name();
}

const char* role_name(TensorRole role)
{
    switch (role) {
    case TensorRole::Weight:
        return "weight";
    case TensorRole::Optimizer:
        return "optimizer";
    case TensorRole::Attribute:
        return "attribute";
    case TensorRole::Data:
        return "data";
    }
    return "data";
}

} // namespace strata
