// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/rename_config.h"

#include "io/model/json_edit.h"
#include "io/model/json_value.h"
#include "io/model/value_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

namespace strata::keras {

namespace {

using Members = std::vector<JsonMember>;

/// A piece of the JSON and what stands there instead.
struct Replacement {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;
};

std::string replaced(std::string_view json, std::vector<Replacement> replacements)
{
    std::sort(replacements.begin(), replacements.end(),
              [](const Replacement& a, const Replacement& b) { return a.begin < b.begin; });
    std::string out;
    std::size_t at = 0;
    for (const Replacement& each : replacements) {
        out.append(json.substr(at, each.begin - at)).append(each.text);
        at = each.end;
    }
    return out.append(json.substr(at));
}

/// Of several members of one key the last, as Python takes it.
std::optional<JsonPlace> member_in(const Members& members, std::string_view key)
{
    const auto found = std::find_if(members.rbegin(), members.rend(),
                                    [&](const JsonMember& each) { return each.key == key; });
    return found == members.rend() ? std::nullopt : std::optional(found->place);
}

/// The JSON of a configuration, and what its places hold.
class Config {
public:
    explicit Config(std::string_view json) : m_json(json) {}

    [[nodiscard]] JsonPlace root() const { return find_json(m_json, {}).value_or(JsonPlace()); }
    [[nodiscard]] char first(const JsonPlace& place) const
    {
        return place.begin < place.end ? m_json[place.begin] : '\0';
    }
    [[nodiscard]] Members members(const JsonPlace& place) const
    {
        return json_members(m_json, place.begin);
    }
    [[nodiscard]] std::optional<JsonPlace> member(const JsonPlace& place,
                                                  std::string_view key) const
    {
        return first(place) == '{' ? member_in(members(place), key) : std::nullopt;
    }
    /// Nothing for what is no text.
    [[nodiscard]] std::optional<std::string> text(const std::optional<JsonPlace>& place) const
    {
        if (!place || first(*place) != '"')
            return std::nullopt;
        const JsonReading read =
            read_json_value(m_json.substr(place->begin, place->end - place->begin));
        return read.value.kind() == Value::Kind::Text ? std::optional(read.value.as_text())
                                                      : std::nullopt;
    }
    [[nodiscard]] bool is_count(const JsonPlace& place) const
    {
        return first(place) >= '0' && first(place) <= '9';
    }
    /// The layers of a model: in "layers", or before Keras 2.2.3 the configuration itself.
    [[nodiscard]] Members layers(const JsonPlace& model) const
    {
        const auto config = member(model, "config");
        if (!config)
            return {};
        if (first(*config) == '[')
            return members(*config);
        const auto layers = member(*config, "layers");
        return layers && first(*layers) == '[' ? members(*layers) : Members();
    }
    [[nodiscard]] std::string name(const JsonPlace& layer) const
    {
        if (const auto own = text(member(layer, "name")))
            return *own;
        const auto config = member(layer, "config");
        return config ? text(member(*config, "name")).value_or("") : "";
    }

private:
    std::string_view m_json;
};

/// The places that name layers of one model, with the names.
class References {
public:
    explicit References(const Config& config) : m_config(config) {}

    void of_model(const JsonPlace& model)
    {
        for (const JsonMember& layer : m_config.layers(model)) {
            const auto nodes = m_config.member(layer.place, "inbound_nodes");
            if (!nodes)
                continue;
            for (const JsonMember& node : m_config.members(*nodes))
                add(node.place, m_config.first(node.place) != '{');
        }
        const auto config = m_config.member(model, "config");
        for (const char* const ends : {"input_layers", "output_layers"}) {
            if (const auto place = config ? m_config.member(*config, ends) : std::nullopt)
                add(*place, true);
        }
    }

    [[nodiscard]] const std::multimap<std::string, JsonPlace>& by_name() const { return m_names; }
    /// In the order of the text.
    [[nodiscard]] const std::vector<std::string>& in_order() const { return m_order; }

    /// All below a place. With `triples` ["layer", call, output] is one, as in Keras 1 and 2; in
    /// the arguments of Keras 3 that is a list like any other.
    void add(const JsonPlace& place, bool triples)
    {
        std::vector<JsonPlace> pending = {place};
        while (!pending.empty()) {
            const JsonPlace next = pending.back();
            pending.pop_back();
            const char first = m_config.first(next);
            if (first != '{' && first != '[')
                continue;
            const Members members = m_config.members(next);
            if (first == '{' && add_keras_tensor(members))
                continue;
            std::size_t rest = 0;
            if (first == '[' && triples && is_triple(members)) {
                add_name(members.front().place);
                rest = 3; // Keras 2 keeps tensors that were keyword arguments behind
            }
            for (std::size_t i = members.size(); i > rest; --i)
                pending.push_back(members[i - 1].place);
        }
    }

private:
    [[nodiscard]] bool is_triple(const Members& members) const
    {
        return members.size() >= 3 && m_config.first(members[0].place) == '"' &&
               m_config.is_count(members[1].place) && m_config.is_count(members[2].place);
    }

    bool add_keras_tensor(const Members& members)
    {
        const auto config = member_in(members, "config");
        if (!config || m_config.text(member_in(members, "class_name")) != "__keras_tensor__")
            return false;
        const auto history = m_config.member(*config, "keras_history");
        const Members parts =
            history && m_config.first(*history) == '[' ? m_config.members(*history) : Members();
        if (!parts.empty())
            add_name(parts.front().place);
        return true;
    }

    void add_name(const JsonPlace& place)
    {
        if (const auto name = m_config.text(place)) {
            m_names.emplace(*name, place);
            m_order.push_back(*name);
        }
    }

    const Config& m_config;
    std::multimap<std::string, JsonPlace> m_names;
    std::vector<std::string> m_order;
};

/// A layer of a configuration and the model around it.
struct FoundLayer {
    JsonPlace model;
    JsonPlace layer;
};

Result<FoundLayer> find_layer(const Config& config, const std::vector<std::string>& names)
{
    FoundLayer found{config.root(), config.root()};
    for (const std::string& name : names) {
        found.model = found.layer;
        std::size_t count = 0;
        for (const JsonMember& layer : config.layers(found.model)) {
            if (config.name(layer.place) != name)
                continue;
            found.layer = layer.place;
            ++count;
        }
        if (count == 0)
            return fail(ErrorCode::NoSuchItem, "the configuration has no such layer", {}, name);
        if (count > 1)
            return fail(ErrorCode::BadArgument, "two layers have this name", {}, name);
    }
    return found;
}

/// As Keras gives names to outputs: a layer that gives several is counted.
std::vector<std::string> counted(const std::vector<std::string>& layers)
{
    std::set<std::string> taken;
    std::map<std::string, std::size_t> next;
    std::vector<std::string> names;
    for (const std::string& layer : layers) {
        std::string name = layer;
        while (!taken.insert(name).second)
            name = layer + "_" + std::to_string(++next[layer]);
        names.push_back(std::move(name));
    }
    return names;
}

} // namespace

Result<std::string> rename_layers(std::string_view json, const std::vector<ConfigRename>& renames)
{
    if (const JsonReading read = read_json_value(json); read.damage)
        return fail(ErrorCode::BadArgument, "the configuration cannot be read whole");
    const Config config(json);
    std::vector<Replacement> replacements;
    for (const ConfigRename& rename : renames) {
        STRATA_ASSIGN(const FoundLayer found, find_layer(config, rename.names));
        const std::string& from = rename.names.back();
        const std::string to = json_text(Value::text(rename.to));
        const auto replace = [&](const std::optional<JsonPlace>& place) {
            if (config.text(place) == from)
                replacements.push_back({place->begin, place->end, to});
        };
        replace(config.member(found.layer, "name"));
        if (const auto own = config.member(found.layer, "config"))
            replace(config.member(*own, "name"));
        References references(config);
        references.of_model(found.model);
        const auto [first, last] = references.by_name().equal_range(from);
        for (auto each = first; each != last; ++each)
            replace(each->second);
    }
    return replaced(json, std::move(replacements));
}

OutputNames renamed_outputs(std::string_view json, const std::vector<ConfigRename>& renames)
{
    const Config config(json);
    const auto own = config.member(config.root(), "config");
    const auto ends = own ? config.member(*own, "output_layers") : std::nullopt;
    std::vector<std::string> layers;
    if (!ends) { // of a chain the last
        const Members all = config.layers(config.root());
        if (!all.empty())
            layers = {config.name(all.back().place)};
    } else if (config.first(*ends) == '[') {
        References references(config);
        references.add(*ends, true);
        layers = references.in_order();
    }
    const std::vector<std::string> before = counted(layers);
    for (std::string& layer : layers) {
        const auto found =
            std::find_if(renames.begin(), renames.end(), [&](const ConfigRename& rename) {
                return rename.names.size() == 1 && rename.names.front() == layer;
            });
        if (found != renames.end())
            layer = found->to;
    }
    const std::vector<std::string> after = counted(layers);
    OutputNames names;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i] != after[i])
            names.emplace_back(before[i], after[i]);
    }
    return names;
}

std::string rename_outputs(std::string_view json, const OutputNames& outputs)
{
    static constexpr std::array<std::string_view, 5> by_output = {
        "loss", "metrics", "weighted_metrics", "loss_weights", "sample_weight_mode"};
    const Config config(json);
    std::vector<Replacement> replacements;
    for (const std::string_view name : by_output) {
        const auto place = config.member(config.root(), name);
        if (!place || config.first(*place) != '{')
            continue;
        const Members members = config.members(*place);
        if (member_in(members, "class_name")) // one object for all outputs
            continue;
        for (const JsonMember& each : members) {
            const auto found =
                std::find_if(outputs.begin(), outputs.end(),
                             [&](const auto& output) { return output.first == each.key; });
            if (found != outputs.end())
                replacements.push_back(
                    {*each.place.key_begin, each.key_end, json_text(Value::text(found->second))});
        }
    }
    return replaced(json, std::move(replacements));
}

} // namespace strata::keras
