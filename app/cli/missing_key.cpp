// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/missing_key.h"

#include "io/model/edits.h"
#include "io/model/near_names.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QStringList>

#include <algorithm>

namespace strata::cli {

using words::text_of;
using words::translate;

namespace {

constexpr std::string_view layers = "layers/";

/// The objects that have settings: "layers/dense", "optimizer".
std::vector<std::string> objects_of(const Document& document)
{
    std::vector<std::string> objects;
    for (const Layer& layer : document.layers) {
        if (layer.node != NodeId::none)
            objects.push_back(document.model.path(layer.node));
    }
    if (document.optimizer)
        objects.emplace_back("optimizer");
    if (document.training)
        objects.emplace_back("training");
    return objects;
}

QString near_by(std::string_view wanted, const std::vector<std::string>& names)
{
    QStringList near;
    for (const std::string& name : near_names(wanted, names))
        near.append(text_of(name));
    return near.isEmpty() ? QString()
                          : translate("; near it: %1").arg(near.join(QStringLiteral(", ")));
}

} // namespace

bool is_setting_key(const Document& document, const std::string& key)
{
    const std::size_t at = key.rfind('@');
    if (at == key.npos)
        return false;
    const std::string_view object = std::string_view(key).substr(0, at);
    return (!document.layers.empty() && object.starts_with(layers)) ||
           (document.optimizer && object == "optimizer") ||
           (document.training && object == "training");
}

Error missing_key(const Document& document, const std::string& key)
{
    std::vector<MetadataEntry> entries = document.metadata;
    const auto settings = setting_entries(document);
    entries.insert(entries.end(), settings.begin(), settings.end());
    const std::size_t at = std::min(key.rfind('@'), key.size());
    const std::string object = key.substr(0, at);
    std::vector<std::string> keys;
    std::vector<std::string> names;
    for (const MetadataEntry& entry : entries) {
        keys.push_back(entry.key);
        if (entry.where == object && entry.key.size() > at && entry.key[at] == '@')
            names.push_back(entry.key.substr(at + 1));
    }
    const std::vector<std::string> objects = objects_of(document);
    QString what;
    if (is_setting_key(document, key) && std::ranges::find(objects, object) == objects.end())
        what = translate("there is no layer %1").arg(text_of(object.substr(layers.size()))) +
               near_by(object, objects);
    else if (is_setting_key(document, key))
        what = translate("%1 has no setting %2").arg(text_of(object), text_of(key.substr(at + 1))) +
               near_by(key.substr(at + 1), names);
    else
        what = translate("there is no entry %1").arg(text_of(key)) + near_by(key, keys);
    return {ErrorCode::NoSuchItem, {}, key, what.toStdString()};
}

} // namespace strata::cli
