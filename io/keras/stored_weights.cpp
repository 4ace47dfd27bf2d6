// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/stored_weights.h"

#include <algorithm>
#include <map>
#include <set>

namespace strata::keras {

namespace {

using Parts = std::vector<std::string_view>;

Parts parts_of(std::string_view name)
{
    Parts parts;
    while (!name.empty()) {
        const std::size_t slash = std::min(name.find('/'), name.size());
        if (slash != 0)
            parts.push_back(name.substr(0, slash));
        name.remove_prefix(std::min(slash + 1, name.size()));
    }
    return parts;
}

/// Keras 1 names a weight "dense_1_W", and Keras 2 and 3 one without a name "Variable" and
/// "variable", counted.
std::string plain(std::string_view part, std::string_view layer)
{
    if (!layer.empty() && part.size() > layer.size() + 1 && part.starts_with(layer) &&
        part[layer.size()] == '_')
        part.remove_prefix(layer.size() + 1);
    std::string out(part);
    if (out.starts_with("Variable"))
        out.front() = 'v';
    return out;
}

bool all_different(const std::vector<std::string>& names)
{
    return std::set<std::string_view>(names.begin(), names.end()).size() == names.size();
}

/// Leaves the parts that all names have at the same place counted from their end, but for the last.
std::vector<std::string> told_apart(const std::vector<Parts>& all, std::string_view layer)
{
    std::size_t longest = 0;
    for (const Parts& parts : all)
        longest = std::max(longest, parts.size());
    std::vector<std::string> names(all.size());
    for (std::size_t back = longest; back > 0; --back) {
        const auto at = [&](const Parts& parts) {
            return back <= parts.size() ? parts[parts.size() - back] : std::string_view();
        };
        const bool shared = std::all_of(all.begin(), all.end(), [&](const Parts& parts) {
            return at(parts) == at(all.front());
        });
        if (shared && back != 1)
            continue;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (at(all[i]).empty())
                continue;
            names[i] += (names[i].empty() ? "" : "/") +
                        (back == 1 ? plain(at(all[i]), layer) : std::string(at(all[i])));
        }
    }
    return names;
}

} // namespace

std::string_view without_output(std::string_view weight_name)
{
    const std::size_t colon = weight_name.rfind(':');
    const bool output =
        colon != std::string_view::npos && colon + 1 < weight_name.size() &&
        weight_name.find_first_not_of("0123456789", colon + 1) == std::string_view::npos;
    return output ? weight_name.substr(0, colon) : weight_name;
}

StoredGroup read_group(const H5View& view, const hdf5::FileRows& rows, std::size_t object,
                       std::string name)
{
    StoredGroup group{std::move(name), object, true, {}, {}, {}};
    const auto names = view.names(object, "weight_names");
    group.listed = names.has_value();
    std::set<std::string_view> seen;
    for (const std::string& each : names.value_or(std::vector<std::string>())) {
        if (!seen.insert(each).second) {
            group.repeated.push_back(each);
            continue;
        }
        const auto found = view.find(object, each);
        if (!found || !view.index().objects[*found].dataset ||
            rows.tensors.at(*found) == TensorId::none) {
            group.missing.push_back(each);
            continue;
        }
        group.weights.push_back(
            {each, *found, rows.tensors[*found], view.index().objects[*found].dataset->shape});
    }
    return group;
}

StoredWeights read_weights(const H5View& view, const hdf5::FileRows& rows, std::size_t object)
{
    StoredWeights weights;
    weights.object = object;
    const auto layers = view.names(object, "layer_names");
    std::set<std::size_t> seen;
    for (const std::string& name : layers.value_or(std::vector<std::string>())) {
        const auto found = view.find(object, name);
        if (!found)
            weights.missing.push_back(name);
        else if (seen.insert(*found).second)
            weights.groups.push_back(read_group(view, rows, *found, name));
        else // under another name, or hard-linked: its weights must not be held again and again
            weights.repeated.push_back(name);
    }
    if (const auto top = view.child(object, "top_level_model_weights"))
        weights.top_level = read_group(view, rows, *top, "top_level_model_weights");
    return weights;
}

std::vector<std::string> short_names(const std::vector<StoredWeight>& weights,
                                     std::string_view layer)
{
    std::vector<Parts> all;
    std::vector<std::string> last;
    for (const StoredWeight& weight : weights) {
        all.push_back(parts_of(without_output(weight.name)));
        last.push_back(plain(all.back().empty() ? "weight" : all.back().back(), layer));
    }
    if (all_different(last))
        return last;
    std::vector<std::string> names = told_apart(all, layer);
    // Names that are still the same (of a file made by hand) are counted.
    std::map<std::string, std::size_t> seen;
    for (std::string& name : names) {
        if (const std::size_t before = seen[name]++; before != 0)
            name += "_" + std::to_string(before);
    }
    return names;
}

} // namespace strata::keras
