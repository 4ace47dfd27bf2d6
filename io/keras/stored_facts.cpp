// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/stored_facts.h"

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

/// "text", "JSON, object", or the type that the entry says.
std::string row_type(const MetadataEntry& entry)
{
    if (entry.value.kind() != Value::Kind::Text)
        return entry.type;
    const std::string_view text = entry.value.as_text();
    return text.starts_with('{') ? "JSON, object" : text.starts_with('[') ? "JSON, list" : "text";
}

/// Rows for the entries of the root and of the group of weights; every attribute of the file is an
/// entry by now.
void add_metadata_rows(const Reading& reading)
{
    const NodeId group =
        reading.builder.model.add(Tree::root, {.kind = NodeKind::Metadata, .name = "metadata"});
    std::size_t count = 0;
    RowKeys keys;
    for (MetadataEntry& entry : reading.document().metadata) {
        // An object, too, may have an '@' in its name; behind its path and '@' is the attribute's.
        const bool of_root = entry.where == "/";
        if (!of_root && entry.where != "/model_weights")
            continue;
        const std::string name =
            (of_root ? "" : "model_weights/") + entry.key.substr(entry.where.size() + 1);
        if (name.empty() || is_structure(name.substr(name.rfind('/') + 1)))
            continue;
        const bool text = entry.value.kind() == Value::Kind::Text;
        const std::string type = row_type(entry);
        const std::string detail = entry.value.repr(200);
        entry.model_node =
            reading.builder.model.add(group, {.kind = text ? NodeKind::Text : NodeKind::Scalar,
                                              .name = name,
                                              .type = type,
                                              .detail = detail,
                                              .key = keys.next(name)});
        ++count;
    }
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
    add_metadata_rows(reading);
}

} // namespace strata::keras
