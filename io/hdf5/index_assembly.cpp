// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/index_assembly.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/hdf5/message.h"
#include "io/hdf5/plain_value.h"

#include <algorithm>
#include <cstring>

namespace strata::hdf5 {

namespace {

tl::unexpected<Error> nonsense(std::string what)
{
    return fail(ErrorCode::Malformed, "worker message: " + std::move(what));
}

std::vector<std::byte> bytes_field(const Value& map, std::string_view key)
{
    const Value* const value = field(map, key);
    if (!value || value->kind() != Value::Kind::Bytes)
        return {};
    const std::string& held = value->as_text();
    std::vector<std::byte> bytes(held.size());
    if (!bytes.empty())
        std::memcpy(bytes.data(), held.data(), held.size());
    return bytes;
}

/// Reads the problem and the type of an attribute or a dataset. False when the type makes no sense,
/// which is its problem then: nothing further of it can be read.
template <class Part> bool read_type(const Value& message, Part& out)
{
    out.problem = text_field(message, "problem");
    out.detail = text_field(message, "detail");
    const Value* const type = field(message, "type");
    if (!type)
        return true;
    auto datatype = read_datatype(*type);
    if (datatype) {
        out.type = *std::move(datatype);
        return true;
    }
    out.problem = "unreadable";
    out.detail = datatype.error().detail;
    return false;
}

Result<Attribute> read_attribute(const Value& message)
{
    Attribute out;
    out.name = text_field(message, "name");
    if (!read_type(message, out))
        return out;
    if (const auto shape = numbers_field(message, "shape"))
        out.shape = *shape;
    if (out.shape.size() > limits::tensor_rank)
        return nonsense("attribute shape");
    if (const Value* const value = field(message, "value"))
        out.value = plain_value(*value, out.type ? out.type->dtype : DType(), out.shape);
    return out;
}

Result<std::vector<Attribute>> read_attributes(const Value& message)
{
    std::vector<Attribute> out;
    const Value* const list = field(message, "attributes");
    if (!list)
        return out;
    if (list->kind() != Value::Kind::List)
        return nonsense("attributes");
    for (const Value& item : list->items()) {
        STRATA_ASSIGN(auto attribute, read_attribute(item));
        out.push_back(std::move(attribute));
    }
    return out;
}

Layout read_layout(std::string_view name)
{
    if (name == "contiguous")
        return Layout::Contiguous;
    if (name == "compact")
        return Layout::Compact;
    if (name == "chunked")
        return Layout::Chunked;
    if (name == "virtual")
        return Layout::Virtual;
    return name == "external" ? Layout::External : Layout::Unknown;
}

Result<void> read_space(const Value& message, Dataset& out)
{
    const Value* const space = field(message, "space");
    if (!space)
        return {};
    out.null_space = text_field(*space, "kind") == "null";
    out.has_shape = text_field(*space, "kind") == "scalar";
    if (text_field(*space, "kind") != "simple")
        return {};
    const auto shape = numbers_field(*space, "shape");
    if (!shape || shape->size() > limits::tensor_rank)
        return nonsense("shape");
    out.shape = *shape;
    out.has_shape = true;
    const Value* const maximum = field(*space, "maximum");
    if (!maximum || maximum->kind() != Value::Kind::List)
        return {};
    for (const Value& axis : maximum->items()) {
        const bool bounded = axis.kind() == Value::Kind::Int && axis.as_integer() >= 0;
        out.maximum.push_back(bounded ? std::optional(static_cast<std::uint64_t>(axis.as_integer()))
                                      : std::nullopt);
    }
    return {};
}

Result<void> read_filters(const Value& message, Dataset& out)
{
    const Value* const list = field(message, "filters");
    if (!list || list->kind() != Value::Kind::List)
        return {};
    for (const Value& item : list->items()) {
        const auto id = number_field(item, "id");
        const auto numbers = numbers_field(item, "numbers");
        if (!id || *id > 0xffff || !numbers)
            return nonsense("filter");
        Filter filter{static_cast<int>(*id), std::string(text_field(item, "name")), {}};
        for (const std::uint64_t number : *numbers)
            filter.numbers.push_back(static_cast<std::uint32_t>(number));
        out.filters.push_back(std::move(filter));
    }
    return {};
}

/// A chunk as [place, offset, bytes, mask]; it must begin on the chunk grid, inside the shape.
Result<Chunk> read_chunk(const Value& item, const Dataset& dataset)
{
    if (item.kind() != Value::Kind::List || item.items().size() != 4)
        return nonsense("chunk");
    const Value wrapped = Value::dict({{Value::text("at"), item.items()[0]},
                                       {Value::text("offset"), item.items()[1]},
                                       {Value::text("bytes"), item.items()[2]},
                                       {Value::text("mask"), item.items()[3]}});
    const auto at = numbers_field(wrapped, "at");
    const auto offset = number_field(wrapped, "offset");
    const auto bytes = number_field(wrapped, "bytes");
    const auto mask = number_field(wrapped, "mask");
    if (!at || at->size() != dataset.shape.size() || !offset || !bytes || !mask)
        return nonsense("chunk");
    for (std::size_t axis = 0; axis < at->size(); ++axis) {
        if ((*at)[axis] >= dataset.shape[axis] || (*at)[axis] % dataset.chunk_shape[axis] != 0)
            return nonsense("chunk place");
    }
    return Chunk{*at, *offset, *bytes, static_cast<std::uint32_t>(*mask)};
}

Result<void> read_chunks(const Value& message, Dataset& out)
{
    const auto sizes = numbers_field(message, "chunk");
    if (!sizes)
        return {};
    if (sizes->size() != out.shape.size() || checked_product(*sizes).value_or(0) == 0)
        return nonsense("chunk shape");
    out.chunk_shape = *sizes;
    out.chunk_count = number_field(message, "chunk_count").value_or(0);
    const Value* const list = field(message, "chunks");
    if (!list || list->kind() != Value::Kind::List)
        return {};
    if (list->items().size() != out.chunk_count)
        return nonsense("chunk count");
    for (const Value& item : list->items()) {
        STRATA_ASSIGN(auto chunk, read_chunk(item, out));
        out.chunks.push_back(std::move(chunk));
    }
    return {};
}

Result<Dataset> read_dataset(const Value& message)
{
    Dataset out;
    if (!read_type(message, out))
        return out;
    out.layout = read_layout(text_field(message, "layout"));
    STRATA_TRY(read_space(message, out));
    STRATA_TRY(read_filters(message, out));
    out.offset = number_field(message, "offset");
    out.stored = number_field(message, "stored").value_or(0);
    out.compact = bytes_field(message, "data");
    out.fill = bytes_field(message, "fill");
    STRATA_TRY(read_chunks(message, out));
    return out;
}

} // namespace

Result<bool> IndexAssembly::take(const Value& message)
{
    const std::string_view kind = text_field(message, "kind");
    if (kind == "hello")
        return take_hello(message);
    if (kind == "end") {
        m_index.user_block = number_field(message, "user_block").value_or(0);
        return true;
    }
    if (kind == "refused")
        return fail(ErrorCode::Malformed, std::string(text_field(message, "what")));
    if (kind == "problem")
        return take_problem(message);
    if (kind == "link")
        return take_link(message);
    if (kind == "alias")
        return take_alias(message);
    if (kind == "attributes")
        return take_attributes(message);
    return take_object(message, kind);
}

Index IndexAssembly::finish() &&
{
    // The worker sends a group's soft links before its hard ones.
    for (Object& object : m_index.objects)
        std::stable_sort(object.links.begin(), object.links.end(),
                         [&](std::size_t a, std::size_t b) {
                             return m_index.links[a].name < m_index.links[b].name;
                         });
    return std::move(m_index);
}

Result<bool> IndexAssembly::take_hello(const Value& message)
{
    const Value* const missing = field(message, "missing");
    if (number_field(message, "protocol") != 1)
        return nonsense("protocol");
    if (missing && missing->kind() == Value::Kind::List) {
        for (const Value& item : missing->items()) {
            if (item.kind() == Value::Kind::Text)
                m_index.sandbox_missing.push_back(item.as_text());
        }
    }
    return false;
}

Result<std::size_t> IndexAssembly::parent_of(const Value& message) const
{
    const auto parent = number_field(message, "parent");
    if (!parent || *parent >= m_index.objects.size() ||
        m_index.objects[*parent].kind != ObjectKind::Group)
        return nonsense("parent");
    return static_cast<std::size_t>(*parent);
}

void IndexAssembly::add_link(Link link)
{
    m_index.objects[link.parent].links.push_back(m_index.links.size());
    m_index.links.push_back(std::move(link));
}

Result<bool> IndexAssembly::take_problem(const Value& message)
{
    STRATA_ASSIGN(const std::size_t parent, parent_of(message));
    m_index.problems.push_back({.parent = parent,
                                .name = std::string(text_field(message, "name")),
                                .what = std::string(text_field(message, "what")),
                                .detail = std::string(text_field(message, "detail")),
                                .address = number_field(message, "address")});
    return false;
}

Result<bool> IndexAssembly::take_link(const Value& message)
{
    STRATA_ASSIGN(const std::size_t parent, parent_of(message));
    const std::string_view kind = text_field(message, "link");
    Link link{parent,
              std::string(text_field(message, "name")),
              LinkKind::UserDefined,
              0,
              false,
              std::string(text_field(message, "path")),
              std::string(text_field(message, "file"))};
    if (kind == "soft")
        link.kind = LinkKind::Soft;
    else if (kind == "external")
        link.kind = LinkKind::External;
    add_link(std::move(link));
    return false;
}

Result<bool> IndexAssembly::take_alias(const Value& message)
{
    STRATA_ASSIGN(const std::size_t parent, parent_of(message));
    const auto target = number_field(message, "target");
    if (!target || *target >= m_index.objects.size())
        return nonsense("target");
    add_link({parent,
              std::string(text_field(message, "name")),
              LinkKind::Hard,
              static_cast<std::size_t>(*target),
              true,
              {},
              {}});
    return false;
}

Result<bool> IndexAssembly::take_object(const Value& message, std::string_view kind)
{
    if (number_field(message, "id") != m_index.objects.size())
        return nonsense("id");
    if (m_index.objects.size() >= limits::hdf5_objects)
        return fail(ErrorCode::LimitExceeded, "hdf5_objects");
    Object object;
    object.address = number_field(message, "address").value_or(0);
    if (kind == "group") {
        object.kind = ObjectKind::Group;
    } else if (kind == "dataset") {
        object.kind = ObjectKind::Dataset;
        STRATA_ASSIGN(object.dataset, read_dataset(message));
    } else if (kind == "datatype") {
        object.kind = ObjectKind::NamedType;
    } else if (kind != "unknown") {
        return nonsense("kind");
    }
    const bool is_root = m_index.objects.empty();
    if (is_root && object.kind != ObjectKind::Group)
        return nonsense("root");
    std::size_t parent = 0;
    if (!is_root) {
        STRATA_ASSIGN(parent, parent_of(message));
    }
    const std::size_t id = m_index.objects.size();
    m_index.objects.push_back(std::move(object));
    if (!is_root)
        add_link(
            {parent, std::string(text_field(message, "name")), LinkKind::Hard, id, false, {}, {}});
    return false;
}

Result<bool> IndexAssembly::take_attributes(const Value& message)
{
    const auto id = number_field(message, "id");
    if (!id || *id >= m_index.objects.size() || !m_index.objects[*id].attributes.empty())
        return nonsense("attributes of no object");
    STRATA_ASSIGN(auto attributes, read_attributes(message));
    // A nameless one stands for those that are not known even by name.
    if (!attributes.empty() && attributes.back().name.empty() &&
        !attributes.back().problem.empty()) {
        const Attribute& rest = attributes.back();
        m_index.problems.push_back({.parent = static_cast<std::size_t>(*id),
                                    .name = "attributes",
                                    .what = rest.problem,
                                    .detail = rest.detail,
                                    .address = std::nullopt});
        attributes.pop_back();
    }
    m_index.objects[*id].attributes = std::move(attributes);
    return false;
}

} // namespace strata::hdf5
