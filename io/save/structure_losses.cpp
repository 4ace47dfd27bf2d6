// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/save/structure_losses.h"

#include "io/model/json_value.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace strata {

namespace {

/// Classes that one sentence names; the others are counted.
constexpr std::size_t most_named = 3;
constexpr std::size_t longest_name = 80;
constexpr std::size_t longest_setting = 24;

/// "a", "a and b", "a, b and c".
std::string joined(const std::vector<std::string>& parts)
{
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0)
            text += i + 1 == parts.size() ? " and " : ", ";
        text += parts[i];
    }
    return text;
}

std::string shortened(const std::string& text)
{
    return text.size() <= longest_name ? text : text.substr(0, longest_name) + "…";
}

/// Layers that a file says more of than the names of their arrays, which are kept.
std::uint64_t described_layers(const Document& document)
{
    return static_cast<std::uint64_t>(std::ranges::count_if(
        document.layers, [](const Layer& layer) { return !layer.class_name.empty(); }));
}

Loss lost_layers(std::uint64_t count, std::string_view target_name)
{
    const std::string what = count == 1 ? "The layer and its settings stay behind"
                                        : "The " + std::to_string(count) +
                                              " layers, their order and their settings stay behind";
    return {"layers",
            std::string(target_name) + " holds arrays only. " + what +
                "; using the weights takes the code that built the model.",
            count};
}

/// "limit 6.0": a setting of its own that a custom layer has, when it is short and the only one.
std::string own_setting(const Document& document, const CustomObject& custom)
{
    constexpr std::array<std::string_view, 6> usual = {
        "name", "trainable", "dtype", "batch_shape", "input_shape", "batch_input_shape"};
    for (const Layer& layer : document.layers) {
        if (!layer.custom || layer.registered_name != custom.registered_name ||
            layer.config.kind() != Value::Kind::Dict)
            continue;
        std::string found;
        for (const ValueEntry& entry : layer.config.entries()) {
            const bool known = entry.key.kind() == Value::Kind::Text &&
                               std::ranges::find(usual, entry.key.as_text()) == usual.end();
            if (!known)
                continue;
            const std::string value = entry.value.repr();
            if (!found.empty() || value.size() > longest_setting)
                return "its settings";
            found = "its " + entry.key.as_text() + ' ' + value;
        }
        return found;
    }
    return {};
}

Loss lost_classes(const Document& document)
{
    const auto& all = document.custom_objects;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(all.size(), most_named); ++i)
        names.push_back(
            shortened(all[i].registered_name.empty() ? all[i].name : all[i].registered_name));
    if (all.size() > most_named)
        names.push_back(std::to_string(all.size() - most_named) + " more");
    const std::string setting = all.size() == 1 ? own_setting(document, all.front()) : "";
    if (!setting.empty())
        names.push_back(setting);
    const char* const where =
        document.layers.empty() ? " no array and stay behind." : " part of the layers.";
    const char* const lone =
        document.layers.empty() ? " no array and stays behind." : " part of the layers.";
    const bool several = names.size() > 1;
    return {all.size() == 1 ? "custom class" : "custom classes",
            joined(names) + (several ? " are" : " is") + (several ? where : lone), all.size()};
}

/// How it was trained: what was compiled, and the optimizer's settings.
std::optional<Loss> lost_training(const Document& document)
{
    std::vector<std::string> parts;
    if (document.training && document.training->kind() == Value::Kind::Dict) {
        const auto has = [&](std::string_view key) {
            const Value* const value = member(*document.training, key);
            return value != nullptr && !value->is_none();
        };
        if (has("loss"))
            parts.emplace_back("loss");
        if (has("metrics") || has("weighted_metrics"))
            parts.emplace_back("metrics");
        if (parts.empty())
            parts.emplace_back("what was compiled");
    }
    if (document.optimizer && document.optimizer->class_name.empty())
        parts.emplace_back("the settings of the optimizer");
    else if (document.optimizer)
        parts.push_back("the settings of " + shortened(document.optimizer->class_name));
    if (parts.empty())
        return std::nullopt;
    std::string text = joined(parts);
    text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    const bool several = parts.size() > 1 || text.starts_with("The settings");
    return Loss{"training", text + (several ? " have" : " has") + " no place in the file.", 1};
}

/// Values of the File reading that are neither arrays nor metadata.
std::uint64_t other_values(const Document& document)
{
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < document.file.size(); ++i) {
        const Node& node = document.file.node(NodeId{static_cast<std::uint32_t>(i)});
        const bool value = node.kind == NodeKind::Scalar || node.kind == NodeKind::Text;
        count += value && node.tensor == TensorId::none ? 1 : 0;
    }
    const std::uint64_t listed = document.metadata.size();
    return count > listed ? count - listed : 0;
}

/// What an estimator learned that is a single number, such as the intercept of one target.
std::vector<std::string> fitted_numbers(const Document& document)
{
    const Tree& tree = document.model;
    std::vector<std::string> named;
    for (std::size_t i = 0; i < tree.size(); ++i) {
        const NodeId row{static_cast<std::uint32_t>(i)};
        const Node& node = tree.node(row);
        const bool fitted = node.kind == NodeKind::Scalar && node.tensor == TensorId::none &&
                            node.parent != NodeId::none &&
                            tree.node(node.parent).estimator != EstimatorId::none &&
                            tree.name(row).ends_with('_');
        if (!fitted)
            continue;
        const std::string_view value = tree.detail(row);
        named.push_back(shortened(std::string(tree.name(row))));
        if (!value.empty() && value.size() <= longest_setting)
            named.back() += " " + std::string(value);
    }
    return named;
}

Loss lost_values(const Document& document, std::uint64_t count)
{
    std::vector<std::string> named = fitted_numbers(document);
    const std::uint64_t others = count - std::min<std::uint64_t>(count, named.size());
    const bool all_named = named.size() <= most_named && others == 0;
    std::string why = "The format has no place for numbers and texts by themselves";
    if (named.size() > most_named)
        named.resize(most_named);
    if (!named.empty())
        why += std::string(all_named ? ": " : ", such as ") + joined(named);
    return {"values that are no arrays", why + '.', count};
}

/// Tensors that an index names and no file has: rows without an array.
std::uint64_t absent_arrays(const Document& document)
{
    if (document.format.id != "safetensors-index")
        return 0;
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < document.model.size(); ++i) {
        const NodeId row{static_cast<std::uint32_t>(i)};
        const Node& node = document.model.node(row);
        count += node.kind == NodeKind::Object && document.model.type(row) == "tensor" ? 1 : 0;
    }
    return count;
}

} // namespace

std::vector<Loss> structure_losses(const Document& document, std::string_view target_name)
{
    std::vector<Loss> losses;
    if (const std::uint64_t layers = described_layers(document); layers != 0)
        losses.push_back(lost_layers(layers, target_name));
    if (!document.estimators.empty())
        losses.push_back({"estimators",
                          std::string(target_name) +
                              (document.estimators.size() == 1
                                   ? " holds arrays only. What the estimator is, its settings and "
                                     "how it predicts stay behind."
                                   : " holds arrays only. What the estimators are, their settings "
                                     "and how they predict stay behind."),
                          document.estimators.size()});
    if (!document.custom_objects.empty())
        losses.push_back(lost_classes(document));
    if (auto training = lost_training(document))
        losses.push_back(std::move(*training));
    if (const std::uint64_t others = other_values(document); others != 0)
        losses.push_back(lost_values(document, others));
    return losses;
}

std::vector<Loss> integrity_losses(const Document& document, bool chosen)
{
    switch (document.verdict.integrity) {
    case Integrity::Complete:
        return {};
    case Integrity::Ambiguous:
        return {{"certainty",
                 "The file can be read in two ways: another program may see something else in it "
                 "than what is written.",
                 1}};
    case Integrity::Incomplete:
        break;
    }
    if (chosen)
        return {{"completeness",
                 "The file is damaged or not complete: the chosen arrays are written as they could "
                 "be read.",
                 1}};
    std::vector<Loss> losses = {{"completeness",
                                 "The file is damaged or not complete: what could not be read is "
                                 "missing in the new file, which looks whole.",
                                 1}};
    if (const std::uint64_t absent = absent_arrays(document); absent != 0)
        losses.push_back(
            {"missing arrays", "The index names them, and no file of the model has them.", absent});
    return losses;
}

} // namespace strata
