// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/file_rows.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/hdf5/dataset_tensor.h"
#include "io/hdf5/dataset_words.h"
#include "io/hdf5/file_findings.h"
#include "io/hdf5/worker_source.h"

#include <algorithm>

namespace strata::hdf5 {

namespace {

/// Bytes of an attribute's value that its row shows.
constexpr std::size_t shown_bytes = 200;

bool is_editable(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Text:
    case Value::Kind::Bool:
    case Value::Kind::Int:
    case Value::Kind::BigInt:
    case Value::Kind::Float:
        return true;
    default:
        return false;
    }
}

/// Whether an attribute can be edited: one text, number or bool, or a row of them.
bool is_editable(const Attribute& attribute)
{
    if (!attribute.problem.empty() || !attribute.type || attribute.shape.size() > 1)
        return false;
    // A named value of an enum reads as text, too.
    const bool may_be_text =
        attribute.type->variable || attribute.type->dtype.type == ScalarType::Bytes;
    const auto is_text = [](const Value& value) {
        return value.kind() == Value::Kind::Text;
    };
    if (attribute.shape.empty())
        return is_editable(attribute.value) && (may_be_text || !is_text(attribute.value));
    return attribute.value.kind() == Value::Kind::List && attribute.value.omitted() == 0 &&
           !attribute.value.items().empty() &&
           std::all_of(attribute.value.items().begin(), attribute.value.items().end(),
                       [&](const Value& item) {
                           return is_editable(item) && (may_be_text || !is_text(item));
                       });
}

NodeKind attribute_kind(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Text:
        return NodeKind::Text;
    case Value::Kind::Bool:
    case Value::Kind::Int:
    case Value::Kind::BigInt:
    case Value::Kind::Float:
    case Value::Kind::Complex:
        return NodeKind::Scalar;
    default:
        return NodeKind::Metadata;
    }
}

class FileRowsBuilder {
public:
    FileRowsBuilder(DocumentBuilder& builder, SourceSet& sources, const Index& index)
        : m_builder(builder), m_sources(sources), m_index(index)
    {
        m_rows.nodes.assign(index.objects.size(), NodeId::none);
        m_rows.tensors.assign(index.objects.size(), TensorId::none);
    }

    FileRows build()
    {
        m_builder.file = TreeBuilder("/");
        // Parents come before their children in the index.
        for (std::size_t id = 0; id < m_index.objects.size(); ++id) {
            if (id == 0)
                m_rows.nodes[id] = Tree::root;
            add_attributes(id);
            for (const std::size_t link : m_index.objects[id].links)
                add_link(m_index.links[link]);
        }
        for (const auto& [row, target] : m_again) {
            m_builder.file.set_detail(row, "see " + repeated_path(m_rows.nodes[target], 1));
            m_builder.file.at(row).tensor = m_rows.tensors[target];
        }
        if (m_path_room == 0)
            report_limit(m_builder, "hdf5_path_bytes", NodeId::none);
        add_file_findings(m_builder, *m_sources.front(), m_index, m_rows);
        return std::move(m_rows);
    }

private:
    std::string path_of(NodeId row) const
    {
        return row == Tree::root ? "/" : m_builder.file.path(row);
    }

    /// A row's path that will be kept `times` times; "…" once such texts have used up their room.
    std::string repeated_path(NodeId row, std::uint64_t times)
    {
        if (m_path_room > 0) {
            std::string path = path_of(row);
            const auto bytes = checked_multiply(path.size(), times);
            if (bytes && *bytes < m_path_room) {
                m_path_room -= *bytes;
                return path;
            }
        }
        m_path_room = 0;
        return "…";
    }

    void add_attributes(std::size_t id)
    {
        const Object& object = m_index.objects[id];
        const NodeId row = m_rows.nodes[id];
        if (object.attributes.empty() || (row == NodeId::none && id != 0))
            return;
        // Once in the key and once in the place of each.
        const std::string object_path = repeated_path(row, 2 * object.attributes.size());
        for (const Attribute& attribute : object.attributes) {
            const NodeId added = add_attribute_row(row, attribute);
            report_attribute(m_builder, attribute, added);
            m_builder.document.metadata.push_back(
                {.key = object_path + '@' + attribute.name,
                 .value = attribute.value,
                 .type = attribute.value.type_name(),
                 .where = object_path,
                 .editable = m_path_room > 0 && is_editable(attribute),
                 .model_node = NodeId::none});
        }
    }

    NodeId add_attribute_row(NodeId parent, const Attribute& attribute)
    {
        const std::string name = '@' + attribute.name;
        const std::string detail =
            attribute.problem.empty() ? attribute.value.repr(shown_bytes) : attribute.problem;
        return m_builder.file.add(parent, {.kind = attribute_kind(attribute.value),
                                           .name = name,
                                           .type = attribute.value.type_name(),
                                           .detail = detail,
                                           .key = {}});
    }

    void add_link(const Link& link)
    {
        const NodeId parent = m_rows.nodes[link.parent];
        if (link.kind != LinkKind::Hard) {
            const NodeId row = m_builder.file.add(parent, {.kind = NodeKind::Object,
                                                           .name = link.name,
                                                           .type = link_words(link.kind),
                                                           .detail = link_target(link),
                                                           .key = {}});
            return report_link(m_builder, link, row);
        }
        if (link.repeated)
            return add_again(parent, link);
        const Object& object = m_index.objects[link.target];
        m_rows.nodes[link.target] =
            object.dataset ? add_dataset(parent, link) : add_object(parent, link, object);
    }

    NodeId add_object(NodeId parent, const Link& link, const Object& object)
    {
        const std::string detail =
            object.kind == ObjectKind::Group ? count_words(object.links.size()) : std::string();
        return m_builder.file.add(
            parent, {.kind = object.kind == ObjectKind::Group ? NodeKind::Group : NodeKind::Object,
                     .name = link.name,
                     .type = object_words(object.kind),
                     .detail = detail,
                     .key = {},
                     .tensor = TensorId::none,
                     .offset = object.address});
    }

    /// A further name of an object: cycles end here.
    void add_again(NodeId parent, const Link& link)
    {
        const Object& object = m_index.objects[link.target];
        const NodeKind kind = object.dataset                     ? NodeKind::Tensor
                              : object.kind == ObjectKind::Group ? NodeKind::Group
                                                                 : NodeKind::Object;
        const NodeId row = m_builder.file.add(parent, {.kind = kind,
                                                       .name = link.name,
                                                       .type = object_words(object.kind),
                                                       .detail = {},
                                                       .key = {},
                                                       .tensor = TensorId::none,
                                                       .offset = object.address});
        if (row != NodeId::none)
            m_again.emplace_back(row, link.target);
    }

    NodeId add_dataset(NodeId parent, const Link& link)
    {
        const Object& object = m_index.objects[link.target];
        const Dataset& dataset = *object.dataset;
        const NodeId row = m_builder.file.add(parent, {.kind = NodeKind::Tensor,
                                                       .name = link.name,
                                                       .type = object_words(object.kind),
                                                       .detail = dataset_words(dataset),
                                                       .key = {},
                                                       .tensor = TensorId::none,
                                                       .offset = object.address});
        const ByteSource& file = *m_sources.front();
        report_dataset(m_builder, dataset, file.size(), row);
        if (!dataset.has_shape && !dataset.null_space)
            return row;
        DatasetTensor made = dataset_tensor(dataset, SourceId::file, file.size());
        const auto* const missing = std::get_if<MissingStorage>(&made.tensor.storage);
        if (missing && missing->reason == claims_too_much)
            report_limit(m_builder, missing->reason, row);
        made.tensor.file_node = row;
        made.tensor.role = TensorRole::Data;
        if (made.access == Access::Worker)
            made.tensor.storage = decoded_storage(made.tensor, object.address, link.name);
        else if (made.access == Access::Listed)
            made.tensor.storage = listed_storage(made.tensor, object.address, link.name);
        m_rows.tensors[link.target] = m_builder.add_tensor(std::move(made.tensor));
        return row;
    }

    /// A source of its own, which the worker fills when it is first read.
    Storage decoded_storage(const Tensor& tensor, std::uint64_t address, const std::string& name)
    {
        const auto bytes = tensor.bytes();
        if (!bytes || *bytes > limits::unpacked_bytes)
            return MissingStorage{"unpacked_bytes"};
        const SourceId id{static_cast<std::uint32_t>(m_sources.size())};
        m_sources.push_back(make_worker_source(m_sources.front(), address, *bytes));
        m_builder.document.sources.push_back({name, *bytes});
        return DenseStorage{{id, 0, *bytes}, {}, 0, 0};
    }

    /// The same for values without a fixed size.
    Storage listed_storage(const Tensor& tensor, std::uint64_t address, const std::string& name)
    {
        const auto count = tensor.count();
        if (!count || *count > limits::hdf5_listed_values)
            return MissingStorage{"hdf5_listed_values"};
        const SourceId id{static_cast<std::uint32_t>(m_sources.size())};
        m_sources.push_back(make_list_source(m_sources.front(), address, *count));
        m_builder.document.sources.push_back({name, 0});
        return ListedStorage{nullptr, id};
    }

    DocumentBuilder& m_builder;
    SourceSet& m_sources;
    const Index& m_index;
    FileRows m_rows;
    std::uint64_t m_path_room = limits::hdf5_path_bytes; ///< 0: used up
    std::vector<std::pair<NodeId, std::size_t>> m_again; ///< rows of further names, and of what
};

} // namespace

FileRows add_file_rows(DocumentBuilder& builder, SourceSet& sources, const Index& index)
{
    return FileRowsBuilder(builder, sources, index).build();
}

} // namespace strata::hdf5
