// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/layer_rename.h"

#include "io/keras/config_edit.h"

#include <algorithm>
#include <map>

namespace strata::keras {

namespace {

constexpr std::string_view layers_folder = "layers/";
constexpr std::string_view name_suffix = "@name";
/// Keras writes lists of names with the room of the longest for each: longer ones would make every
/// such list long.
constexpr std::size_t longest_name = 255;
/// The group of a model's own weights, which stands among those of the layers.
constexpr std::string_view own_weights_group = "top_level_model_weights";

LayerId layer_of(const Document& document, std::string_view key)
{
    if (!key.starts_with(layers_folder) || !key.ends_with(name_suffix))
        return LayerId::none;
    const auto node = document.model.find(key.substr(0, key.size() - name_suffix.size()));
    return node ? document.model.node(*node).layer : LayerId::none;
}

bool is_letter_or_digit(char each)
{
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
           (each >= '0' && each <= '9');
}

/// What runs a model, which has rules of its own for names. Before Keras 3 it is TensorFlow, or
/// takes names as TensorFlow does.
enum class Backend { TensorFlow, Torch, Other };

Backend backend_of(const Document& document)
{
    const auto entry = find_entry(document, "/@backend");
    if (!document.format.version.starts_with("3") || !entry ||
        entry->value.kind() != Value::Kind::Text)
        return Backend::TensorFlow;
    const std::string& name = entry->value.as_text();
    return name == "tensorflow" ? Backend::TensorFlow
           : name == "torch"    ? Backend::Torch
                                : Backend::Other;
}

bool is_control(char each)
{
    return static_cast<unsigned char>(each) < 0x20 || each == '\x7f';
}

/// What is wrong with a name by itself; empty when nothing is.
std::string fault_of(const std::string& name, Backend backend)
{
    if (name.empty())
        return "a layer needs a name";
    if (name.size() > longest_name)
        return "a name has at most " + std::to_string(longest_name) + " characters";
    if (name.find('/') != name.npos)
        return "a name with a '/' is a path to Keras";
    const bool taken =
        is_letter_or_digit(name.front()) && std::all_of(name.begin(), name.end(), [](char each) {
            return is_letter_or_digit(each) || each == '_' || each == '-' || each == '.';
        });
    if (backend == Backend::TensorFlow && !taken)
        return "TensorFlow takes names of a to z, digits, '_', '-' and '.' that begin with a "
               "letter or a digit";
    if (backend == Backend::Torch && name.find('.') != name.npos)
        return "Keras 3 takes no '.' in the names of layers when it runs on PyTorch";
    if (name == "." || std::any_of(name.begin(), name.end(), is_control))
        return "HDF5 or a terminal takes it for something else than a name";
    if (name == own_weights_group)
        return "Keras keeps the model's own weights under it";
    return {};
}

/// "head/hidden"
std::string path_of(const std::vector<std::string>& names)
{
    std::string path;
    for (const std::string& name : names)
        path += (path.empty() ? "" : "/") + escape_path_part(name);
    return path;
}

/// The names that lead to a layer with all that is renamed on the way.
std::vector<std::string> names_after(const std::vector<RenamedLayer>& renamed,
                                     std::vector<std::string> names)
{
    std::vector<std::string> now = names;
    for (const RenamedLayer& each : renamed) {
        const std::size_t depth = each.names.size();
        if (depth <= names.size() &&
            std::equal(each.names.begin(), each.names.end(), names.begin()))
            now[depth - 1] = each.to;
    }
    return now;
}

/// A key in which the longest of some paths stands at its start, with what that path becomes.
std::string carried(const std::vector<RenamedLayer>& renamed, const std::string& key, bool back)
{
    std::string best = key;
    std::size_t longest = 0;
    for (const RenamedLayer& each : renamed) {
        std::string old = path_of(each.names);
        std::string now = path_of(names_after(renamed, each.names));
        if (back)
            std::swap(old, now);
        for (const char* const folder : {"layers/", "/model_weights/", "/"}) {
            const std::string start = folder + old;
            // Of several '@' the last one ends the path: the others belong to names.
            const bool below = key.starts_with(start) && key.size() > start.size() &&
                               (start.size() == key.rfind('@') || key[start.size()] == '/');
            const bool top = each.names.size() == 1 || folder == layers_folder;
            if (!top || start.size() <= longest || !(below || key == start))
                continue;
            longest = start.size();
            best = folder + now + key.substr(start.size());
        }
    }
    return best;
}

} // namespace

std::string key_after(const std::vector<RenamedLayer>& renamed, const std::string& key)
{
    return carried(renamed, key, false);
}

std::string key_before(const std::vector<RenamedLayer>& renamed, const std::string& key)
{
    return carried(renamed, key, true);
}

bool is_layer_name(const Document& document, std::string_view key)
{
    return layer_of(document, key) != LayerId::none;
}

std::vector<RenamedLayer> renamed_layers(const Document& document, const Edits& edits)
{
    std::vector<RenamedLayer> renamed;
    for (const Edit& edit : edits.list()) {
        if (edit.kind != Edit::Kind::Set || edit.value.kind() != Value::Kind::Text)
            continue;
        const LayerId layer = layer_of(document, edit.key);
        if (layer == LayerId::none)
            continue;
        const std::string_view path = std::string_view(edit.key).substr(layers_folder.size());
        renamed.push_back({layer, edit.key,
                           names_along(path.substr(0, path.size() - name_suffix.size())),
                           edit.value.as_text()});
    }
    return renamed;
}

Result<void> check_layer_name(const Document& document, const Edits& edits, const Edit& edit)
{
    const auto refused = [&](std::string reason) {
        return fail(ErrorCode::BadArgument, std::move(reason), {}, edit.key);
    };
    const LayerId id = layer_of(document, edit.key);
    if (id == LayerId::none)
        return fail(ErrorCode::NoSuchItem, {}, {}, edit.key);
    if (edit.kind != Edit::Kind::Set)
        return refused("a layer needs a name");
    if (edit.value.kind() != Value::Kind::Text)
        return refused("a name is text");
    const std::string& name = edit.value.as_text();
    if (const std::string fault = fault_of(name, backend_of(document)); !fault.empty())
        return refused(fault);
    const Layer& layer = document.layers[index(id)];
    const NodeId model = document.model.node(layer.node).parent;
    std::map<LayerId, std::string> to;
    for (const RenamedLayer& each : renamed_layers(document, edits))
        to.emplace(each.layer, each.to);
    for (std::size_t i = 0; i < document.layers.size(); ++i) {
        const Layer& other = document.layers[i];
        const LayerId other_id{static_cast<std::uint32_t>(i)};
        if (other_id == id || document.model.node(other.node).parent != model)
            continue;
        if (other.name == layer.name)
            return refused("two layers have the name that it has now");
        const auto found = to.find(other_id);
        if ((found == to.end() ? other.name : found->second) == name)
            return refused("another layer has this name already");
    }
    return {};
}

} // namespace strata::keras
