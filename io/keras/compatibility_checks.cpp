// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/config_checks.h"
#include "io/keras/known_names.h"
#include "io/keras/rules.h"

#include <algorithm>
#include <array>
#include <map>

namespace strata::keras {

namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

/// A keyword that Keras 2 writes for a class and Keras 3 refuses.
struct RefusedKeyword {
    std::string_view class_name;
    std::string_view keyword;
};
constexpr auto refused_keywords = std::to_array<RefusedKeyword>({
    {"LSTM", "time_major"},
    {"GRU", "time_major"},
    {"SimpleRNN", "time_major"},
    {"RNN", "time_major"},
    {"DepthwiseConv1D", "groups"},
    {"DepthwiseConv2D", "groups"},
    {"Conv1DTranspose", "groups"},
    {"Conv2DTranspose", "groups"},
    {"Conv3DTranspose", "groups"},
    {"SeparableConv1D", "groups"},
    {"SeparableConv2D", "groups"},
    {"MultiHeadAttention", "query_shape"},
});

/// Losses that Keras 3 does not look up under this name from .h5.
constexpr auto short_losses = std::to_array<std::string_view>(
    {"mse", "mae", "mape", "msle", "bce", "kld", "MSE", "MAE", "MAPE", "MSLE", "BCE", "KLD",
     "logcosh", "huber_loss", "kullback_leibler_divergence"});

class CompatibilityCheck {
public:
    explicit CompatibilityCheck(const Reading& reading)
        : m_reading(reading), m_rows(reading.document())
    {
    }

    /// All layers, those of models inside too.
    void look_at_model(const LayerConfig& model)
    {
        if (model.list_config)
            note(rules::list_configuration, Severity::Note, Facts());
        const bool first = model.sequential() && !model.layers.empty() && keras2() &&
                           !model.layers.front().is_input() && !model.list_config &&
                           declared_input(model.layers.front());
        if (first)
            note(rules::no_input_layer, Severity::Warning, model.layers.front().name);
        std::map<std::string_view, const LayerConfig*> models;
        for (const LayerConfig& layer : model.layers) {
            look_at_layer(layer);
            if (!layer.is_model)
                continue;
            models.emplace(layer.name, &layer);
            look_at_model(layer); // no deeper than the configuration was read
        }
        for (const LayerConfig& layer : model.layers) {
            for (const auto& call : layer.calls) {
                for (const TensorSource& source : call)
                    look_at_source(source, models);
            }
        }
    }

    void look_at_training(const Value& training)
    {
        if (const Value* const loss = config_value(training, "loss"))
            look_at_loss(*loss);
        const Value* const optimizer = config_value(training, "optimizer_config");
        if (!optimizer)
            return;
        const std::string name = config_text(*optimizer, "class_name");
        const Value* const config = config_value(*optimizer, "config");
        if (name.starts_with("Custom>"))
            note(rules::new_optimizer, Severity::Warning, Facts{{"class", name.substr(7)}});
        if (config && config_value(*config, "lr"))
            note(rules::old_learning_rate, Severity::Note, Facts{{"class", name}});
    }

    void look_at_file()
    {
        const Document& document = m_reading.document();
        const std::string& version = document.format.version;
        if (m_reading.generation == Generation::Keras1)
            note(rules::keras_1, Severity::Warning, Facts{{"version", version}});
        else if (version.empty())
            note(rules::no_version, Severity::Note, Facts());
        if (m_reading.generation != Generation::Keras3)
            return;
        note(rules::keras_3, Severity::Note, Facts{{"version", version}});
        if (document.optimizer && !document.optimizer->slots.empty())
            note(rules::state_not_restored, Severity::Note,
                 Facts{{"count", std::to_string(document.optimizer->slots.size())}});
    }

    void write()
    {
        for (Noted& noted : m_noted) {
            if (noted.layers != 0)
                noted.finding.facts.emplace_back("count", std::to_string(noted.layers));
            m_reading.builder.add_finding(std::move(noted.finding));
        }
    }

private:
    struct Noted {
        Finding finding;
        std::size_t layers = 0;
    };

    [[nodiscard]] bool keras2() const { return m_reading.generation == Generation::Keras2; }

    Noted& note(std::string_view rule, Severity severity, Facts facts)
    {
        // One finding a rule and class: a model may have a hundred layers of the same trouble.
        const auto same = [&](const std::pair<std::string, std::string>& fact) {
            return fact.first == "class";
        };
        const auto found = std::find_if(facts.begin(), facts.end(), same);
        const std::string key =
            std::string(rule) + (found == facts.end() ? std::string() : "/" + found->second);
        const auto [at, fresh] = m_by_key.try_emplace(key, m_noted.size());
        if (fresh) {
            Noted& noted = m_noted.emplace_back();
            noted.finding.rule = rule;
            noted.finding.severity = severity;
            noted.finding.category = Category::Compatibility;
            noted.finding.file_node = m_reading.file_row(H5View::root);
            noted.finding.facts = std::move(facts);
        }
        return m_noted[at->second];
    }

    void note(std::string_view rule, Severity severity, const std::string& layer, Facts more = {})
    {
        more.insert(more.begin(), {"layer", layer});
        Noted& noted = note(rule, severity, std::move(more));
        if (noted.layers++ == 0)
            noted.finding.model_node = m_rows.of(layer);
    }

    void look_at_layer(const LayerConfig& layer)
    {
        const Facts of_class = {{"class", layer.class_name}};
        if (layer.class_name == "TFOpLambda" || layer.class_name == "SlicingOpLambda" ||
            layer.class_name == "TensorFlowOpLayer")
            note(rules::tensorflow_operation, Severity::Note, layer.name, of_class);
        else if (m_reading.generation == Generation::Keras3 &&
                 is_keras_operation(layer.class_name) && layer.registered_name.empty())
            note(rules::operation_layer, Severity::Warning, layer.name, of_class);
        look_at_axes(layer);
        if (!keras2())
            return;
        look_at_keywords(layer);
        if (layer.class_name == "GRU" && !config_value(layer.config, "reset_after"))
            note(rules::gru_reset_after, Severity::Note, layer.name);
        const Value* const dtype = config_value(layer.config, "dtype");
        if (dtype && config_text(*dtype, "class_name") == "Policy")
            note(rules::dtype_policy, Severity::Note, layer.name);
    }

    void look_at_keywords(const LayerConfig& layer)
    {
        for (const RefusedKeyword& refused : refused_keywords) {
            if (layer.class_name == refused.class_name &&
                config_value(layer.config, refused.keyword))
                note(rules::refused_keyword, Severity::Note, layer.name,
                     {{"class", layer.class_name}, {"keyword", std::string(refused.keyword)}});
        }
    }

    void look_at_axes(const LayerConfig& layer)
    {
        const Value* const axis = config_value(layer.config, "axis");
        if (layer.class_name == "LayerNormalization" && axis && axis->kind() == Value::Kind::List &&
            axis->items().size() > 1)
            note(rules::several_axes, Severity::Warning, layer.name);
    }

    void look_at_source(const TensorSource& source,
                        const std::map<std::string_view, const LayerConfig*>& models)
    {
        const auto model = models.find(source.layer);
        if (model == models.end())
            return;
        const std::size_t calls = model->second->calls.size();
        if (source.call != 0 && source.call == calls)
            note(rules::nested_call_2, Severity::Note, source.layer);
        else if (source.call == 0)
            note(rules::nested_call_3, Severity::Note, source.layer);
    }

    /// A loss, or one for each output.
    void look_at_loss(const Value& given)
    {
        std::vector<const Value*> pending = {&given};
        while (!pending.empty()) {
            const Value& loss = *pending.back();
            pending.pop_back();
            if (loss.kind() == Value::Kind::Text) {
                if (std::find(short_losses.begin(), short_losses.end(), loss.as_text()) !=
                    short_losses.end())
                    note(rules::short_loss, Severity::Note, Facts{{"name", loss.as_text()}});
            } else if (loss.kind() == Value::Kind::List) {
                for (const Value& item : loss.items())
                    pending.push_back(&item);
            } else if (const Value* const config = config_value(loss, "config")) {
                if (config_text(*config, "reduction") == "auto")
                    note(rules::auto_reduction, Severity::Note, Facts());
            } else if (loss.kind() == Value::Kind::Dict) {
                for (const ValueEntry& entry : loss.entries())
                    pending.push_back(&entry.value);
            }
        }
    }

    const Reading& m_reading;
    LayerRows m_rows;
    std::vector<Noted> m_noted;
    std::map<std::string, std::size_t> m_by_key;
};

} // namespace

void check_compatibility(const Reading& reading, const CheckedConfig& config)
{
    CompatibilityCheck check(reading);
    check.look_at_file();
    if (config.model)
        check.look_at_model(*config.model);
    check.look_at_training(config.training);
    check.write();
}

} // namespace strata::keras
