// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/hdf5_edit.h"

#include "io/formats/hdf5_instructions.h"
#include "io/hdf5/index.h"
#include "io/keras/config_edit.h"
#include "io/keras/fixed_settings.h"
#include "io/keras/layer_rename.h"
#include "io/keras/rename_config.h"
#include "io/keras/rename_weights.h"
#include "io/keras/setting_checks.h"
#include "io/model/json_value.h"

#include <algorithm>
#include <array>
#include <map>

namespace strata {

namespace {

/// Attributes that hold JSON in a Keras file.
constexpr std::array<std::string_view, 2> json_attributes = {"model_config", "training_config"};
constexpr std::string_view root_path = "/";
constexpr std::string_view learning_rate_key = "optimizer@learning_rate";

tl::unexpected<Error> refused_edit(std::string reason, const std::string& key)
{
    return fail(ErrorCode::BadArgument, std::move(reason), {}, key);
}

AttributeKey attribute_key(const Document& document, const std::string& key)
{
    // Either part may hold an '@'; where the entry is stored says which is which.
    for (const MetadataEntry& entry : document.metadata) {
        if (entry.key == key && key.size() > entry.where.size())
            return {entry.where, key.substr(entry.where.size() + 1)};
    }
    const std::size_t at = key.rfind('@');
    return at == key.npos ? AttributeKey{} : AttributeKey{key.substr(0, at), key.substr(at + 1)};
}

bool is_keras(const Document& document)
{
    return document.format.framework == "keras";
}

Result<void> check_attribute(const Document& document, const Edit& edit)
{
    const AttributeKey key = attribute_key(document, edit.key);
    if (key.name.empty() || !key.object.starts_with('/'))
        return refused_edit("a key of this format is OBJECT@ATTRIBUTE, such as /@note", edit.key);
    if (edit.kind == Edit::Kind::Add && !document.file.find(key.object) && key.object != root_path)
        return refused_edit("there is no object of this name", edit.key);
    if (is_keras(document) && lists_weights(edit.key))
        return refused_edit("Keras finds the weights by it", edit.key);
    const auto entry = find_entry(document, edit.key);
    if (edit.kind == Edit::Kind::Set && (!entry || !entry->editable))
        return refused_edit("it cannot be edited", edit.key);
    const bool json = key.object == root_path && is_keras(document) &&
                      std::find(json_attributes.begin(), json_attributes.end(), key.name) !=
                          json_attributes.end();
    if (json && edit.kind == Edit::Kind::Remove && key.name == json_attributes.front())
        return refused_edit("without it the file is no model", edit.key);
    if (edit.kind == Edit::Kind::Remove)
        return {};
    if (attribute_kind(edit.value).empty())
        return refused_edit("an attribute holds text, numbers or bools, or a list of one of these",
                            edit.key);
    if (!json)
        return {};
    const JsonReading read = edit.value.kind() == Value::Kind::Text
                                 ? read_json_value(edit.value.as_text())
                                 : JsonReading{{}, Error{}, {}, false};
    if (read.damage || read.value.kind() != Value::Kind::Dict)
        return fail(ErrorCode::BadArgument,
                    "Keras reads it as JSON: " + (read.damage ? read.damage->detail : "an object"),
                    read.damage ? read.damage->offset : std::nullopt, edit.key);
    return key.name == json_attributes.back()
               ? keras::check_training_config(document, edit.key, read.value)
               : keras::check_model_config(document, edit.key, read.value);
}

/// Whether an attribute of the root is taken away, or gets another name.
bool is_removed(const Edits& edits, std::string_view attribute)
{
    const Edit* const whole = edits.find("/@" + std::string(attribute));
    return whole != nullptr && whole->kind == Edit::Kind::Remove;
}

Result<void> check_setting(const Document& document, const Edits& edits,
                           const keras::SettingKey& key, const Edit& edit)
{
    const bool named = keras::is_layer_name(document, edit.key);
    if (named && edits.find("/@model_config"))
        return refused_edit("the configuration as a whole is edited, too", edit.key);
    if (named)
        return keras::check_layer_name(document, edits, edit);
    if (edit.kind != Edit::Kind::Set)
        return refused_edit("Keras refuses a configuration with more or fewer settings", edit.key);
    if (is_removed(edits, key.attribute))
        return refused_edit("the attribute that holds it is removed, too", edit.key);
    if (!find_entry(document, "/@" + std::string(key.attribute)))
        return refused_edit("the file has no " + std::string(key.attribute), edit.key);
    return keras::check_setting_value(document, key, edit.key, edit.value);
}

/// The edits with numbers as wide as the settings are that they stand for.
Result<Edits> as_wide(const Document& document, const Edits& edits)
{
    Edits out = edits;
    for (const Edit& edit : edits.list()) {
        const auto entry = find_entry(document, edit.key);
        if (edit.kind != Edit::Kind::Set || !entry ||
            keras::setting_key(document, edit.key).attribute.empty())
            continue;
        Value value = keras::as_wide_as(entry->value, edit.value);
        if (value != edit.value)
            STRATA_TRY(out.set(document, edit.key, std::move(value)));
    }
    return out;
}

/// The array that holds the learning rate beside the configuration, from Keras 3 on: it is what
/// counts once the file is loaded.
std::optional<TensorId> stored_learning_rate(const Document& document)
{
    for (std::size_t i = 0; i < document.tensors.size(); ++i) {
        const TensorId id{static_cast<std::uint32_t>(i)};
        const Tensor& tensor = document.tensors[i];
        if (tensor.role != TensorRole::Optimizer || !tensor.shape.empty() ||
            std::holds_alternative<MissingStorage>(tensor.storage) ||
            (tensor.dtype.type != ScalarType::Float32 && tensor.dtype.type != ScalarType::Float64))
            continue;
        const std::string path = document.tensor_file_path(id);
        const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
        if (name == "learning_rate" || name == "learning_rate:0")
            return id;
    }
    return std::nullopt;
}

/// A number for the array of the learning rate, with an edit of the setting.
Result<void> carry_learning_rate(const Document& document, Edits& edits)
{
    const Edit* const edit = edits.find(learning_rate_key);
    const auto tensor = stored_learning_rate(document);
    if (edit == nullptr || !tensor)
        return {};
    if (edit->value.kind() != Value::Kind::Float && edit->value.kind() != Value::Kind::Int)
        return refused_edit("an array of the file holds it, too: a number is wanted", edit->key);
    const Value number = edit->value.kind() == Value::Kind::Float
                             ? edit->value
                             : Value::real(static_cast<double>(edit->value.as_integer()));
    edits.set_scalar(document.tensor_file_path(*tensor), number);
    return {};
}

// ---- what the worker is told ----

void add_attribute(const Document& document, const Edits& edits, const Edit& edit,
                   Hdf5Instructions& out)
{
    const AttributeKey key = attribute_key(document, edit.key);
    const auto renamed = [&](const Edit& other) {
        return other.kind == Edit::Kind::Add && other.from == edit.key;
    };
    switch (edit.kind) {
    case Edit::Kind::SetScalar:
        out.write(edit.key, edit.value, edit.key);
        break;
    case Edit::Kind::Set:
        out.set(key, edit.value, edit.key);
        break;
    case Edit::Kind::Remove:
        if (std::none_of(edits.list().begin(), edits.list().end(), renamed))
            out.remove(key, edit.key);
        break;
    case Edit::Kind::Add: {
        const AttributeKey from = attribute_key(document, edit.from);
        if (edit.from.empty() || from.object != key.object) {
            out.add(key, edit.value, edit.key);
            if (!edit.from.empty())
                out.remove(from, edit.from);
            break;
        }
        out.rename(from, key.name, edit.key);
        if (const auto before = find_entry(document, edit.from);
            before && !same_value(before->value, edit.value))
            out.set(key, edit.value, edit.key);
        break;
    }
    }
}

/// The text of an attribute of the root, whole: a document may keep its start only.
Result<std::string> root_text(const hdf5::Index& index, std::string_view name,
                              const std::string& key)
{
    for (const hdf5::Attribute& attribute : index.objects.front().attributes) {
        if (attribute.name == name && attribute.value.kind() == Value::Kind::Text &&
            attribute.value.omitted() == 0)
            return attribute.value.as_text();
    }
    return fail(ErrorCode::NoSuchItem, {}, {}, key);
}

/// The JSON of a Keras file that edits change: the attributes of the root that hold some.
class EditedJson {
public:
    EditedJson(const hdf5::Index& index, const Edits& edits) : m_index(index), m_edits(edits) {}

    /// As the file has it, or what an edit makes of the whole attribute, which comes first.
    Result<std::string*> text(std::string_view attribute, const std::string& key)
    {
        auto found = m_texts.find(attribute);
        if (found == m_texts.end()) {
            const Edit* const whole = m_edits.find("/@" + std::string(attribute));
            std::string text;
            if (whole == nullptr) {
                STRATA_ASSIGN(text, root_text(m_index, attribute, key));
            } else if (whole->value.kind() == Value::Kind::Text) {
                text = whole->value.as_text();
            } else {
                return refused_edit("the attribute that holds it is no text", key);
            }
            found = m_texts.emplace(std::string(attribute), std::move(text)).first;
        }
        return &found->second;
    }

    void write(Hdf5Instructions& out) const
    {
        for (const auto& [name, text] : m_texts)
            out.set({std::string(root_path), name}, Value::text(text), "/@" + name);
    }

private:
    const hdf5::Index& m_index;
    const Edits& m_edits;
    std::map<std::string, std::string, std::less<>> m_texts;
};

Error about(Error error, const std::string& key)
{
    error.path = key;
    return error;
}

/// Renaming is the last of the settings: all of them are known by the names of before.
Result<void> rename_layers(const Document& document, const hdf5::Index& index, const Edits& edits,
                           const std::vector<keras::RenamedLayer>& renamed, EditedJson& json,
                           Hdf5Instructions& out)
{
    const std::string& key = renamed.front().key;
    std::vector<keras::ConfigRename> renames;
    for (const keras::RenamedLayer& each : renamed)
        renames.push_back({each.names, each.to});
    if (find_entry(document, "/@model_config")) {
        STRATA_ASSIGN(std::string* const model, json.text(json_attributes.front(), key));
        const keras::OutputNames outputs = keras::renamed_outputs(*model, renames);
        auto changed = keras::rename_layers(*model, renames);
        if (!changed)
            return fail(about(std::move(changed).error(), key));
        *model = *std::move(changed);
        if (!outputs.empty() && find_entry(document, "/@training_config") &&
            !is_removed(edits, json_attributes.back())) {
            STRATA_ASSIGN(std::string* const training, json.text(json_attributes.back(), key));
            *training = keras::rename_outputs(*training, outputs);
        }
    }
    STRATA_ASSIGN(const keras::WeightRenames weights,
                  keras::rename_weights(document, index, renamed));
    for (const keras::NewNames& names : weights.lists)
        out.set({names.object, names.attribute}, names.list, key);
    for (const keras::LinkMove& move : weights.moves)
        out.move(move.from, move.to, key);
    return {};
}

/// Settings are changed in the JSON that holds them, which is then written as one attribute.
Result<void> add_settings(const OpenDocument& opened, const Edits& edits, const JobContext& job,
                          Hdf5Instructions& out)
{
    const Document& document = *opened.document;
    const bool any = std::any_of(edits.list().begin(), edits.list().end(), [&](const Edit& edit) {
        return !keras::setting_key(document, edit.key).attribute.empty();
    });
    if (!any)
        return {};
    STRATA_ASSIGN(const hdf5::Index index, hdf5::read_index(*opened.sources.front(), job));
    EditedJson json(index, edits);
    Hdf5Instructions moves;
    for (const Edit& edit : edits.list()) {
        const keras::SettingKey key = keras::setting_key(document, edit.key);
        if (key.attribute.empty() || keras::is_layer_name(document, edit.key))
            continue;
        STRATA_ASSIGN(std::string* const text, json.text(key.attribute, edit.key));
        auto changed = keras::change_setting(*text, key, edit);
        if (!changed)
            return fail(about(std::move(changed).error(), edit.key));
        *text = *std::move(changed);
    }
    const auto renamed = keras::renamed_layers(document, edits);
    if (!renamed.empty())
        STRATA_TRY(rename_layers(document, index, edits, renamed, json, moves));
    json.write(out);
    out.append(moves);
    return {};
}

} // namespace

bool lists_weights(std::string_view key)
{
    const std::string_view name = key.substr(key.rfind('@') + 1);
    return name.starts_with("layer_names") || name.starts_with("weight_names");
}

Result<Edits> prepare_hdf5_edits(const Document& document, const Edits& edits)
{
    if (document.verdict.integrity != Integrity::Complete)
        return refused_edit("the file is damaged", {});
    STRATA_ASSIGN(Edits prepared, as_wide(document, edits));
    STRATA_TRY(carry_learning_rate(document, prepared));
    for (const Edit& edit : prepared.list()) {
        const keras::SettingKey key = keras::setting_key(document, edit.key);
        if (edit.kind == Edit::Kind::SetScalar)
            continue;
        STRATA_TRY(key.attribute.empty() ? check_attribute(document, edit)
                                         : check_setting(document, prepared, key, edit));
    }
    return prepared;
}

bool can_set_in_hdf5(const Document& document, const std::string& key)
{
    const keras::SettingKey setting = keras::setting_key(document, key);
    if (setting.attribute.empty())
        return false;
    if (keras::is_layer_name(document, key))
        return true;
    return find_entry(document, "/@" + std::string(setting.attribute)) &&
           keras::fixed_setting(document, setting).empty();
}

std::vector<EditWarning> hdf5_edit_warnings(const Document& document, const Edits& edits)
{
    std::vector<EditWarning> warnings;
    const Edit* const rate = edits.find(learning_rate_key);
    const bool whole = rate != nullptr && rate->value.kind() == Value::Kind::Int;
    const bool real = rate != nullptr && rate->value.kind() == Value::Kind::Float;
    const bool negative =
        (whole && rate->value.as_integer() < 0) || (real && !(rate->value.as_real() >= 0));
    if (negative && is_keras(document))
        warnings.push_back({rate->key, edit_rules::negative_rate, {}});
    return warnings;
}

Result<void> write_edited_hdf5(const OpenDocument& opened, const Edits& edits, AtomicFile& out,
                               const JobContext& job)
{
    Hdf5Instructions instructions;
    for (const Edit& edit : edits.list()) {
        if (keras::setting_key(*opened.document, edit.key).attribute.empty())
            add_attribute(*opened.document, edits, edit, instructions);
    }
    STRATA_TRY(add_settings(opened, edits, job, instructions));
    STRATA_TRY(out.clone(*opened.sources.front(), job));
    return instructions.empty() ? Result<void>() : instructions.run(out, job);
}

} // namespace strata
