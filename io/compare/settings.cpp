// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/settings.h"

#include "io/compare/settings_rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace strata {

namespace {

/// Named values of both sides, laid beside each other.
struct Sides {
    const NamedValues& left;
    const NamedValues& right;
    std::string prefix;    ///< of the keys
    bool one_sided = true; ///< what only one side has is a difference
    bool (*ignored)(std::string_view key) = nullptr;
    std::function<bool(const Value& left, const Value& right)> same = same_setting;
};

/// Without a prefix a name is a key already.
std::string key_of(const Sides& sides, const std::string& name)
{
    return sides.prefix.empty() ? name : sides.prefix + escape_path_part(name);
}

void compare_named(const Sides& sides, SettingDifferences& out)
{
    std::unordered_map<std::string_view, const Value*> rights;
    for (const auto& [name, value] : sides.right)
        rights.emplace(name, &value);
    std::unordered_map<std::string_view, bool> seen;
    for (const auto& [name, value] : sides.left) {
        seen.emplace(name, true);
        if (sides.ignored != nullptr && sides.ignored(name))
            continue;
        const auto other = rights.find(name);
        if (other == rights.end()) {
            if (sides.one_sided)
                out.push_back({key_of(sides, name), value, {}});
        } else if (!sides.same(value, *other->second)) {
            out.push_back({key_of(sides, name), value, *other->second});
        }
    }
    for (const auto& [name, value] : sides.right) {
        if (sides.one_sided && !seen.contains(name) &&
            (sides.ignored == nullptr || !sides.ignored(name)))
            out.push_back({key_of(sides, name), {}, value});
    }
}

NamedValues entries_by_name(const Value& dict)
{
    NamedValues named;
    if (dict.kind() != Value::Kind::Dict)
        return named;
    for (const ValueEntry& entry : dict.entries()) {
        if (entry.key.kind() == Value::Kind::Text)
            named.emplace_back(entry.key.as_text(), entry.value);
    }
    return named;
}

/// What the other tables say one by one, or what says where things lie in the file and how.
bool is_told_elsewhere(std::string_view key)
{
    static constexpr std::array<std::string_view, 7> names = {
        "@model_config",           "@training_config", "@layer_names",        "@weight_names",
        "@.data/serialization_id", "header@descr",     "header@fortran_order"};
    return key.starts_with("archive@") ||
           std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return key.ends_with(name); });
}

void compare_metadata(const Document& left, const Document& right, SettingDifferences& out)
{
    const auto named = [](const Document& document) {
        NamedValues values;
        for (const MetadataEntry& entry : document.metadata)
            values.emplace_back(entry.key, entry.value);
        return values;
    };
    compare_named(
        {named(left), named(right), {}, left.format.id == right.format.id, is_told_elsewhere}, out);
}

void compare_layers(const Document& left, const Document& right, const ModelPairs& pairs,
                    SettingDifferences& out)
{
    const bool one_framework = left.format.framework == right.format.framework;
    const bool one_sided = same_generation(left, right);
    const auto text = [](const std::string& value) {
        return Value::text(value);
    };
    if (one_framework && left.identity.class_name != right.identity.class_name)
        out.push_back(
            {"model@class", text(left.identity.class_name), text(right.identity.class_name)});
    for (const PairRow& row : pairs.rows) {
        if (row.left == NodeId::none || row.right == NodeId::none)
            continue;
        const LayerId one = left.main_tree().node(row.left).layer;
        const LayerId other = right.main_tree().node(row.right).layer;
        if (one == LayerId::none || other == LayerId::none || !one_framework)
            continue;
        const Layer& layer = left.layers[index(one)];
        const Layer& other_layer = right.layers[index(other)];
        const std::string prefix = left.main_tree().path(row.left) + '@';
        if (layer.class_name != other_layer.class_name)
            out.push_back({prefix + "class", text(layer.class_name), text(other_layer.class_name)});
        const auto is_kept = [](std::string_view key) {
            return is_bookkeeping(key) && key != "trainable";
        };
        const auto is_kept_across = [](std::string_view key) {
            return is_told_differently(key) && key != "trainable";
        };
        compare_named({entries_by_name(layer.config), entries_by_name(other_layer.config), prefix,
                       one_sided, one_sided ? +is_kept : +is_kept_across},
                      out);
    }
}

NamedValues optimizer_values(const OptimizerState& optimizer)
{
    NamedValues values;
    if (!optimizer.class_name.empty())
        values.emplace_back("class", Value::text(optimizer.class_name));
    if (optimizer.iterations)
        values.emplace_back("iterations", Value::integer(*optimizer.iterations));
    values.insert(values.end(), optimizer.hyperparameters.begin(), optimizer.hyperparameters.end());
    return values;
}

void compare_optimizers(const Document& left, const Document& right, SettingDifferences& out)
{
    const std::optional<OptimizerState>& one = left.optimizer;
    const std::optional<OptimizerState>& other = right.optimizer;
    if (!one && !other)
        return;
    if (!one || !other) {
        const auto name = [](const std::optional<OptimizerState>& optimizer) {
            return optimizer ? std::optional(Value::text(optimizer->class_name)) : std::nullopt;
        };
        out.push_back({"optimizer@class", name(one), name(other)});
        return;
    }
    compare_named({optimizer_values(*one), optimizer_values(*other), "optimizer@",
                   same_generation(left, right), is_bookkeeping},
                  out);
}

void compare_findings(const Document& left, const Document& right, SettingDifferences& out)
{
    const auto named = [](const Document& document) {
        NamedValues values;
        for (const Finding& finding : document.findings) {
            values.emplace_back(finding_key(finding, finding_place(document, finding)),
                                Value::text(severity_name(finding.severity)));
        }
        return values;
    };
    compare_named({named(left), named(right), {}}, out);
}

/// Numbers, text and what holds nothing else.
bool is_plain(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::TensorRef:
    case Value::Kind::Opaque:
    case Value::Kind::Name:
        return false;
    case Value::Kind::List:
    case Value::Kind::Tuple:
    case Value::Kind::Set:
    case Value::Kind::FrozenSet:
        return std::ranges::all_of(value.items(), is_plain);
    case Value::Kind::Dict:
        return std::ranges::all_of(value.entries(), [](const ValueEntry& entry) {
            return is_plain(entry.key) && is_plain(entry.value);
        });
    default:
        return true;
    }
}

/// Arrays and the estimators that it holds have rows of their own.
NamedValues fitted_values(const Estimator& estimator)
{
    NamedValues values;
    for (const auto& [name, value] : estimator.attributes) {
        if (is_plain(value))
            values.emplace_back(name, value);
    }
    return values;
}

void compare_estimators(const Document& left, const Document& right, const ModelPairs& pairs,
                        double tolerance, SettingsComparison& out)
{
    const bool one_sided = same_generation(left, right);
    for (const PairRow& row : pairs.rows) {
        if (row.left == NodeId::none || row.right == NodeId::none)
            continue;
        const Node& node = left.main_tree().node(row.left);
        const Node& other = right.main_tree().node(row.right);
        // The trees of a forest differ in the seeds that it gave them.
        if (node.estimator == EstimatorId::none || other.estimator == EstimatorId::none ||
            (node.kind == NodeKind::Tree && node.estimator != left.estimator))
            continue;
        const Estimator& one = left.estimators[index(node.estimator)];
        const Estimator& two = right.estimators[index(other.estimator)];
        const std::string prefix = left.main_tree().path(row.left) + '@';
        if (one.node != row.left || two.node != row.right)
            continue;
        if (one.class_name != two.class_name)
            out.parameters.push_back(
                {prefix + "class", Value::text(one.class_name), Value::text(two.class_name)});
        compare_named({one.parameters, two.parameters, prefix, one_sided}, out.parameters);
        compare_named({fitted_values(one), fitted_values(two), prefix, one_sided, nullptr,
                       [tolerance](const Value& a, const Value& b) {
                           return same_numbers(a, b, tolerance);
                       }},
                      out.fitted);
    }
}

/// Whether what differs in an estimator is told by its parameters or fitted values.
bool is_compared(const Document& left, NodeId id)
{
    const Node& node = left.main_tree().node(id);
    return node.estimator != EstimatorId::none &&
           left.estimators[index(node.estimator)].node == id &&
           (node.kind != NodeKind::Tree || node.estimator == left.estimator);
}

/// The key of the parameter or fitted value that a row of the left tree is or lies in; empty for one
/// in no estimator.
std::string key_in_estimator(const Document& left, NodeId id)
{
    const Tree& tree = left.main_tree();
    std::string_view below;
    std::string_view last;
    for (NodeId at = id; at != Tree::root; at = tree.node(at).parent) {
        if (is_compared(left, at))
            return tree.path(at) + '@' + std::string(last == "parameters" ? below : last);
        below = last;
        last = tree.text(tree.node(at).key);
    }
    return {};
}

/// The number that a value as Python writes it is; nothing for other text.
std::optional<double> number_in(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                    : std::nullopt;
}

bool same_written(std::string_view left, std::string_view right, double tolerance)
{
    const auto one = number_in(left);
    const auto other = number_in(right);
    return one && other && std::fabs(*other - *one) <= tolerance;
}

/// Values that no other table tells, such as those of a dict in a pickle.
void compare_values(const Document& left, const Document& right, const ModelPairs& pairs,
                    double tolerance, const std::unordered_set<std::string_view>& told,
                    SettingDifferences& out)
{
    const auto value = [](const Document& document, NodeId id) {
        return Value::name(std::string(document.main_tree().detail(id)));
    };
    for (const PairRow& row : pairs.rows) {
        if (!is_differing_value(left, row) ||
            same_written(left.main_tree().detail(row.left), right.main_tree().detail(row.right),
                         tolerance))
            continue;
        if (!told.contains(key_in_estimator(left, row.left)))
            out.push_back(
                {left.main_tree().path(row.left), value(left, row.left), value(right, row.right)});
    }
}

} // namespace

bool is_differing_value(const Document& left, const PairRow& row)
{
    if (row.own != PairSign::Changed || row.part == PairPart::Beside ||
        row.tensors != PairRow::no_tensors || row.left == NodeId::none || row.right == NodeId::none)
        return false;
    const Node& node = left.main_tree().node(row.left);
    return node.layer == LayerId::none && node.estimator == EstimatorId::none &&
           node.kind != NodeKind::Optimizer;
}

std::string finding_place(const Document& document, const Finding& finding)
{
    if (finding.model_node != NodeId::none && !document.model.empty())
        return document.model.path(finding.model_node);
    if (finding.file_node != NodeId::none)
        return document.file.path(finding.file_node);
    return {};
}

std::string finding_key(const Finding& finding, const std::string& place)
{
    return place.empty() ? finding.rule : finding.rule + ' ' + place;
}

SettingsComparison compare_settings(const Document& left, const Document& right,
                                    const ModelPairs& pairs, double tolerance)
{
    SettingsComparison out;
    compare_metadata(left, right, out.metadata);
    compare_layers(left, right, pairs, out.configuration);
    const Value none;
    if (left.training && right.training)
        compare_named({entries_by_name(left.training.value_or(none)),
                       entries_by_name(right.training.value_or(none)), "training@",
                       same_generation(left, right)},
                      out.training);
    else if ((left.training || right.training) && left.format.id == right.format.id)
        out.training.push_back({"training", left.training, right.training});
    compare_optimizers(left, right, out.optimizer);
    compare_findings(left, right, out.findings);
    compare_estimators(left, right, pairs, tolerance, out);
    std::unordered_set<std::string_view> told;
    for (const SettingDifferences* const each : {&out.parameters, &out.fitted}) {
        for (const SettingDifference& difference : *each)
            told.insert(difference.key);
    }
    compare_values(left, right, pairs, tolerance, told, out.values);
    // An attribute of an estimator may be metadata that can be edited, too.
    std::erase_if(out.metadata,
                  [&](const SettingDifference& each) { return told.contains(each.key); });
    return out;
}

} // namespace strata
