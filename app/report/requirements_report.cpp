// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/requirements_report.h"

#include "app/report/report_parts.h"
#include "widgets/words/one_line.h"

#include <algorithm>
#include <array>

namespace strata::report {

namespace {

/// Characters of an evidence that a comment keeps.
constexpr qsizetype longest_comment = 200;
constexpr std::size_t longest_version = 64;
constexpr std::size_t most_own_code = 100;

/// Packages that a document's versions may name. Other names (of file formats, of anybody's) are none.
constexpr std::array<std::string_view, 13> packages{
    "scikit-learn", "numpy", "scipy",      "joblib", "pandas", "xgboost",    "lightgbm",
    "catboost",     "keras", "tensorflow", "torch",  "jax",    "safetensors"};

bool is_package(std::string_view name)
{
    return std::find(packages.begin(), packages.end(), name) != packages.end();
}

bool is_version(std::string_view version)
{
    return !version.empty() && version.size() <= longest_version && version.front() >= '0' &&
           version.front() <= '9' &&
           version.find_first_not_of(
               "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
               ".+!-_") == std::string_view::npos;
}

/// One part of a range, such as ">=1.2".
bool is_bound(std::string_view part)
{
    const std::size_t sign = part.starts_with(">=") || part.starts_with("<=") ? 2 : 1;
    return (part.starts_with('<') || part.starts_with('>')) && is_version(part.substr(sign));
}

/// The version as pip writes it; nothing when it is none.
std::optional<std::string> specifier_of(std::string_view version)
{
    if (version.empty())
        return std::string();
    if (is_version(version))
        return "==" + std::string(version);
    for (std::string_view rest = version; !rest.empty();) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        if (!is_bound(rest.substr(0, comma)))
            return std::nullopt;
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return std::string(version);
}

std::string comment_of(const std::string& text)
{
    return words::one_line(text, longest_comment).toStdString();
}

void add_package(Requirements& out, Requirement requirement)
{
    const auto known =
        std::find_if(out.packages.begin(), out.packages.end(),
                     [&](const Requirement& each) { return each.name == requirement.name; });
    if (known == out.packages.end())
        out.packages.push_back(std::move(requirement));
    else if (known->specifier != requirement.specifier)
        out.others.push_back(std::move(requirement));
}

void write_requirement(JsonWriter& json, const Requirement& requirement)
{
    json.begin_object(JsonWriter::Layout::OneLine);
    json.key("name");
    json.text(requirement.name);
    json.key("specifier");
    json.text(requirement.specifier);
    json.key("evidence");
    json.text(requirement.evidence);
    json.end();
}

void write_requirements(JsonWriter& json, const std::vector<Requirement>& requirements)
{
    json.begin_array();
    for (const Requirement& requirement : requirements)
        write_requirement(json, requirement);
    json.end();
}

} // namespace

Requirements requirements_of(const Document& document)
{
    Requirements out;
    for (const VersionEvidence& version : document.versions) {
        const auto specifier = specifier_of(version.version);
        if (!specifier)
            continue;
        Requirement requirement{version.name, *specifier, version.evidence};
        if (version.name == "python")
            out.python = std::move(requirement);
        else if (is_package(version.name))
            add_package(out, std::move(requirement));
    }
    for (const CustomObject& object : document.custom_objects) {
        const bool is_new = std::find(out.own_code.begin(), out.own_code.end(), object.load_hint) ==
                            out.own_code.end();
        if (is_new && !object.load_hint.empty() && out.own_code.size() < most_own_code)
            out.own_code.push_back(object.load_hint);
    }
    return out;
}

std::string requirements_text(const Requirements& requirements, const std::string& file_name)
{
    std::string text = "# " + comment_of(file_name) + '\n';
    for (const Requirement& each : requirements.packages)
        text += each.name + each.specifier + "  # " + comment_of(each.evidence) + '\n';
    for (const Requirement& each : requirements.others)
        text += "# also " + each.name + each.specifier + ": " + comment_of(each.evidence) + '\n';
    if (requirements.python)
        text += "# python" + requirements.python->specifier + ": " +
                comment_of(requirements.python->evidence) + '\n';
    for (const std::string& line : requirements.own_code)
        text += "# own code: " + comment_of(line) + '\n';
    if (requirements.packages.empty())
        text += "# The file gives evidence for no package.\n";
    return text;
}

void write_requirements_report(JsonWriter& json, const Requirements& requirements,
                               const std::string& path)
{
    json.begin_object();
    write_schema_version(json);
    json.key("file");
    json.text(path);
    json.key("packages");
    write_requirements(json, requirements.packages);
    json.key("others");
    write_requirements(json, requirements.others);
    json.key("python");
    if (requirements.python)
        write_requirement(json, *requirements.python);
    else
        json.null();
    json.key("own_code");
    write_texts(json, requirements.own_code);
    json.end();
}

} // namespace strata::report
