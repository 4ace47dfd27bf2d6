// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/finding.h"
#include "io/pickle/graph.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// The policy of the verdict: which names a file may use, and for what. Trust comes from a list of
/// exact names only; the names known to be dangerous merely make the verdict plainer than "not on
/// the list".
namespace strata::pickle {

/// What a listed name may be used for.
enum class Use : std::uint8_t {
    Name, ///< named: a function or type that is somebody's parameter
    Call, ///< named, and called or constructed; its objects may have their state set
};

/// Exact names of one module, separated by spaces, for one use.
struct ListedNames {
    std::string_view module;
    std::string_view names; ///< qualified inside the module
    Use use = Use::Call;
};

/// The lists, one file each (allowed_*.cpp).
[[nodiscard]] std::span<const ListedNames> allowed_python_names();
[[nodiscard]] std::span<const ListedNames> allowed_numpy_names();
[[nodiscard]] std::span<const ListedNames> allowed_library_names();
[[nodiscard]] std::span<const ListedNames> allowed_sklearn_names();
[[nodiscard]] std::span<const ListedNames> allowed_torch_names();

/// What a name is listed for; nothing when it is on no list. A name listed twice has the wider use.
[[nodiscard]] std::optional<Use> find_allowed(std::string_view module, std::string_view name);

/// Why a name is known to be dangerous ("process", "code" …, see rules::dangerous_global); empty
/// when it is not. Looks at the name as written, as renamed, and at every split of a dotted one.
[[nodiscard]] std::string_view why_dangerous(const GlobalName& name);

/// A row of the table of dangerous names: one name, or with name "*" a module with all that is in it
/// and below it. An empty `why` takes a name out of its module's "*".
struct DangerousName {
    std::string_view module;
    std::string_view name;
    std::string_view why;
};
[[nodiscard]] std::span<const DangerousName> dangerous_names();

} // namespace strata::pickle
