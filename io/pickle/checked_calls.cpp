// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/checked_calls.h"

#include "io/pickle/policy.h"

#include <algorithm>
#include <array>
#include <string>

namespace strata::pickle {

namespace {

using Check = Trust (*)(const Graph& graph, ObjectId call);

template <std::size_t count>
bool is_one_of(const std::array<std::string_view, count>& list, std::string_view text)
{
    return std::find(list.begin(), list.end(), text) != list.end();
}

// Attributes -------------------------------------------------------------------------------------

struct Method {
    std::string_view owner;
    std::string_view name;
};

/// Methods of plain values: as a tokenizer or a preprocessor of text, and how a time zone is read.
constexpr std::array library_methods{
    Method{"builtins.str", "lower"},          Method{"builtins.str", "upper"},
    Method{"builtins.str", "casefold"},       Method{"builtins.str", "strip"},
    Method{"builtins.str", "split"},          Method{"builtins.str", "splitlines"},
    Method{"builtins.str", "title"},          Method{"builtins.str", "capitalize"},
    Method{"zoneinfo.ZoneInfo", "_unpickle"},
};

bool is_method(const Graph& graph, ObjectId id, std::string_view owner, std::string_view name)
{
    return graph.is_call(id, "builtins.getattr") && graph.item_count(graph.arguments(id)) == 2 &&
           graph.is_global(graph.argument(id, 0), owner) &&
           graph.text(graph.argument(id, 1)) == name;
}

bool leads_out(std::string_view attribute)
{
    return attribute.find("__") != std::string_view::npos ||
           attribute.find('.') != std::string_view::npos;
}

/// getattr(object, 'literal') is how a bound method is pickled. Reaching into a global is so only
/// when that global is on the list.
Trust trust_of_getattr(const Graph& graph, ObjectId call)
{
    const auto is_listed = [&](const Method& method) {
        return is_method(graph, call, method.owner, method.name);
    };
    if (std::any_of(library_methods.begin(), library_methods.end(), is_listed))
        return Trust::Trusted;
    const auto attribute = graph.text(graph.argument(call, 1));
    const ObjectId object = graph.argument(call, 0);
    if (!attribute || leads_out(*attribute))
        return Trust::Dangerous;
    if (!graph.is(object, Kind::Global))
        return Trust::Review;
    const GlobalName& name = graph.globals()[static_cast<std::size_t>(graph.global_id(object))];
    return find_allowed(name.module, name.name) ? Trust::Review : Trust::Dangerous;
}

/// ZoneInfo's _unpickle(key, from_cache) reads a file of the system's time zones.
Trust trust_of_time_zone(const Graph& graph, ObjectId call)
{
    const auto key = graph.text(graph.argument(call, 0)).value_or("");
    const bool plain = !key.empty() && key.front() != '/' &&
                       key.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                             "0123456789_+-/") == std::string_view::npos;
    return plain && graph.integer(graph.argument(call, 1)) ? Trust::Trusted : Trust::Review;
}

// Names ------------------------------------------------------------------------------------------

/// Bytes at protocols 0 to 2 are encode(text, 'latin1'). Another codec could be any registered code.
Trust trust_of_encode(const Graph& graph, ObjectId call)
{
    static constexpr std::array<std::string_view, 5> codecs{"latin1", "latin-1", "iso-8859-1",
                                                            "utf-8", "utf8"};
    const auto codec = graph.text(graph.argument(call, 1)).value_or("");
    return is_one_of(codecs, codec) && graph.item_count(graph.arguments(call)) == 2 ? Trust::Trusted
                                                                                    : Trust::Review;
}

/// numpy's _ufunc_reconstruct(module, name) imports what it is told.
Trust trust_of_ufunc(const Graph& graph, ObjectId call)
{
    const auto module = graph.text(graph.argument(call, 0));
    const auto name = graph.text(graph.argument(call, 1));
    if (!module || !name)
        return Trust::Dangerous;
    const GlobalName global{std::string(*module), std::string(*name), std::string(*module),
                            std::string(*name)};
    if (!why_dangerous(global).empty())
        return Trust::Dangerous;
    return find_allowed(*module, *name) ? Trust::Trusted : Trust::Review;
}

/// dill's _create_array(function, arguments, state, attributes) calls what it is told.
Trust trust_of_dill_array(const Graph& graph, ObjectId call)
{
    const std::string& function = graph.qualified_name(graph.argument(call, 0));
    return function == "numpy.core.multiarray._reconstruct" ||
                   function == "numpy._core.multiarray._reconstruct"
               ? Trust::Trusted
               : Trust::Dangerous;
}

/// dill's _load_type(name) looks a type up by its name; those of functions and code are among them.
Trust trust_of_dill_type(const Graph& graph, ObjectId call)
{
    static constexpr std::array<std::string_view, 16> plain{
        "NoneType", "bool", "int",   "float",     "complex", "str",   "bytes",  "bytearray",
        "list",     "dict", "tuple", "frozenset", "set",     "slice", "object", "range"};
    return is_one_of(plain, graph.text(graph.argument(call, 0)).value_or("")) ? Trust::Trusted
                                                                              : Trust::Dangerous;
}

/// A booster's constructor opens the file that an argument names; its pickles are made without
/// arguments.
Trust trust_of_booster(const Graph& graph, ObjectId call)
{
    const Construction how = graph.construction(call);
    if (how == Construction::NewObj || how == Construction::NewObjEx)
        return Trust::Trusted; // __new__ does nothing
    const ObjectId arguments = graph.arguments(call);
    if (!graph.is(arguments, Kind::Tuple))
        return Trust::Dangerous;
    constexpr std::size_t model_file = 2;
    const Kind kind = graph.kind(graph.item(arguments, model_file));
    if (kind != Kind::Missing && kind != Kind::None)
        return Trust::Dangerous;
    return graph.item_count(arguments) == 0 ? Trust::Trusted : Trust::Review;
}

struct CheckedName {
    std::string_view name;
    Check check;
};

constexpr std::array checked_names{
    CheckedName{"builtins.getattr", trust_of_getattr},
    CheckedName{"_codecs.encode", trust_of_encode},
    CheckedName{"numpy.core._ufunc_reconstruct", trust_of_ufunc},
    CheckedName{"numpy._core._ufunc_reconstruct", trust_of_ufunc},
    CheckedName{"dill._dill._create_array", trust_of_dill_array},
    CheckedName{"dill._dill._load_type", trust_of_dill_type},
    CheckedName{"xgboost.core.Booster", trust_of_booster},
    CheckedName{"lightgbm.basic.Booster", trust_of_booster},
};

constexpr std::array<std::string_view, 17> shared_results{
    "logging.getLogger",
    "builtins.getattr",
    "re._compile",
    "zoneinfo.ZoneInfo",
    "dateutil.tz.tz.tzutc",
    "dateutil.tz.tzutc",
    "pytz._UTC",
    "pytz._p",
    "uuid.SafeUUID",
    "dill._dill._load_type",
    "numpy.core._ufunc_reconstruct",
    "numpy._core._ufunc_reconstruct",
    "numpy.ma.core.MaskedConstant",
    "pandas._libs.missing.NAType",
    "pandas._libs.tslibs.nattype.NaTType",
    "pandas._libs.tslibs.nattype._nat_unpickle",
    "pandas._libs.tslibs.nattype.__nat_unpickle",
};

const CheckedName* find_checked(std::string_view name)
{
    const auto* row = std::find_if(checked_names.begin(), checked_names.end(),
                                   [&](const CheckedName& each) { return each.name == name; });
    return row == checked_names.end() ? nullptr : row;
}

} // namespace

bool arguments_matter(std::string_view qualified_name)
{
    return find_checked(qualified_name) != nullptr;
}

bool returns_shared(std::string_view qualified_name)
{
    return is_one_of(shared_results, qualified_name);
}

bool is_library_method(const Graph& graph, ObjectId id)
{
    return is_method(graph, id, "zoneinfo.ZoneInfo", "_unpickle");
}

Trust trust_of_call(const Graph& graph, ObjectId call)
{
    const ObjectId callable = graph.callable(call);
    if (is_library_method(graph, callable))
        return trust_of_time_zone(graph, call);
    const CheckedName* checked = find_checked(graph.qualified_name(callable));
    return checked != nullptr ? checked->check(graph, call) : Trust::Review;
}

} // namespace strata::pickle
