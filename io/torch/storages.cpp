// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/torch/storages.h"

#include "io/base/checked.h"

namespace strata::torch {

using pickle::Graph;
using pickle::Kind;
using pickle::ObjectId;

namespace {

/// Keys are numbers; in the old form addresses. A longer text is none.
constexpr std::size_t longest_key = 128;

std::optional<std::uint64_t> count_of(const Graph& graph, ObjectId id)
{
    const auto number = graph.integer(id);
    return number && *number >= 0 ? std::optional(static_cast<std::uint64_t>(*number))
                                  : std::nullopt;
}

/// A key is a text; torch of Python 2 wrote a number as well.
std::optional<std::string> key_of(const Graph& graph, ObjectId id)
{
    if (const auto text = graph.text(id))
        return std::string(text->substr(0, longest_key));
    if (const auto number = graph.integer(id))
        return std::to_string(*number);
    return std::nullopt;
}

/// (key of the view, first element, elements), or None.
bool read_view(const Graph& graph, ObjectId view, StorageClaim& claim)
{
    if (!graph.contains(view) || graph.is(view, Kind::None))
        return true;
    const auto offset = count_of(graph, graph.item(view, 1));
    const auto elements = count_of(graph, graph.item(view, 2));
    if (!graph.is(view, Kind::Tuple) || !offset || !elements)
        return false;
    claim.view_offset = *offset;
    claim.view_elements = *elements;
    return range_fits(*offset, *elements, claim.elements);
}

bool is_tagged(const Graph& graph, ObjectId tuple, std::string_view tag)
{
    return graph.is(tuple, Kind::Tuple) && graph.text(graph.item(tuple, 0)) == tag;
}

} // namespace

std::optional<std::uint64_t> StorageClaim::bytes() const
{
    return checked_multiply(elements, element.dtype.item_size);
}

std::optional<StorageClaim> read_storage_tuple(const Graph& graph, ObjectId tuple)
{
    if (!is_tagged(graph, tuple, "storage"))
        return std::nullopt;
    const auto element = storage_element(graph.qualified_name(graph.item(tuple, 1)));
    const auto key = key_of(graph, graph.item(tuple, 2));
    const auto location = graph.text(graph.item(tuple, 3));
    const auto elements = count_of(graph, graph.item(tuple, 4));
    if (!element || !key || !elements)
        return std::nullopt;
    StorageClaim claim;
    claim.key = *key;
    claim.element = *element;
    claim.elements = *elements;
    claim.view_elements = *elements;
    claim.location = location.value_or("");
    if (!read_view(graph, graph.item(tuple, 5), claim))
        return std::nullopt;
    return claim;
}

std::optional<StorageClaim> read_storage_claim(const Graph& graph, ObjectId persistent)
{
    if (!graph.is(persistent, Kind::PersistentId))
        return std::nullopt;
    return read_storage_tuple(graph, graph.persistent_id(persistent));
}

std::optional<ObjectId> answer_persistent_id(const Graph& graph, ObjectId id)
{
    if (is_tagged(graph, id, "module") && graph.is(graph.item(id, 1), Kind::Global))
        return graph.item(id, 1);
    if (read_storage_tuple(graph, id))
        return ObjectId::none;
    return std::nullopt;
}

} // namespace strata::torch
