// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/pickle_warnings.h"

#include "io/sklearn/classes.h"
#include "io/sklearn/parameter_rules.h"
#include "io/sklearn/parameter_table.h"

#include <set>

namespace strata {

namespace {

using sklearn::ParameterVerdict;

/// The estimator that a key is about; null: none.
const Estimator* estimator_of(const Document& document, std::string_view key)
{
    const auto row = document.model.find(key.substr(0, key.rfind('@')));
    if (!row)
        return nullptr;
    const EstimatorId id = document.model.node(*row).estimator;
    return id == EstimatorId::none ? nullptr : &document.estimators[index(id)];
}

/// What stands more than once in a list of texts.
std::string repeated_text(const Value& list)
{
    std::set<std::string_view> seen;
    if (list.kind() != Value::Kind::List)
        return {};
    for (const Value& item : list.items()) {
        if (item.kind() == Value::Kind::Text && !seen.insert(item.as_text()).second)
            return item.as_text();
    }
    return {};
}

void look_at(const Estimator& estimator, const std::string& name, const Edit& edit,
             std::vector<EditWarning>& out)
{
    if (name == "feature_names_in_") {
        if (const std::string twice = repeated_text(edit.value); !twice.empty())
            out.push_back({edit.key, edit_rules::repeated_feature, {{"name", twice}}});
        return;
    }
    // What was learned, and what classes keep for themselves, is no parameter.
    if (name.empty() || name.ends_with('_') || name.starts_with('_'))
        return;
    const auto check = sklearn::check_parameter(estimator.class_name, name, edit.value);
    const std::string class_name(sklearn::short_name(estimator.class_name));
    if (check.verdict == ParameterVerdict::Unknown && edit.kind == Edit::Kind::Add)
        out.push_back({edit.key, edit_rules::new_attribute, {{"class", class_name}}});
    else if (check.verdict == ParameterVerdict::Refused)
        out.push_back({edit.key,
                       edit_rules::refused_by_fit,
                       {{"class", class_name},
                        {"name", name},
                        {"taken", check.taken},
                        {"version", std::string(sklearn::parameter_table_version())}}});
}

} // namespace

std::vector<EditWarning> pickle_edit_warnings(const Document& document, const Edits& edits)
{
    std::vector<EditWarning> warnings;
    for (const Edit& edit : edits.list()) {
        const Estimator* const estimator = estimator_of(document, edit.key);
        if (estimator != nullptr && (edit.kind == Edit::Kind::Set || edit.kind == Edit::Kind::Add))
            look_at(*estimator, unescape_path_part(edit.key.substr(edit.key.rfind('@') + 1)), edit,
                    warnings);
    }
    return warnings;
}

} // namespace strata
