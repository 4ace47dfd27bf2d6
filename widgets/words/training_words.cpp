// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/training_words.h"

#include "io/model/json_value.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/translation.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace strata::words {

namespace {

constexpr std::size_t longest_value = 400;
constexpr int deepest_list = 4;

struct Known {
    std::string_view key;
    const char* name;
};
constexpr std::array<Known, 8> known = {{
    {"loss", QT_TRANSLATE_NOOP("words", "Loss")},
    {"metrics", QT_TRANSLATE_NOOP("words", "Metrics")},
    {"weighted_metrics", QT_TRANSLATE_NOOP("words", "Weighted metrics")},
    {"loss_weights", QT_TRANSLATE_NOOP("words", "Loss weights")},
    {"sample_weight_mode", QT_TRANSLATE_NOOP("words", "Sample weights")},
    {"steps_per_execution", QT_TRANSLATE_NOOP("words", "Steps per execution")},
    {"run_eagerly", QT_TRANSLATE_NOOP("words", "Run eagerly")},
    {"jit_compile", QT_TRANSLATE_NOOP("words", "JIT compile")},
}};

/// What Keras puts around a metric that is a function; it says nothing that the name does not.
constexpr std::string_view function_wrapper = "MeanMetricWrapper";
/// The settings of an optimizer that a person looks for first.
constexpr std::array<std::string_view, 14> first_settings = {
    "learning_rate", "lr",       "learning_rate_init",
    "momentum",      "nesterov", "beta_1",
    "beta_2",        "beta_3",   "rho",
    "epsilon",       "amsgrad",  "centered",
    "weight_decay",  "decay"};
/// The optimizer has a line of its own.
constexpr std::array<std::string_view, 2> left_out = {"optimizer_config", "optimizer"};

/// As torch's reader names the settings of one of several groups.
constexpr std::string_view group_word = "group ";
/// More columns are too narrow for what stands in them.
constexpr std::size_t most_groups = 4;

/// "0" and "lr" of "group 0 lr".
std::optional<std::pair<std::string, std::string>> group_and_setting(const std::string& name)
{
    const std::size_t digit = group_word.size();
    const bool grouped = name.starts_with(group_word) && name.size() > digit + 2 &&
                         name[digit] >= '0' && name[digit] <= '9' && name[digit + 1] == ' ';
    if (!grouped)
        return std::nullopt;
    return std::pair(name.substr(digit, 1), name.substr(digit + 2));
}

QString name_of(std::string_view key)
{
    for (const Known& each : known) {
        if (each.key == key)
            return translate(each.name);
    }
    return text_of(key);
}

/// A serialised object by its own name or its class.
QString object_text(const Value& dict)
{
    const Value* const class_name = member(dict, "class_name");
    if (!class_name || class_name->kind() != Value::Kind::Text)
        return {};
    if (const Value* const config = member(dict, "config")) {
        if (config->kind() == Value::Kind::Text) // a function by its name
            return text_of(config->as_text());
        if (config->kind() == Value::Kind::Dict) {
            if (const Value* const name = member(*config, "name");
                name && name->kind() == Value::Kind::Text)
                return class_name->as_text() == function_wrapper
                           ? text_of(name->as_text())
                           : translate("%1, %2").arg(text_of(class_name->as_text()),
                                                     text_of(name->as_text()));
        }
    }
    return text_of(class_name->as_text());
}

/// With the digits that a float32 has: settings are often kept as one, and 0.001 is then stored as
/// 0.0010000000474974513.
QString short_real(double value)
{
    constexpr int float32_digits = 7;
    return QString::number(value, 'g', float32_digits);
}

QString short_text(const Value& value, int depth)
{
    switch (value.kind()) {
    case Value::Kind::Text:
    case Value::Kind::Name:
        return text_of(value.as_text());
    case Value::Kind::Float:
        return short_real(value.as_real());
    case Value::Kind::Bool:
        return value.as_bool() ? translate("yes") : translate("no");
    case Value::Kind::Dict:
        if (const QString text = object_text(value); !text.isEmpty())
            return text;
        break;
    case Value::Kind::List:
    case Value::Kind::Tuple:
        if (depth < deepest_list && !value.items().empty()) {
            QStringList parts;
            for (const Value& item : value.items())
                parts.append(short_text(item, depth + 1));
            return parts.join(QStringLiteral(", "));
        }
        break;
    default:
        break;
    }
    return text_of(value.repr(longest_value));
}

/// Its class and its learning rate.
std::optional<TrainingFact> optimizer_fact(const Document& document)
{
    const OptimizerState* const optimizer = find_optimizer(document);
    if (optimizer == nullptr)
        return std::nullopt;
    TrainingFact fact{translate("Optimizer"), text_of(optimizer->class_name)};
    for (const auto& [key, value] : optimizer->hyperparameters) {
        if (key != "learning_rate" && key != "lr")
            continue;
        fact.number = short_text(value, 0);
        fact.value = translate("%1, learning rate %2").arg(fact.value, fact.number);
        break;
    }
    return fact;
}

} // namespace

QString setting_text(const Value& value)
{
    return short_text(value, 0);
}

NamedValues settings_in_order(const NamedValues& settings)
{
    NamedValues ordered = settings;
    const auto rank = [](const auto& setting) {
        return std::find(first_settings.begin(), first_settings.end(), setting.first) -
               first_settings.begin();
    };
    std::stable_sort(ordered.begin(), ordered.end(),
                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return ordered;
}

SettingTable settings_of_groups(const NamedValues& settings)
{
    std::map<std::string, NamedValues> groups; // by a number of one digit
    QStringList rows;
    for (const auto& [name, value] : settings) {
        const auto parts = group_and_setting(name);
        if (!parts)
            return {settings_in_order(settings), {}, {}};
        groups[parts->first].emplace_back(parts->second, value);
        if (const QString row = text_of(parts->second); !rows.contains(row))
            rows.append(row);
    }
    if (groups.size() < 2 || groups.size() > most_groups)
        return {settings_in_order(settings), {}, {}};
    SettingTable table;
    table.rows = rows;
    for (const auto& [number, of_group] : groups)
        table.columns.append(translate("group %1").arg(text_of(number)));
    for (const QString& row : std::as_const(rows)) {
        for (const auto& [number, of_group] : groups) {
            const auto found =
                std::find_if(of_group.begin(), of_group.end(),
                             [&](const auto& each) { return text_of(each.first) == row; });
            if (found == of_group.end())
                table.settings.emplace_back(std::string(), Value());
            else
                table.settings.emplace_back(std::string(group_word) + number + " " + found->first,
                                            found->second);
        }
    }
    return table;
}

QList<TrainingFact> training_facts(const Document& document)
{
    if (!document.training || document.training->kind() != Value::Kind::Dict)
        return {};
    QList<TrainingFact> facts;
    for (const ValueEntry& each : document.training->entries()) {
        if (each.key.kind() != Value::Kind::Text)
            continue;
        const std::string& key = each.key.as_text();
        if (std::find(left_out.begin(), left_out.end(), key) == left_out.end())
            facts.append({name_of(key), setting_text(each.value),
                          each.value.kind() != Value::Kind::Bool, each.value.is_none()});
    }
    if (const auto optimizer = optimizer_fact(document))
        facts.append(*optimizer);
    return facts;
}

} // namespace strata::words
