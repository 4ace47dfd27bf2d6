// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/library_versions.h"

#include <algorithm>
#include <array>
#include <optional>

namespace strata {

namespace {

using pickle::Graph;
using pickle::Kind;
using pickle::ObjectId;

/// Bytes at the end of an XGBoost model in which its version stands, and at the start of a LightGBM
/// model.
constexpr std::uint64_t most_version_bytes = 512;

/// A module that came or went with a version.
struct ModuleVersion {
    std::string_view library;
    std::string_view module; ///< with all that is below it
    std::string_view name;   ///< only this name of it; empty: any
    std::string_view version;
};

// The modules of scipy got their underscore in 1.8.
constexpr std::array module_versions{
    ModuleVersion{"scipy", "scipy.sparse._csr", "", ">=1.8"},
    ModuleVersion{"scipy", "scipy.sparse._csc", "", ">=1.8"},
    ModuleVersion{"scipy", "scipy.sparse._coo", "", ">=1.8"},
    ModuleVersion{"scipy", "scipy.interpolate._interpolate", "", ">=1.8"},
    ModuleVersion{"scipy", "scipy.spatial._ckdtree", "", ">=1.8"},
    ModuleVersion{"scipy", "scipy.spatial._kdtree", "", ">=1.8"},
    ModuleVersion{"scipy", "scipy.stats._stats_py", "", ">=1.8"},
    ModuleVersion{"scipy", "scipy.sparse.csr", "", "<1.8"},
    ModuleVersion{"scipy", "scipy.sparse.csc", "", "<1.8"},
    ModuleVersion{"scipy", "scipy.sparse.coo", "", "<1.8"},
    ModuleVersion{"scipy", "scipy.interpolate.interpolate", "", "<1.8"},
    ModuleVersion{"scipy", "scipy.spatial.ckdtree", "", "<1.8"},
    ModuleVersion{"scipy", "scipy.spatial.kdtree", "", "<1.8"},
    ModuleVersion{"scipy", "scipy.stats.stats", "", "<1.8"},
    ModuleVersion{"pandas", "pandas.indexes", "", "<0.20"},
    ModuleVersion{"pandas", "pandas.core.indexes.numeric", "", "<2.0"},
    ModuleVersion{"pandas", "pandas._libs.internals", "_unpickle_block", ">=1.3"},
};

constexpr std::array<std::string_view, 5> libraries{"scipy", "pandas", "xgboost", "lightgbm",
                                                    "catboost"};

bool lies_in(std::string_view module, std::string_view outer)
{
    return module.starts_with(outer) &&
           (module.size() == outer.size() || module[outer.size()] == '.');
}

/// A number of UBJSON at the front of `bytes`, which is taken off.
std::optional<int> take_number(std::string_view& bytes)
{
    if (bytes.size() < 2)
        return std::nullopt;
    const char kind = bytes[0];
    const std::size_t size = kind == 'i' || kind == 'U' ? 1 : kind == 'I' ? 2 : 4;
    if ((size == 4 && kind != 'l') || bytes.size() < 1 + size)
        return std::nullopt;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < size; ++i)
        number = number << 8 | static_cast<unsigned char>(bytes[1 + i]);
    bytes.remove_prefix(1 + size);
    return number <= 9999 ? std::optional(static_cast<int>(number)) : std::nullopt;
}

/// "3.2.0" of the last "version" in a model that XGBoost wrote as UBJSON: a list of three numbers.
std::optional<std::string> xgboost_version(std::string_view model)
{
    constexpr std::string_view key("version[#L\0\0\0\0\0\0\0\3", 18);
    const auto at = model.rfind(key);
    if (at == std::string_view::npos)
        return std::nullopt;
    std::string_view rest = model.substr(at + key.size());
    std::string version;
    for (int part = 0; part < 3; ++part) {
        const auto number = take_number(rest);
        if (!number)
            return std::nullopt;
        version += (part == 0 ? "" : ".") + std::to_string(*number);
    }
    return version;
}

/// The range of versions that write a form of LightGBM's text.
std::optional<std::string> lightgbm_version(std::string_view model)
{
    if (model.starts_with("tree\nversion=v4\n"))
        return ">=4.0";
    if (model.starts_with("tree\nversion=v3\n") || model.starts_with("tree\nversion=v2\n"))
        return "<4.0";
    return std::nullopt;
}

/// Where the bytes of a model lie that a booster holds under one of its names.
std::optional<Extent> model_of(const Graph& graph, ObjectId booster)
{
    for (const std::string_view name : {"handle", "_handle", "model_str"}) {
        ObjectId held = graph.attribute(booster, name);
        if (graph.is_call(held, "builtins.bytearray"))
            held = graph.argument(held, 0);
        if (const auto extent = graph.extent(held))
            return extent;
    }
    return std::nullopt;
}

std::string part_of_model(const Graph& graph, const Extent& model, bool end)
{
    const std::uint64_t length = std::min(model.length, most_version_bytes);
    const auto bytes = graph.source()->read_copy(
        end ? model.offset + model.length - length : model.offset, length);
    return bytes ? std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size())
                 : std::string();
}

/// Of the first booster that tells its version.
std::optional<std::string> version_of_boosters(const Graph& graph, std::string_view library)
{
    const bool is_xgboost = library == "xgboost";
    const std::string_view class_name =
        is_xgboost ? "xgboost.core.Booster" : "lightgbm.basic.Booster";
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const ObjectId object{static_cast<std::uint32_t>(i)};
        if (!graph.is(object, Kind::Constructed) || graph.class_name(object) != class_name)
            continue;
        const auto model = model_of(graph, object);
        if (!model)
            continue;
        const std::string text = part_of_model(graph, *model, is_xgboost);
        if (auto version = is_xgboost ? xgboost_version(text) : lightgbm_version(text))
            return version;
    }
    return std::nullopt;
}

VersionEvidence evidence_of(const Graph& graph, std::string_view library, const std::string& module)
{
    VersionEvidence found{std::string(library), "", "names in " + module};
    for (const pickle::GlobalName& name : graph.globals()) {
        for (const ModuleVersion& row : module_versions) {
            if (row.library == library && lies_in(name.module, row.module) &&
                (row.name.empty() || row.name == name.name))
                return {found.name, std::string(row.version),
                        "names in " + std::string(row.module)};
        }
    }
    if (library == "xgboost" || library == "lightgbm") {
        if (const auto version = version_of_boosters(graph, library))
            return {found.name, *version, "version in the booster"};
    }
    return found;
}

} // namespace

void add_library_versions(const Graph& graph, DocumentBuilder& builder)
{
    for (const std::string_view library : libraries) {
        const auto& names = graph.globals();
        const auto used = std::find_if(names.begin(), names.end(), [&](const auto& name) {
            return lies_in(name.module, library);
        });
        if (used != names.end())
            builder.document.versions.push_back(evidence_of(graph, library, used->module));
    }
}

} // namespace strata
