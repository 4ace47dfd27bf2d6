// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/torch/tensor_claim.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/pickle/value_of.h"

#include <array>

namespace strata::torch {

using pickle::Graph;
using pickle::Kind;
using pickle::ObjectId;

namespace {

/// Parameters and subclasses around a tensor; torch itself writes two.
constexpr int most_wrappers = 8;

enum class Rebuild { None, Tensor, Tensor2, Tensor3, Quantized, Meta, Parameter, FromType };

Rebuild rebuild_of(std::string_view name)
{
    struct Row {
        std::string_view name;
        Rebuild rebuild;
    };
    static constexpr std::array rows = {
        Row{"torch._utils._rebuild_tensor", Rebuild::Tensor},
        Row{"torch._utils._rebuild_tensor_v2", Rebuild::Tensor2},
        Row{"torch._utils._rebuild_tensor_v3", Rebuild::Tensor3},
        Row{"torch._utils._rebuild_qtensor", Rebuild::Quantized},
        Row{"torch._utils._rebuild_meta_tensor_no_storage", Rebuild::Meta},
        Row{"torch._utils._rebuild_parameter", Rebuild::Parameter},
        Row{"torch._utils._rebuild_parameter_with_state", Rebuild::Parameter},
        Row{"torch._tensor._rebuild_from_type_v2", Rebuild::FromType},
        Row{"torch.tensor._rebuild_from_type", Rebuild::FromType},
    };
    for (const Row& row : rows) {
        if (row.name == name)
            return row.rebuild;
    }
    return Rebuild::None;
}

/// A call that rebuilds a tensor: which, and its arguments.
struct Call {
    Rebuild rebuild = Rebuild::None;
    ObjectId arguments = ObjectId::none;
};

Call call_of(const Graph& graph, ObjectId object)
{
    if (!graph.is(object, Kind::Constructed) ||
        graph.construction(object) != pickle::Construction::Reduce)
        return {};
    return {rebuild_of(graph.qualified_name(graph.callable(object))), graph.arguments(object)};
}

/// What parameters and subclasses are made around; `claim` (may be null) takes what they say.
Call unwrapped(const Graph& graph, Call call, TensorClaim* claim)
{
    for (int depth = 0; depth < most_wrappers; ++depth) {
        if (call.rebuild == Rebuild::Parameter) {
            if (claim != nullptr && !claim->parameter) {
                claim->parameter = true;
                claim->requires_grad = graph.boolean(graph.item(call.arguments, 1)).value_or(true);
            }
            call = call_of(graph, graph.item(call.arguments, 0));
        } else if (call.rebuild == Rebuild::FromType) {
            call = {rebuild_of(graph.qualified_name(graph.item(call.arguments, 0))),
                    graph.item(call.arguments, 2)};
        } else {
            return call;
        }
    }
    return {};
}

tl::unexpected<Error> broken(std::string what)
{
    return fail(ErrorCode::Malformed, std::move(what));
}

std::string number_text(const Graph& graph, ObjectId id)
{
    return pickle::value_of(graph, id, {.tensor_of = {}, .depth = 1, .items = 8}).repr(64);
}

std::string quantizer_text(const Graph& graph, ObjectId parameters)
{
    std::string scheme = graph.qualified_name(graph.item(parameters, 0));
    if (scheme.starts_with("torch."))
        scheme.erase(0, 6);
    if (scheme != "per_tensor_affine")
        return scheme.empty() ? "quantised" : scheme;
    return scheme + ", scale " + number_text(graph, graph.item(parameters, 1)) + ", zero point " +
           number_text(graph, graph.item(parameters, 2));
}

/// torch's {'conj': True}, {'neg': True}: what is still to be done to the values.
std::string lazy_text(const Graph& graph, ObjectId metadata)
{
    for (const char* const name : {"conj", "neg"}) {
        if (graph.boolean(graph.entry(metadata, name)).value_or(false))
            return name;
    }
    return {};
}

/// (storage, offset, size, stride, …): the arguments that all windows have.
Result<void> read_window(const Graph& graph, ObjectId arguments, TensorClaim& claim)
{
    const auto storage = read_storage_claim(graph, graph.item(arguments, 0));
    if (!storage)
        return broken("storage");
    claim.storage = *storage;
    claim.element = storage->element;
    const auto offset = graph.integer(graph.item(arguments, 1));
    if (!offset || *offset < 0)
        return broken("offset");
    claim.offset = static_cast<std::uint64_t>(*offset);
    const auto shape = read_sizes(graph, graph.item(arguments, 2));
    if (!shape)
        return broken("shape");
    const auto strides = read_sizes(graph, graph.item(arguments, 3));
    if (!strides || strides->size() != shape->size())
        return broken("strides");
    claim.shape = *shape;
    claim.strides = *strides;
    return {};
}

Result<void> read_meta(const Graph& graph, ObjectId arguments, TensorClaim& claim)
{
    const auto element = named_element(graph.qualified_name(graph.item(arguments, 0)));
    if (!element)
        return broken("dtype");
    const auto shape = read_sizes(graph, graph.item(arguments, 1));
    const auto strides = read_sizes(graph, graph.item(arguments, 2));
    if (!shape || !strides || strides->size() != shape->size())
        return broken("shape");
    claim.element = *element;
    claim.shape = *shape;
    claim.strides = *strides;
    claim.has_storage = false;
    return {};
}

void read_grad(const Graph& graph, ObjectId arguments, std::size_t position, TensorClaim& claim)
{
    if (!claim.parameter)
        claim.requires_grad = graph.boolean(graph.item(arguments, position)).value_or(false);
}

bool touches(const TensorClaim& claim, bool fortran)
{
    std::uint64_t expected = 1;
    const std::size_t rank = claim.shape.size();
    for (std::size_t i = 0; i < rank; ++i) {
        const std::size_t axis = fortran ? i : rank - 1 - i;
        if (claim.shape[axis] != 1 && claim.strides[axis] != expected)
            return false;
        const auto next = checked_multiply(expected, claim.shape[axis]);
        if (!next)
            return false;
        expected = *next;
    }
    return true;
}

} // namespace

bool TensorClaim::is_contiguous() const
{
    return touches(*this, false);
}

bool TensorClaim::is_fortran() const
{
    return touches(*this, true);
}

std::optional<std::uint64_t> TensorClaim::end() const
{
    std::optional<std::uint64_t> last = offset;
    for (std::size_t axis = 0; axis < shape.size() && last; ++axis) {
        if (shape[axis] == 0)
            return offset;
        const auto reach = checked_multiply(shape[axis] - 1, strides[axis]);
        last = reach ? checked_add(*last, *reach) : std::nullopt;
    }
    return last ? checked_add(*last, 1) : std::nullopt;
}

std::optional<std::vector<std::uint64_t>> read_sizes(const Graph& graph, ObjectId object)
{
    if (graph.is_call(object, "torch.Size"))
        object = graph.argument(object, 0);
    if (!graph.is(object, Kind::Tuple) && !graph.is(object, Kind::List))
        return std::nullopt;
    if (graph.item_count(object) > limits::tensor_rank)
        return std::nullopt;
    std::vector<std::uint64_t> sizes;
    for (const ObjectId item : graph.items(object)) {
        const auto size = graph.integer(item);
        if (!size || *size < 0)
            return std::nullopt;
        sizes.push_back(static_cast<std::uint64_t>(*size));
    }
    return sizes;
}

bool is_tensor(const Graph& graph, ObjectId object)
{
    const Call call = call_of(graph, object);
    return call.rebuild != Rebuild::None &&
           unwrapped(graph, call, nullptr).rebuild != Rebuild::None;
}

Result<TensorClaim> read_tensor_claim(const Graph& graph, ObjectId object)
{
    TensorClaim claim;
    const Call call = unwrapped(graph, call_of(graph, object), &claim);
    if (call.rebuild == Rebuild::None || !graph.is(call.arguments, Kind::Tuple))
        return broken("arguments");
    if (call.rebuild == Rebuild::Meta) {
        STRATA_TRY(read_meta(graph, call.arguments, claim));
        read_grad(graph, call.arguments, 3, claim);
        return claim;
    }
    STRATA_TRY(read_window(graph, call.arguments, claim));
    if (call.rebuild == Rebuild::Tensor)
        return claim;
    if (call.rebuild == Rebuild::Quantized) {
        claim.quantizer = quantizer_text(graph, graph.item(call.arguments, 4));
        read_grad(graph, call.arguments, 5, claim);
        return claim;
    }
    read_grad(graph, call.arguments, 4, claim);
    if (call.rebuild == Rebuild::Tensor3) {
        const auto element = named_element(graph.qualified_name(graph.item(call.arguments, 6)));
        if (!element)
            return broken("dtype");
        claim.element = *element;
    }
    claim.lazy =
        lazy_text(graph, graph.item(call.arguments, call.rebuild == Rebuild::Tensor3 ? 7 : 6));
    return claim;
}

} // namespace strata::torch
