// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/stored_facts.h"

#include "io/model/json_value.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace strata::keras {

namespace {

/// An attribute of the root or of the group of weights, and where it was found.
struct Found {
    std::string text;
    std::string where;
};

std::optional<Found> find_text(const Reading& reading, std::string_view name)
{
    if (const auto text = reading.view.text(H5View::root, name))
        return Found{std::string(*text), "/@" + std::string(name)};
    const auto group = reading.view.child(H5View::root, "model_weights");
    const auto text = group ? reading.view.text(*group, name) : std::nullopt;
    return text ? std::optional(Found{std::string(*text), "/model_weights@" + std::string(name)})
                : std::nullopt;
}

/// The number before the first point, and the one behind it.
std::optional<std::pair<int, int>> major_minor(std::string_view version)
{
    int major = 0;
    const char* const end = version.data() + version.size();
    const auto first = std::from_chars(version.data(), end, major);
    if (first.ec != std::errc())
        return std::nullopt;
    int minor = 0;
    if (first.ptr != end && *first.ptr == '.')
        std::from_chars(first.ptr + 1, end, minor);
    return std::pair{major, minor};
}

/// Attributes that are structure, and that every program rewrites by itself.
bool is_structure(std::string_view name)
{
    constexpr auto names = std::to_array<std::string_view>({"layer_names", "weight_names"});
    return std::any_of(names.begin(), names.end(), [&](std::string_view start) {
        return name.starts_with(start) &&
               name.find_first_not_of("0123456789", start.size()) == std::string_view::npos;
    });
}

/// "text", "JSON, object", or the numpy name of a number's type.
std::string entry_type(const hdf5::Attribute& attribute)
{
    const Value& value = attribute.value;
    if (value.kind() == Value::Kind::Text) {
        const std::string_view text = value.as_text();
        if (text.starts_with('{'))
            return "JSON, object";
        if (text.starts_with('['))
            return "JSON, list";
        return "text";
    }
    if (value.kind() == Value::Kind::List)
        return "list";
    return attribute.type && !attribute.type->variable ? attribute.type->dtype.name()
                                                       : value.type_name();
}

void add_entries(const Reading& reading, std::size_t object, const std::string& path, NodeId group)
{
    RowKeys keys;
    for (const hdf5::Attribute& attribute : reading.view.index().objects[object].attributes) {
        if (is_structure(attribute.name))
            continue;
        const std::string name = escape_path_part(attribute.name);
        MetadataEntry entry;
        entry.key = path + "@" + name;
        entry.type = entry_type(attribute);
        const bool text = attribute.value.kind() == Value::Kind::Text;
        entry.value = text ? short_text(attribute.value.as_text()) : attribute.value;
        entry.where = path + "@" + name;
        entry.editable = attribute.problem.empty() && entry.value.omitted() == 0;
        const std::string shown =
            path == "/" ? attribute.name : path.substr(1) + "/" + attribute.name;
        const std::string detail = entry.value.repr(200);
        entry.model_node =
            reading.builder.model.add(group, {.kind = text ? NodeKind::Text : NodeKind::Scalar,
                                              .name = shown,
                                              .type = entry.type,
                                              .detail = detail});
        reading.document().metadata.push_back(std::move(entry));
    }
}

void add_metadata(const Reading& reading)
{
    const NodeId group =
        reading.builder.model.add(Tree::root, {.kind = NodeKind::Metadata, .name = "metadata"});
    add_entries(reading, H5View::root, "/", group);
    if (const auto weights = reading.view.child(H5View::root, "model_weights"))
        add_entries(reading, *weights, "/model_weights", group);
    const std::size_t count = reading.document().metadata.size();
    reading.builder.model.set_detail(group,
                                     std::to_string(count) + (count == 1 ? " entry" : " entries"));
}

/// tf.keras carries the version of its TensorFlow since 2.5; before, its own.
void add_backend(const Reading& reading, const Found& backend)
{
    std::string version;
    const auto keras = major_minor(reading.document().format.version);
    if (backend.text == "tensorflow" && keras && keras->first == 2 && keras->second >= 5)
        version =
            ">=2." + std::to_string(keras->second) + ",<2." + std::to_string(keras->second + 1);
    reading.document().versions.push_back({backend.text, version, backend.where});
}

} // namespace

Generation add_format(const Reading& reading)
{
    FormatIdentity& format = reading.document().format;
    format.framework = "keras";
    const auto version = find_text(reading, "keras_version");
    const auto numbers = version ? major_minor(version->text) : std::nullopt;
    if (version)
        format.version = version->text;
    if (numbers && numbers->first >= 3)
        return Generation::Keras3;
    if (numbers && numbers->first == 2)
        return Generation::Keras2;
    // Keras itself takes a file without a version for one of version 1; so do programs that write
    // such files by hand, with a configuration of a later one.
    const auto config = reading.view.text(H5View::root, "model_config");
    if (!config || config->find("\"units\"") != std::string_view::npos)
        return config && config->find("DTypePolicy") != std::string_view::npos ? Generation::Keras3
                                                                               : Generation::Keras2;
    return Generation::Keras1;
}

void add_stored_facts(const Reading& reading)
{
    if (const auto version = find_text(reading, "keras_version"))
        reading.document().versions.push_back({"keras", version->text, version->where});
    else
        reading.document().versions.push_back({"keras", "", "no keras_version"});
    if (const auto backend = find_text(reading, "backend"))
        add_backend(reading, *backend);
    add_metadata(reading);
}

} // namespace strata::keras
