// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/limits.h"
#include "io/keras/config_checks.h"
#include "io/keras/known_names.h"
#include "io/keras/rules.h"

#include <map>

namespace strata::keras {

namespace {

/// Places that use a custom object and are listed.
constexpr std::size_t listed_uses = 20;

class CustomObjects {
public:
    explicit CustomObjects(const Reading& reading) : m_reading(reading) {}

    void add_layers()
    {
        for (const Layer& layer : m_reading.document().layers) {
            const bool model = layer.node != NodeId::none &&
                               m_reading.builder.model.at(layer.node).kind == NodeKind::Model;
            if (layer.custom)
                add(layer.class_name, layer.registered_name, model ? "model" : "layer", layer.node);
            add_inside(layer);
        }
    }

    /// The model itself, of a class of one's own.
    void add_model(const LayerConfig& model)
    {
        if (!is_keras_layer(model.class_name) || !model.registered_name.empty())
            add(model.class_name, model.registered_name, "model", NodeId::none);
    }

    void add_training(const Value& training)
    {
        if (const Value* const loss = config_value(training, "loss"))
            add_names(*loss, is_keras_loss);
        for (const char* const key : {"metrics", "weighted_metrics"}) {
            if (const Value* const metrics = config_value(training, key))
                add_names(*metrics, is_keras_metric);
        }
        const Value* const optimizer = config_value(training, "optimizer_config");
        const std::string name = optimizer ? config_text(*optimizer, "class_name") : "";
        const std::string plain = name.substr(name.find('>') + 1);
        if (!name.empty() && !is_keras_optimizer(plain))
            add(plain, plain == name ? "" : name, "optimizer", NodeId::none);
    }

    void write()
    {
        const std::string hint = load_hint();
        for (std::size_t i = 0; i < m_objects.size(); ++i) {
            if (i < limits::findings_a_rule) // the same for all
                m_objects[i].load_hint = hint;
            Finding finding;
            finding.rule = rules::custom_object;
            finding.severity = Severity::Note;
            finding.category = Category::Compatibility;
            finding.model_node = m_rows[i];
            finding.facts = {
                {"name", m_objects[i].name}, {"kind", m_objects[i].kind}, {"hint", hint}};
            m_reading.builder.add_finding(std::move(finding));
        }
        m_reading.document().custom_objects = std::move(m_objects);
    }

private:
    /// The line that names all objects. Each object has a copy, so past a length it ends in "...",
    /// which Python does not take: the rest is there to be filled in.
    [[nodiscard]] std::string load_hint() const
    {
        std::string names;
        for (const CustomObject& object : m_objects) {
            const std::string& key =
                object.registered_name.empty() ? object.name : object.registered_name;
            const std::string entry = '"' + key + "\": " + object.name;
            if (names.size() + entry.size() > limits::load_hint_bytes) {
                names += names.empty() ? "..." : ", ...";
                break;
            }
            names += (names.empty() ? "" : ", ") + entry;
        }
        return "keras.models.load_model(\"" + m_reading.document().name + "\", custom_objects={" +
               names + "})";
    }

    /// Functions and layers that a layer's configuration names.
    void add_inside(const Layer& layer)
    {
        for (const char* const key : {"activation", "recurrent_activation"}) {
            if (const Value* const given = config_value(layer.config, key))
                add_function(*given, layer.node);
        }
        for (const char* const key : {"layer", "backward_layer", "cell"}) {
            const Value* const given = config_value(layer.config, key);
            if (!given || given->kind() != Value::Kind::Dict)
                continue;
            const LayerConfig inner = read_layer_config(*given);
            if (!inner.class_name.empty() &&
                (!inner.registered_name.empty() || !is_keras_layer(inner.class_name)))
                add(inner.class_name, inner.registered_name, "layer", layer.node);
        }
    }

    void add_function(const Value& given, NodeId row)
    {
        std::string name;
        std::string registered;
        if (given.kind() == Value::Kind::Text) {
            name = given.as_text();
        } else if (config_text(given, "class_name") == "function") {
            name = config_text(given, "config");
            registered = config_text(given, "registered_name");
        }
        const std::string plain = name.substr(name.find('>') + 1);
        if (plain != name)
            registered = name;
        if (!plain.empty() && !is_keras_activation(plain) && !is_keras_layer(plain))
            add(plain, registered == plain || registered == "function" ? "" : registered,
                "function", row);
    }

    /// The names in a loss or in metrics: one, a list, or one for each output.
    void add_names(const Value& given, bool (*known)(std::string_view))
    {
        std::vector<const Value*> pending = {&given};
        while (!pending.empty()) {
            const Value& value = *pending.back();
            pending.pop_back();
            if (value.kind() == Value::Kind::Text) {
                add_name(value.as_text(), known, "function");
            } else if (value.kind() == Value::Kind::List) {
                for (const Value& item : value.items())
                    pending.push_back(&item);
            } else if (const std::string name = config_text(value, "class_name"); !name.empty()) {
                const bool function = name == "function";
                add_name(function ? config_text(value, "config") : name, known,
                         function ? "function" : "class");
                const Value* const config = config_value(value, "config");
                const Value* const inner = config ? config_value(*config, "fn") : nullptr;
                if (inner)
                    pending.push_back(inner);
            } else if (value.kind() == Value::Kind::Dict) {
                for (const ValueEntry& entry : value.entries())
                    pending.push_back(&entry.value);
            }
        }
    }

    void add_name(const std::string& name, bool (*known)(std::string_view), const char* kind)
    {
        const std::string plain = name.substr(name.find('>') + 1);
        if (!plain.empty() && !known(plain))
            add(plain, plain == name ? "" : name, kind, NodeId::none);
    }

    void add(const std::string& name, const std::string& registered, const char* kind, NodeId row)
    {
        const auto [at, fresh] =
            m_seen.try_emplace(registered.empty() ? name : registered, m_objects.size());
        if (fresh) {
            m_objects.push_back({name, registered, kind, {}, {}});
            m_rows.push_back(row);
        }
        CustomObject& object = m_objects[at->second];
        if (row != NodeId::none && object.used_by.size() < listed_uses)
            object.used_by.push_back(m_reading.builder.model.path(row));
    }

    const Reading& m_reading;
    std::vector<CustomObject> m_objects;
    std::vector<NodeId> m_rows;
    std::map<std::string, std::size_t> m_seen;
};

} // namespace

void check_custom_objects(const Reading& reading, const CheckedConfig& config)
{
    CustomObjects objects(reading);
    if (config.model)
        objects.add_model(*config.model);
    objects.add_layers();
    objects.add_training(config.training);
    objects.write();
}

} // namespace strata::keras
