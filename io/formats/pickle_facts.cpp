// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/pickle_facts.h"

#include "io/formats/library_versions.h"
#include "io/formats/pickle_edit.h"
#include "io/model/parameter_keys.h"
#include "io/pickle/numpy.h"
#include "io/pickle/value_of.h"
#include "io/sklearn/classes.h"

#include <algorithm>
#include <map>
#include <set>

namespace strata {

using pickle::Graph;
using pickle::Kind;
using pickle::ObjectId;
using pickle::PickleDocument;

namespace {

/// Plain values of a root object that are listed as metadata.
constexpr std::size_t root_entries = 1'000;

/// Places that use a custom class and are listed.
constexpr std::size_t listed_uses = 20;

void add_version(DocumentBuilder& builder, std::string name, std::string version,
                 std::string evidence)
{
    builder.document.versions.push_back({std::move(name), std::move(version), std::move(evidence)});
}

void add_sklearn_version(DocumentBuilder& builder)
{
    std::set<std::string> seen;
    for (const Estimator& estimator : builder.document.estimators) {
        if (!estimator.version.empty() && seen.insert(estimator.version).second)
            add_version(builder, "scikit-learn", estimator.version,
                        "_sklearn_version of " + estimator.name);
    }
}

void add_numpy_version(const Graph& graph, DocumentBuilder& builder)
{
    const std::string generation = pickle::numpy_generation(graph);
    if (generation == "1")
        add_version(builder, "numpy", "<2.0", "names in numpy.core");
    else if (generation == "2")
        add_version(builder, "numpy", ">=2.0", "names in numpy._core");
}

/// From 1.2 on a wrapper says how its array is aligned, whether or not padding was needed.
void add_joblib_version(const PickleDocument& pickle, DocumentBuilder& builder)
{
    if (pickle.joblib.old_files) {
        add_version(builder, "joblib", "<0.10", "arrays in files of their own");
        return;
    }
    const Graph& graph = pickle.graph;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto* const array = graph.inline_array(ObjectId{static_cast<std::uint32_t>(i)});
        if (array == nullptr)
            continue;
        const std::string alignment = "numpy_array_alignment_bytes";
        const bool aligned = graph.contains(graph.attribute(array->wrapper, alignment));
        add_version(builder, "joblib", aligned ? ">=1.2" : ">=0.10,<1.2",
                    "NumpyArrayWrapper with" + std::string(aligned ? " " : "out ") + alignment);
        return;
    }
}

bool has_native_strings(const Graph& graph)
{
    for (std::size_t i = 0; i < graph.size(); ++i) {
        if (graph.is(ObjectId{static_cast<std::uint32_t>(i)}, Kind::NativeString))
            return true;
    }
    return false;
}

void add_python_version(const PickleDocument& pickle, DocumentBuilder& builder)
{
    const int protocol = pickle.protocol();
    const std::string written = "pickle protocol " + std::to_string(protocol);
    if (protocol >= 5)
        add_version(builder, "python", ">=3.8", written);
    else if (protocol == 4)
        add_version(builder, "python", ">=3.4", written);
    else if (protocol == 3)
        add_version(builder, "python", ">=3.0", written);
    else if (has_native_strings(pickle.graph))
        add_version(builder, "python", "<3.0", "strings of Python 2");
}

/// The line that makes a name importable for a loader.
std::string import_line(const pickle::GlobalName& name)
{
    const std::string outer = name.name.substr(0, name.name.find('.'));
    return name.module == "__main__" ? "define " + outer + " in the program that loads the file"
                                     : "from " + name.module + " import " + outer;
}

/// Which objects are made from each class, by the class's qualified name.
std::map<std::string, std::vector<NodeId>> uses_of_classes(const Graph& graph,
                                                           const sklearn::ObjectRows& file_rows)
{
    std::map<std::string, std::vector<NodeId>> uses;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const ObjectId object{static_cast<std::uint32_t>(i)};
        if (!graph.is(object, Kind::Constructed) || file_rows.row_of(object) == NodeId::none)
            continue;
        const ObjectId name = graph.class_global(object);
        if (!graph.is(name, Kind::Global))
            continue;
        const auto id = static_cast<std::size_t>(graph.global_id(name));
        if (sklearn::is_known_package(graph.globals()[id].module))
            continue;
        auto& places = uses[graph.globals()[id].qualified()];
        if (places.size() < listed_uses)
            places.push_back(file_rows.row_of(object));
    }
    return uses;
}

// ---- metadata ----

/// `object` and `stored_in` are the paths of what the attribute belongs to, in the main reading and
/// in the File reading.
void add_entry(DocumentBuilder& builder, const std::string& object, const std::string& stored_in,
               std::string_view attribute, Value value, std::string type = {})
{
    const std::string name = escape_path_part(attribute);
    MetadataEntry entry;
    entry.key = object + "@" + name;
    entry.type = type.empty() ? value.type_name() : std::move(type);
    entry.value = std::move(value);
    entry.where = stored_in + "/" + name;
    entry.editable = is_plain_value(entry.value);
    builder.document.metadata.push_back(std::move(entry));
}

void add_estimator_entries(const Estimator& estimator, DocumentBuilder& builder)
{
    const std::string object = builder.model.path(estimator.node);
    const std::string stored_in = builder.file.path(builder.model.at(estimator.node).counterpart);
    for (const auto& [name, value] : estimator.parameters)
        add_entry(builder, object, stored_in, name, value);
    if (!estimator.version.empty())
        add_entry(builder, object, stored_in, "_sklearn_version", Value::text(estimator.version));
    if (estimator.feature_names.empty())
        return;
    std::vector<Value> names;
    for (const std::string& name : estimator.feature_names)
        names.push_back(Value::text(name));
    add_entry(builder, object, stored_in, "feature_names_in_",
              Value::sequence(Value::Kind::List, std::move(names)));
}

/// What stands for itself in the table of metadata.
bool is_plain(const Value& value)
{
    return is_single_value(value) || value.kind() == Value::Kind::Complex;
}

/// The plain attributes of an object, or the plain entries of a dictionary, under text keys.
void add_root_entries(const Graph& graph, ObjectId root, DocumentBuilder& builder)
{
    auto entries = graph.attributes(root);
    if (entries.empty())
        entries = graph.entries(root, root_entries);
    entries.resize(std::min(entries.size(), root_entries));
    for (const pickle::Entry& entry : entries) {
        const auto key = graph.text(entry.key);
        if (!key)
            continue;
        Value value = pickle::value_of(graph, entry.value, {.tensor_of = {}, .depth = 1});
        if (is_plain(value))
            add_entry(builder, "object", "object", *key, std::move(value),
                      pickle::type_name(graph, entry.value));
    }
}

void add_metadata_rows(DocumentBuilder& builder)
{
    const auto parameters = parameter_keys(builder.document.estimators,
                                           [&](NodeId node) { return builder.model.path(node); });
    std::vector<MetadataEntry*> listed;
    for (MetadataEntry& entry : builder.document.metadata) {
        if (!parameters.contains(entry.key))
            listed.push_back(&entry);
    }
    if (listed.empty())
        return;
    const std::string count =
        std::to_string(listed.size()) + (listed.size() == 1 ? " entry" : " entries");
    const NodeId group = builder.model.add(
        Tree::root, {.kind = NodeKind::Metadata, .name = "metadata", .detail = count});
    for (MetadataEntry* const entry : listed) {
        const NodeKind kind =
            entry->value.kind() == Value::Kind::Text ? NodeKind::Text : NodeKind::Scalar;
        const std::string detail = entry->value.repr(200);
        entry->model_node = builder.model.add(
            group, {.kind = kind, .name = entry->key, .type = entry->type, .detail = detail});
    }
}

} // namespace

void add_versions(const PickleDocument& pickle, DocumentBuilder& builder)
{
    add_sklearn_version(builder);
    add_version(builder, "pickle protocol", std::to_string(pickle.protocol()),
                !pickle.streams.empty() && pickle.streams.front().explicit_protocol
                    ? "PROTO opcode"
                    : "opcodes used");
    add_numpy_version(pickle.graph, builder);
    add_joblib_version(pickle, builder);
    add_library_versions(pickle.graph, builder);
    add_python_version(pickle, builder);
}

void add_custom_objects(const PickleDocument& pickle, const sklearn::ObjectRows& file_rows,
                        DocumentBuilder& builder)
{
    const auto uses = uses_of_classes(pickle.graph, file_rows);
    for (const pickle::GlobalUse& global : pickle.globals) {
        if ((global.trust != Trust::Review && !global.by_team) ||
            sklearn::is_known_package(global.name.module))
            continue;
        CustomObject custom;
        custom.name = global.name.name;
        custom.registered_name = global.name.qualified();
        custom.load_hint = import_line(global.name);
        const auto used = uses.find(custom.registered_name);
        custom.kind = used == uses.end() ? "name" : "class";
        if (used != uses.end()) {
            for (const NodeId row : used->second)
                custom.used_by.push_back(builder.file.path(row));
        }
        builder.document.custom_objects.push_back(std::move(custom));
    }
}

void add_metadata(const PickleDocument& pickle, DocumentBuilder& builder)
{
    if (!sklearn::is_estimator(pickle.graph, pickle.root))
        add_root_entries(pickle.graph, pickle.root, builder);
    if (builder.document.estimators.empty())
        return;
    for (const Estimator& estimator : builder.document.estimators)
        add_estimator_entries(estimator, builder);
    add_metadata_rows(builder);
}

} // namespace strata
