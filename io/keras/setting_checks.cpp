// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/setting_checks.h"

#include "io/keras/allowed_words.h"
#include "io/keras/fixed_settings.h"
#include "io/keras/known_names.h"
#include "io/keras/value_kinds.h"
#include "io/keras/word_lists.h"
#include "io/model/json_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace strata::keras {

namespace {

int generation_of(const Document& document)
{
    return document.format.version.starts_with('3') ? 3 : 2;
}

std::string number_text(double number)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number);
    return {text.data(), end.ptr};
}

/// The name that a value is or has: 'relu', {"class_name": "HeNormal"}, {"class_name": "function",
/// "config": "f"}.
std::string name_in(const Value& value)
{
    if (value.kind() == Value::Kind::Text)
        return value.as_text();
    const Value* const name = member(value, "class_name");
    if (name == nullptr || name->kind() != Value::Kind::Text)
        return {};
    const Value* const config = member(value, "config");
    const bool function = name->as_text() == "function";
    return function && config != nullptr && config->kind() == Value::Kind::Text ? config->as_text()
                                                                                : name->as_text();
}

const AllowedValues* find_rule(int generation, std::string_view class_name,
                               std::string_view setting)
{
    const auto all = allowed_values();
    const auto found = std::ranges::find_if(all, [&](const AllowedValues& rule) {
        return rule.generation == generation && rule.setting == setting &&
               holds_word(rule.classes, class_name);
    });
    return found == all.end() ? nullptr : &*found;
}

class ValueCheck {
public:
    ValueCheck(const Document& document, const std::string& key)
        : m_document(document), m_key(key), m_generation(generation_of(document))
    {
    }

    Result<void> setting(std::string_view class_name, std::string_view name, const Value& before,
                         const Value& value)
    {
        const AllowedValues* const rule = find_rule(m_generation, class_name, name);
        if (rule != nullptr && rule->same_length && is_sequence(before) && is_sequence(value) &&
            before.items().size() != value.items().size())
            return refuse("a list of " + std::to_string(before.items().size()) + " is wanted");
        if (rule != nullptr)
            return rule->words.empty() ? numbers(*rule, value) : words(*rule, value);
        return name == "dtype" ? type_name(value) : Result<void>();
    }

    /// Optimizers look at their numbers alike in both generations, and at a momentum as SGD does.
    Result<void> optimizer_setting(std::string_view class_name, std::string_view name,
                                   const Value& value)
    {
        const AllowedValues* rule = find_rule(m_generation, class_name, name);
        if (rule == nullptr)
            rule = find_rule(3, class_name, name);
        if (rule == nullptr && name == "momentum")
            rule = find_rule(m_generation, "SGD", name);
        if (rule != nullptr)
            return numbers(*rule, value);
        const auto number = number_of_value(value);
        if (name == "ema_momentum" && number && (*number < 0 || *number > 1))
            return refuse(keras() + " refuses " + value.repr() +
                          " for it; numbers from 0 up to 1 are taken");
        // What optimizers of Keras 2 have from their base class.
        constexpr std::array<std::string_view, 5> never_negative = {
            "clipnorm", "clipvalue", "decay", "global_clipnorm", "lr"};
        if (m_generation == 2 && number && *number < 0 &&
            std::ranges::find(never_negative, name) != never_negative.end())
            return refuse(keras() + " refuses " + value.repr() +
                          " for it; numbers from 0 are taken");
        return {};
    }

    Result<void> loss(const Value& value)
    {
        return each_name(value, "loss", [&](const std::string& name, bool text) {
            return text ? holds_word(compiled("loss"), name) : is_keras_loss(name);
        });
    }

    Result<void> metrics(const Value& value)
    {
        if (!value.is_none() && value.kind() != Value::Kind::List &&
            value.kind() != Value::Kind::Dict)
            return refuse("metrics are a list");
        return each_name(value, "metric",
                         [](const std::string& name, bool) { return is_keras_metric(name); });
    }

    Result<void> loss_weights(const Value& value)
    {
        const bool taken = value.is_none() || value.kind() == Value::Kind::List ||
                           value.kind() == Value::Kind::Dict;
        return taken ? Result<void>() : refuse("weights of losses are a list or a dict");
    }

    /// As a whole: settings that the file has already are not looked at.
    Result<void> optimizer(const Value& value)
    {
        const std::string name = name_in(value);
        if (value.is_none() && !names_optimizer())
            return {};
        if (value.kind() != Value::Kind::Dict || name.empty())
            return refuse("an optimizer is a dict with class_name and config");
        const std::string plain = name.substr(name.find('>') + 1);
        const bool same = names_optimizer() && m_document.optimizer->class_name == plain;
        const Value* const config = member(value, "config");
        if (config == nullptr || config->kind() != Value::Kind::Dict)
            return same && m_document.optimizer->hyperparameters.empty()
                       ? Result<void>()
                       : refuse("an optimizer has a config");
        if (!same && !is_custom(name) && !holds_word(compiled("optimizer"), plain) &&
            !is_keras_optimizer(plain))
            return refuse_name("optimizer", plain, compiled("optimizer"));
        for (const ValueEntry& entry : config->entries()) {
            if (entry.key.kind() == Value::Kind::Text && !(same && has_hyperparameter(entry)))
                STRATA_TRY(optimizer_setting(plain, entry.key.as_text(), entry.value));
        }
        return {};
    }

    Result<void> training(std::string_view name, const Value& value)
    {
        const Value* const before = in_training(name);
        if (before != nullptr && same_value(*before, value))
            return {};
        if (name == "loss")
            return loss(value);
        if (name == "metrics" || name == "weighted_metrics")
            return metrics(value);
        if (name == "loss_weights")
            return loss_weights(value);
        return name == "optimizer_config" ? optimizer(value) : Result<void>();
    }

    /// What the file says already is not looked at: it may be read with custom objects, or without
    /// what was compiled.
    Result<void> whole_training(const Value& config)
    {
        for (const std::string& name : words_in(required_training(m_generation))) {
            const bool had = !m_document.training || in_training(name) != nullptr ||
                             (name == "optimizer_config" && names_optimizer());
            if (had && member(config, name) == nullptr)
                return refuse("Keras does not load a training configuration without " + name);
        }
        for (const ValueEntry& entry : config.entries()) {
            if (entry.key.kind() == Value::Kind::Text)
                STRATA_TRY(training(entry.key.as_text(), entry.value));
        }
        return {};
    }

private:
    tl::unexpected<Error> refuse(std::string reason) const
    {
        return fail(ErrorCode::BadArgument, std::move(reason), {}, m_key);
    }

    tl::unexpected<Error> refuse_name(std::string_view kind, const std::string& name,
                                      std::string_view taken) const
    {
        return refuse(keras() + " knows no " + std::string(kind) + " '" + name +
                      "', nor is it a custom object of the file; it takes " + some_of(taken, name));
    }

    [[nodiscard]] const Value* in_training(std::string_view name) const
    {
        return m_document.training ? member(*m_document.training, name) : nullptr;
    }

    [[nodiscard]] bool names_optimizer() const
    {
        return m_document.optimizer && !m_document.optimizer->class_name.empty();
    }

    [[nodiscard]] bool has_hyperparameter(const ValueEntry& entry) const
    {
        const auto& all = m_document.optimizer->hyperparameters;
        return std::any_of(all.begin(), all.end(), [&](const auto& each) {
            return each.first == entry.key.as_text() && same_value(each.second, entry.value);
        });
    }

    [[nodiscard]] std::string keras() const
    {
        return "Keras " + std::string(asked_version(m_generation));
    }

    /// Of a class that was not asked, such as InputLayer: what some class takes.
    Result<void> type_name(const Value& value) const
    {
        std::string_view longest;
        for (const AllowedValues& rule : allowed_values()) {
            if (rule.generation != m_generation || rule.setting != "dtype")
                continue;
            if (words(rule, value))
                return {};
            longest = std::max(longest, rule.words,
                               [](auto left, auto right) { return left.size() < right.size(); });
        }
        return refuse_name("dtype", name_in(value), longest);
    }

    /// The words for what is compiled.
    [[nodiscard]] std::string_view compiled(std::string_view what) const
    {
        for (const AllowedValues& rule : allowed_values()) {
            if (rule.generation == m_generation && rule.setting == what && rule.classes.empty())
                return rule.words;
        }
        return {};
    }

    [[nodiscard]] bool is_custom(const std::string& name) const
    {
        const auto& all = m_document.custom_objects;
        return name.find('>') != std::string::npos ||
               std::any_of(all.begin(), all.end(), [&](const CustomObject& custom) {
                   return custom.name == name || custom.registered_name == name;
               });
    }

    Result<void> words(const AllowedValues& rule, const Value& value) const
    {
        if (value.is_none())
            return {};
        const std::string name = name_in(value);
        if (name.empty())
            return refuse("a name is wanted");
        // Policies and the like are read by classes of their own.
        const bool nested = value.kind() == Value::Kind::Dict && rule.setting == "dtype";
        if (nested || is_custom(name) || holds_word(rule.words, name) || is_keras_layer(name))
            return {};
        return refuse_name(rule.setting, name, rule.words);
    }

    Result<void> numbers(const AllowedValues& rule, const Value& value) const
    {
        if (value.is_none())
            return {};
        if (!is_sequence(value))
            return number(rule, value);
        for (const Value& item : value.items())
            STRATA_TRY(number(rule, item));
        return {};
    }

    Result<void> number(const AllowedValues& rule, const Value& value) const
    {
        const auto given = number_of_value(value);
        if (!given)
            return refuse("a number is wanted");
        const bool fine = std::isnan(*given) ? rule.takes_nan
                                             : *given > rule.too_small && *given < rule.too_large;
        if (fine)
            return {};
        std::string range = std::isinf(rule.too_small) ? "" : " from " + number_text(rule.least);
        if (!std::isinf(rule.too_large))
            range += rule.most == std::floor(rule.most) ? " up to " + number_text(rule.most)
                                                        : " below " + number_text(rule.too_large);
        return refuse(keras() + " refuses " + value.repr() + " for it; numbers" + range +
                      " are taken");
    }

    /// The names in a loss or in metrics: one, a list, or one for each output. `known` is told
    /// whether it is the text alone, which load_model() looks up by fewer names.
    template <class Known>
    Result<void> each_name(const Value& given, std::string_view kind, Known known) const
    {
        std::vector<const Value*> pending = {&given};
        while (!pending.empty()) {
            const Value& value = *pending.back();
            pending.pop_back();
            const std::string name = name_in(value);
            if (!name.empty()) {
                const bool text = value.kind() == Value::Kind::Text;
                if (!is_custom(name) && !known(name, text))
                    return refuse_name(kind, name, compiled("loss"));
            } else if (value.kind() == Value::Kind::List) {
                for (const Value& item : value.items())
                    pending.push_back(&item);
            } else if (value.kind() == Value::Kind::Dict) {
                for (const ValueEntry& entry : value.entries())
                    pending.push_back(&entry.value);
            } else if (!value.is_none()) {
                return refuse("a " + std::string(kind) + " is a name or a dict with class_name");
            }
        }
        return {};
    }

    const Document& m_document;
    const std::string& m_key;
    int m_generation;
};

} // namespace

Result<void> check_setting_value(const Document& document, const SettingKey& key,
                                 const std::string& edit_key, const Value& value)
{
    ValueCheck check(document, edit_key);
    if (std::string reason = fixed_setting(document, key); !reason.empty())
        return fail(ErrorCode::BadArgument, std::move(reason), {}, edit_key);
    if (!is_finite(value))
        return fail(ErrorCode::BadArgument,
                    "Keras keeps it as JSON, which has no NaN and no infinity", {}, edit_key);
    if (key.object == "training")
        return check.training(key.name, value);
    const auto entry = find_entry(document, edit_key);
    if (entry && is_other_kind(entry->value, value))
        return fail(ErrorCode::BadArgument, "it is " + entry->type + " and stays that", {},
                    edit_key);
    if (key.object == "optimizer") {
        const std::string name = document.optimizer ? document.optimizer->class_name : "";
        return check.optimizer_setting(last_part(name), key.name, value);
    }
    const auto row = document.model.find(key.object);
    const LayerId id = row ? document.model.node(*row).layer : LayerId::none;
    if (id == LayerId::none || document.layers[index(id)].custom)
        return {};
    const std::string& class_name = document.layers[index(id)].class_name;
    return check.setting(class_name, key.name, entry ? entry->value : Value(), value);
}

Result<void> check_training_config(const Document& document, const std::string& edit_key,
                                   const Value& config)
{
    return ValueCheck(document, edit_key).whole_training(config);
}

Value as_wide_as(const Value& before, Value value)
{
    if (before.kind() == Value::Kind::Float && value.kind() == Value::Kind::Int)
        return Value::real(static_cast<double>(value.as_integer()));
    return value;
}

} // namespace strata::keras
