// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/rename_weights.h"

#include "io/keras/h5_view.h"
#include "io/keras/renamed_names.h"
#include "io/keras/stored_weights.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace strata::keras {

namespace {

/// "weight_names", or a piece of a long list: "weight_names3".
bool is_list_of(std::string_view attribute, std::string_view name)
{
    return attribute.starts_with(name) &&
           attribute.find_first_not_of("0123456789", name.size()) == std::string_view::npos;
}

class Renamer {
public:
    Renamer(const Document& document, const hdf5::Index& index,
            const std::vector<RenamedLayer>& renamed)
        : m_document(document), m_index(index), m_view(index), m_renamed(renamed)
    {
        const auto group = m_view.child(H5View::root, "model_weights");
        m_weights = group.value_or(H5View::root);
        m_prefix = group ? "/model_weights/" : "/";
        for (const RenamedLayer& each : renamed)
            m_to.emplace(each.layer, each.to);
        collect_weights();
    }

    Result<WeightRenames> run()
    {
        std::map<std::string, std::string> groups;
        for (const RenamedLayer& each : m_renamed) {
            if (each.names.size() == 1)
                groups.emplace(each.names.front(), each.to);
        }
        STRATA_TRY(check_groups());
        const auto layers = m_view.names(m_weights, "layer_names");
        for (const std::string& layer : layers.value_or(std::vector<std::string>())) {
            if (const auto object = m_view.find(m_weights, layer))
                STRATA_TRY(rename_names(*object, m_prefix + layer));
        }
        if (const auto optimizer = m_view.child(H5View::root, "optimizer_weights"))
            STRATA_TRY(rename_variables(*optimizer));
        STRATA_TRY(add_lists(m_weights,
                             m_prefix.substr(0, std::max<std::size_t>(1, m_prefix.size() - 1)),
                             "layer_names", groups));
        std::vector<LinkMove> moves;
        for (const auto& [from, to] : groups) {
            if (m_view.find(m_weights, from))
                moves.push_back({m_prefix + from, m_prefix + to});
        }
        add_moves(std::move(moves));
        return std::move(m_out);
    }

private:
    /// The layers around a row and it, outermost first.
    [[nodiscard]] NameChange change_of(NodeId node) const
    {
        NameChange change;
        for (; node != NodeId::none; node = m_document.model.node(node).parent) {
            const LayerId layer = m_document.model.node(node).layer;
            if (layer == LayerId::none)
                continue;
            const std::string& name = m_document.layers[strata::index(layer)].name;
            const auto found = m_to.find(layer);
            change.from.push_back(name);
            change.to.push_back(found == m_to.end() ? name : found->second);
        }
        std::reverse(change.from.begin(), change.from.end());
        std::reverse(change.to.begin(), change.to.end());
        return change;
    }

    void collect_weights()
    {
        for (const Layer& layer : m_document.layers) {
            const NameChange change = change_of(layer.node);
            if (change.from == change.to)
                continue;
            for (const TensorId weight : layer.weights)
                m_changes.emplace(weight, change);
        }
    }

    [[nodiscard]] std::optional<TensorId> tensor_at(const std::string& group,
                                                    std::string_view name) const
    {
        std::string path = group;
        while (!name.empty()) {
            const std::size_t slash = std::min(name.find('/'), name.size());
            if (slash != 0)
                path += "/" + escape_path_part(name.substr(0, slash));
            name.remove_prefix(std::min(slash + 1, name.size()));
        }
        const auto node = m_document.file.find(path);
        if (!node || m_document.file.node(*node).tensor == TensorId::none)
            return std::nullopt;
        return m_document.file.node(*node).tensor;
    }

    /// A path of the library as the File reading has it.
    static std::string escaped(std::string_view path)
    {
        std::string out;
        for (const char each : path) {
            if (each == '~')
                out += "~0";
            else
                out += each;
        }
        return out;
    }

    /// Of the weights in the group of one layer.
    Result<void> rename_names(std::size_t object, const std::string& group)
    {
        std::map<std::string, std::string> names;
        const auto stored = m_view.names(object, "weight_names");
        for (const std::string& name : stored.value_or(std::vector<std::string>())) {
            const auto tensor = tensor_at(escaped(group), name);
            const auto change = tensor ? m_changes.find(*tensor) : m_changes.end();
            if (change == m_changes.end())
                continue;
            const std::string to = renamed_weight(name, m_document.identity.name, change->second);
            m_stored.emplace(*tensor, std::pair{name, to});
            if (to != name)
                names.emplace(name, to);
        }
        return add_names(object, group, names);
    }

    /// Of the optimizer's variables that belong to such weights.
    Result<void> rename_variables(std::size_t object)
    {
        std::map<TensorId, TensorId> weight_of;
        if (m_document.optimizer) {
            for (const OptimizerSlot& slot : m_document.optimizer->slots)
                weight_of.emplace(slot.tensor, slot.weight);
        }
        std::map<std::string, std::string> names;
        const std::string group = "/optimizer_weights";
        const auto stored = m_view.names(object, "weight_names");
        for (const std::string& name : stored.value_or(std::vector<std::string>())) {
            const auto tensor = tensor_at(group, name);
            const auto weight = tensor ? weight_of.find(*tensor) : weight_of.end();
            if (weight == weight_of.end() || !m_stored.contains(weight->second))
                continue;
            const auto& [from, to] = m_stored.at(weight->second);
            constexpr std::string_view layers = "layers/";
            const std::string path = m_document.tensor_path(weight->second);
            const VariableNames weight_names{
                from, to, path.starts_with(layers) ? path.substr(layers.size()) : path,
                m_document.identity.name, m_changes.at(weight->second)};
            if (const std::string renamed = renamed_variable(name, weight_names); renamed != name)
                names.emplace(name, renamed);
        }
        return add_names(object, group, names);
    }

    Result<void> add_names(std::size_t object, const std::string& group,
                           const std::map<std::string, std::string>& names)
    {
        STRATA_TRY(add_lists(object, group, "weight_names", names));
        std::vector<LinkMove> moves;
        for (const auto& [from, to] : names)
            moves.push_back({group + "/" + from, group + "/" + to});
        add_moves(std::move(moves));
        return {};
    }

    /// Every piece of a list in which a name changes.
    Result<void> add_lists(std::size_t object, const std::string& path, std::string_view list,
                           const std::map<std::string, std::string>& names)
    {
        for (const hdf5::Attribute& attribute : m_index.objects[object].attributes) {
            if (!is_list_of(attribute.name, list) || attribute.value.kind() != Value::Kind::List)
                continue;
            std::vector<Value> items = attribute.value.items();
            bool changed = false;
            bool text = attribute.value.omitted() == 0;
            for (Value& item : items) {
                text = text && item.kind() == Value::Kind::Text && item.omitted() == 0;
                const auto found = text ? names.find(item.as_text()) : names.end();
                if (found == names.end())
                    continue;
                item = Value::text(found->second);
                changed = true;
            }
            if (changed && !text)
                return fail(ErrorCode::BadArgument, "a list of names is no text", {},
                            m_renamed.front().key);
            if (changed)
                m_out.lists.push_back(
                    {path, attribute.name, Value::sequence(Value::Kind::List, std::move(items))});
        }
        return {};
    }

    /// Where a link takes the place of another that moves as well, all move aside first.
    void add_moves(std::vector<LinkMove> moves)
    {
        std::set<std::string_view> from;
        for (const LinkMove& move : moves)
            from.insert(move.from);
        const bool crossing = std::any_of(moves.begin(), moves.end(), [&](const LinkMove& move) {
            return from.contains(move.to);
        });
        if (crossing) {
            for (const LinkMove& move : moves)
                m_out.moves.push_back({move.from, move.from + ".renamed"});
        }
        for (LinkMove& move : moves)
            m_out.moves.push_back({crossing ? move.from + ".renamed" : move.from, move.to});
    }

    /// A layer whose name is a path may have its group inside that of another.
    [[nodiscard]] Result<void> check_groups() const
    {
        const auto layers = m_view.names(m_weights, "layer_names");
        for (const RenamedLayer& each : m_renamed) {
            const std::string inside = each.names.front() + "/";
            for (const std::string& layer : layers.value_or(std::vector<std::string>())) {
                if (each.names.size() == 1 && layer.starts_with(inside))
                    return fail(ErrorCode::BadArgument,
                                "the weights of the layer " + layer + " lie inside its group", {},
                                each.key);
            }
        }
        return {};
    }

    const Document& m_document;
    const hdf5::Index& m_index;
    H5View m_view;
    const std::vector<RenamedLayer>& m_renamed;
    std::size_t m_weights = H5View::root;
    std::string m_prefix;
    std::map<LayerId, std::string> m_to;
    std::map<TensorId, NameChange> m_changes; ///< of the weights of renamed layers
    std::map<TensorId, std::pair<std::string, std::string>> m_stored; ///< their names
    WeightRenames m_out;
};

} // namespace

Result<WeightRenames> rename_weights(const Document& document, const hdf5::Index& index,
                                     const std::vector<RenamedLayer>& renamed)
{
    return Renamer(document, index, renamed).run();
}

} // namespace strata::keras
