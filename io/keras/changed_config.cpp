// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/setting_checks.h"
#include "io/model/json_value.h"

#include <vector>

namespace strata::keras {

namespace {

/// Those settings of a layer that are no longer what the document says. What the weights were made
/// for shows once the file is read back.
Result<void> check_changed_settings(const Document& document, const std::string& path,
                                    const std::string& edit_key, const Value& settings)
{
    for (const ValueEntry& entry : settings.entries()) {
        if (entry.key.kind() != Value::Kind::Text || entry.value.omitted() != 0 ||
            !bound_to_weights(entry.key.as_text()).empty())
            continue;
        const std::string key = path + '@' + escape_path_part(entry.key.as_text());
        const auto before = find_entry(document, key);
        const SettingKey setting = setting_key(document, key);
        if (!before || setting.attribute.empty() || same_value(before->value, entry.value))
            continue;
        auto taken = check_setting_value(document, setting, key, entry.value);
        if (taken)
            continue;
        Error error = std::move(taken).error();
        error.detail = key + ": " + error.detail;
        error.path = edit_key;
        return fail(std::move(error));
    }
    return {};
}

} // namespace

Result<void> check_model_config(const Document& document, const std::string& edit_key,
                                const Value& config)
{
    struct Model {
        const Value* config;
        std::string path; ///< "layers/head/"
    };
    std::vector<Model> pending = {{&config, "layers/"}};
    while (!pending.empty()) {
        const Model model = std::move(pending.back());
        pending.pop_back();
        const Value* const inner = member(*model.config, "config");
        const Value* const layers = inner == nullptr ? nullptr : member(*inner, "layers");
        if (layers == nullptr || layers->kind() != Value::Kind::List)
            continue;
        for (const Value& layer : layers->items()) {
            const Value* const settings = member(layer, "config");
            const Value* const name = settings == nullptr ? nullptr : member(*settings, "name");
            if (name == nullptr || name->kind() != Value::Kind::Text)
                continue;
            const std::string path = model.path + escape_path_part(name->as_text());
            STRATA_TRY(check_changed_settings(document, path, edit_key, *settings));
            pending.push_back({&layer, path + '/'});
        }
    }
    return {};
}

} // namespace strata::keras
