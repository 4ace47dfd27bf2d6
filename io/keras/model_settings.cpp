// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/model_settings.h"

#include "io/model/json_value.h"

#include <algorithm>

namespace strata::keras {

Value model_settings(const Document& document)
{
    const auto stored =
        std::find_if(document.metadata.begin(), document.metadata.end(),
                     [](const MetadataEntry& entry) { return entry.key == "/@model_config"; });
    if (stored == document.metadata.end() || stored->value.kind() != Value::Kind::Text ||
        stored->value.omitted() != 0)
        return {};
    const JsonReading json = read_json_value(stored->value.as_text());
    const Value* const config = member(json.value, "config");
    if (!config || config->kind() != Value::Kind::Dict)
        return {};
    std::vector<ValueEntry> settings;
    for (const ValueEntry& entry : config->entries()) {
        const bool known = entry.key.kind() == Value::Kind::Text &&
                           (entry.key.as_text() == "layers" || entry.key.as_text() == "name");
        if (!known)
            settings.push_back(entry);
    }
    return Value::dict(std::move(settings));
}

} // namespace strata::keras
