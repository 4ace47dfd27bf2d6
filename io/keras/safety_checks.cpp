// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/config_checks.h"
#include "io/keras/known_names.h"
#include "io/keras/rules.h"

#include <set>

namespace strata::keras {

namespace {

/// A Dict of the configuration with the layer that it belongs to.
struct Place {
    const Value* value = nullptr;
    std::string_view layer;
};

/// The name of a Lambda's function; empty when the file holds its code.
std::string function_of(const Value& config)
{
    const Value* const function = config_value(config, "function");
    if (!function)
        return {};
    if (function->kind() == Value::Kind::Text)
        return function->as_text();
    return config_text(*function, "config");
}

class SafetyCheck {
public:
    explicit SafetyCheck(const Reading& reading) : m_reading(reading), m_rows(reading.document()) {}

    /// Looks at every object of a configuration, without recursion.
    void walk(const Value& json)
    {
        std::vector<Place> pending = {{&json, {}}};
        while (!pending.empty()) {
            const Place place = pending.back();
            pending.pop_back();
            if (place.value->kind() == Value::Kind::List) {
                const auto& items = place.value->items();
                for (auto item = items.rbegin(); item != items.rend(); ++item)
                    pending.push_back({&*item, place.layer});
            } else if (place.value->kind() == Value::Kind::Dict) {
                const std::string_view layer = look_at(*place.value, place.layer);
                const auto& entries = place.value->entries();
                for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry)
                    pending.push_back({&entry->value, layer});
            }
        }
    }

private:
    /// Gives back the layer that the values inside belong to.
    std::string_view look_at(const Value& object, std::string_view layer)
    {
        const std::string class_name = config_text(object, "class_name");
        const Value* const config = config_value(object, "config");
        if (class_name.empty())
            return layer;
        if (const Value* const name = config ? config_value(*config, "name") : nullptr;
            name && name->kind() == Value::Kind::Text &&
            (is_keras_layer(class_name) || config_value(*config, "trainable")))
            layer = name->as_text();
        look_at_module(object, class_name, layer);
        if (config)
            look_at_class(class_name, *config, layer);
        return layer;
    }

    void look_at_module(const Value& object, const std::string& class_name, std::string_view layer)
    {
        const std::string module = config_text(object, "module");
        // A function says its own name in the place of the configuration.
        const std::string name =
            class_name == "function" ? config_text(object, "config") : class_name;
        if (is_loading_function(module, name)) {
            report(rules::loading_function, Severity::Error, Trust::Dangerous, layer,
                   {{"name", module.empty() ? name : module + "." + name}});
        } else if (!module.empty() && !is_modelling_object(module, name) &&
                   m_modules.insert(module + "." + name).second) {
            report(is_keras_package(module) ? rules::unusual_module : rules::foreign_module,
                   Severity::Warning, Trust::Review, layer, {{"module", module}, {"name", name}});
        }
    }

    void look_at_class(std::string_view whole_name, const Value& config, std::string_view layer)
    {
        const std::string_view class_name = last_part(whole_name);
        if (class_name == "Lambda")
            report_lambda(layer, function_of(config));
        else if (class_name == "__lambda__" && !m_lambdas.contains(std::string(layer)))
            report_lambda(layer, {});
        else if (class_name == "TFSMLayer")
            report(rules::outside_model, Severity::Warning, Trust::Review, layer,
                   {{"layer", std::string(layer)}, {"path", config_text(config, "filepath")}});
        else if (const std::string path = config_text(config, "vocabulary"); !path.empty())
            report(rules::vocabulary_file, Severity::Warning, Trust::Review, layer,
                   {{"layer", std::string(layer)}, {"path", path}});
    }

    void report_lambda(std::string_view layer, std::string function)
    {
        m_lambdas.insert(std::string(layer));
        std::vector<std::pair<std::string, std::string>> facts = {{"layer", std::string(layer)}};
        if (!function.empty())
            facts.emplace_back("function", std::move(function));
        report(rules::lambda, Severity::Error, Trust::Dangerous, layer, std::move(facts));
    }

    void report(std::string_view rule, Severity severity, Trust trust, std::string_view layer,
                std::vector<std::pair<std::string, std::string>> facts)
    {
        Finding finding;
        finding.rule = rule;
        finding.severity = severity;
        finding.category = Category::Security;
        finding.model_node = m_rows.of(layer);
        finding.file_node = m_reading.file_row(H5View::root);
        finding.facts = std::move(facts);
        m_reading.builder.add_finding(std::move(finding));
        m_reading.document().verdict.worsen(trust);
    }

    const Reading& m_reading;
    LayerRows m_rows;
    std::set<std::string> m_modules;
    std::set<std::string> m_lambdas;
};

} // namespace

LayerRows::LayerRows(const Document& document)
{
    for (const Layer& layer : document.layers)
        m_by_name.emplace(layer.name, layer.node);
}

NodeId LayerRows::of(std::string_view name) const
{
    const auto found = m_by_name.find(name);
    return found == m_by_name.end() ? NodeId::none : found->second;
}

void check_safety(const Reading& reading, const CheckedConfig& config)
{
    reading.document().verdict.worsen(Trust::Trusted);
    // What could not be read of a configuration might have held anything.
    if (!config.whole)
        reading.document().verdict.worsen(Trust::Review);
    SafetyCheck check(reading);
    check.walk(config.json);
    check.walk(config.training);
}

} // namespace strata::keras
