// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/settings_rules.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace strata {

namespace {

using Kind = Value::Kind;

bool is_sequence(const Value& value)
{
    return value.kind() == Kind::List || value.kind() == Kind::Tuple;
}

std::optional<double> number_of(const Value& value)
{
    if (value.kind() == Kind::Int)
        return static_cast<double>(value.as_integer());
    if (value.kind() == Kind::Float)
        return value.as_real();
    return std::nullopt;
}

/// Two numbers that differ by no more than float32 can tell apart: Keras keeps rates in it.
bool same_number(double left, double right)
{
    if (std::isnan(left) || std::isnan(right))
        return std::isnan(left) && std::isnan(right);
    return left == right || static_cast<float>(left) == static_cast<float>(right);
}

/// "glorot_uniform" of "GlorotUniform": Keras writes names of classes in both forms.
std::string plain_word(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c != '_')
            out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
    }
    return out;
}

/// What an object of Keras is called: its class, or for a policy of dtypes the dtype.
std::string_view object_name(const Value& object)
{
    const Value* const name = entry_of(object, "class_name");
    if (name == nullptr || name->kind() != Kind::Text)
        return {};
    if (name->as_text().ends_with("Policy")) {
        const Value* const config = entry_of(object, "config");
        const Value* const dtype = config == nullptr ? nullptr : entry_of(*config, "name");
        if (dtype != nullptr && dtype->kind() == Kind::Text)
            return dtype->as_text();
    }
    return name->as_text();
}

bool same_dict(const Value& left, const Value& right, bool (*ignored)(std::string_view))
{
    // Keys of one side only are words of one version, such as "registered_name".
    for (const ValueEntry& entry : left.entries()) {
        if (entry.key.kind() != Kind::Text || ignored(entry.key.as_text()))
            continue;
        const Value* const other = entry_of(right, entry.key.as_text());
        if (other != nullptr && !same_setting(entry.value, *other))
            return false;
    }
    return true;
}

std::string_view generation(std::string_view version)
{
    return version.substr(0, version.find('.'));
}

} // namespace

const Value* entry_of(const Value& dict, std::string_view key)
{
    if (dict.kind() != Kind::Dict)
        return nullptr;
    for (const ValueEntry& entry : dict.entries()) {
        if (entry.key.kind() == Kind::Text && entry.key.as_text() == key)
            return &entry.value;
    }
    return nullptr;
}

bool same_setting(const Value& left, const Value& right)
{
    // Numbers of tensors, each of its own document, tell nothing; their rows are compared.
    if (left.kind() == Kind::TensorRef && right.kind() == Kind::TensorRef)
        return true;
    if (left.kind() == Kind::Int && right.kind() == Kind::Int)
        return left.as_integer() == right.as_integer();
    const auto number = number_of(left);
    const auto other_number = number_of(right);
    if (number && other_number)
        return same_number(*number, *other_number);
    if (is_sequence(left) && is_sequence(right))
        return std::equal(left.items().begin(), left.items().end(), right.items().begin(),
                          right.items().end(), same_setting);
    if (left.kind() == Kind::Dict && right.kind() == Kind::Dict)
        return object_name(left) == object_name(right) && same_dict(left, right, is_bookkeeping);
    if (left.kind() == Kind::Dict && right.kind() == Kind::Text)
        return plain_word(object_name(left)) == plain_word(right.as_text());
    if (left.kind() == Kind::Text && right.kind() == Kind::Dict)
        return same_setting(right, left);
    return left == right;
}

bool same_numbers(const Value& left, const Value& right, double tolerance)
{
    const auto number = number_of(left);
    const auto other_number = number_of(right);
    const bool integers = left.kind() == Kind::Int && right.kind() == Kind::Int;
    if (number && other_number && !(integers && left.as_integer() == right.as_integer())) {
        if (std::isnan(*number) || std::isnan(*other_number))
            return std::isnan(*number) && std::isnan(*other_number);
        // Integers that double rounds to one number differ all the same.
        const bool equal = !integers && *number == *other_number;
        return equal || (tolerance > 0 && std::fabs(*other_number - *number) <= tolerance);
    }
    const auto same = [tolerance](const Value& a, const Value& b) {
        return same_numbers(a, b, tolerance);
    };
    if (is_sequence(left) && left.kind() == right.kind())
        return std::equal(left.items().begin(), left.items().end(), right.items().begin(),
                          right.items().end(), same);
    if (left.kind() == Kind::Dict && right.kind() == Kind::Dict)
        return std::equal(left.entries().begin(), left.entries().end(), right.entries().begin(),
                          right.entries().end(), [&](const ValueEntry& a, const ValueEntry& b) {
                              return a.key == b.key && same(a.value, b.value);
                          });
    return left == right;
}

bool same_generation(const Document& left, const Document& right)
{
    return left.format.framework == right.format.framework &&
           generation(left.format.version) == generation(right.format.version);
}

bool is_bookkeeping(std::string_view key)
{
    static constexpr std::array<std::string_view, 8> keys = {
        "name",         "trainable",         "module",      "registered_name",
        "build_config", "batch_input_shape", "batch_shape", "is_legacy_optimizer"};
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool is_told_differently(std::string_view key)
{
    static constexpr std::array<std::string_view, 4> keys = {"axis", "input_layers",
                                                             "output_layers", "layers"};
    return is_bookkeeping(key) || std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool same_layer(const Document& left, LayerId left_layer, const Document& right,
                LayerId right_layer)
{
    if (left_layer == LayerId::none || right_layer == LayerId::none)
        return true;
    const Layer& one = left.layers[index(left_layer)];
    const Layer& other = right.layers[index(right_layer)];
    // Of one framework only: a module of PyTorch is called what it likes.
    if (left.format.framework != right.format.framework)
        return true;
    if (!one.class_name.empty() && !other.class_name.empty() && one.class_name != other.class_name)
        return false;
    if (one.config.kind() != Kind::Dict || other.config.kind() != Kind::Dict)
        return true;
    return same_dict(one.config, other.config,
                     same_generation(left, right) ? is_bookkeeping : is_told_differently);
}

} // namespace strata
