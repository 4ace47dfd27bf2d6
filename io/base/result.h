// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace strata {

/// A value, or the Error that kept us from having it. Ignoring one is a compiler warning.
template <class T> class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using tl::expected<T, Error>::expected;
    using Value = T;
};

/// Starts a failure: `return fail(ErrorCode::Truncated, "header", offset);`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string detail = {},
                                                std::optional<std::uint64_t> offset = {},
                                                std::string path = {})
{
    return tl::unexpected<Error>(Error{code, offset, std::move(path), std::move(detail)});
}

/// Hands on the failure of another Result.
[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace strata

/// Returns from the function when `expression` (a Result) failed; its value is dropped.
#define STRATA_TRY(expression)                                                                     \
    do {                                                                                           \
        if (auto strata_try_result = (expression); !strata_try_result)                             \
            return ::strata::fail(std::move(strata_try_result).error());                           \
    } while (false)

#define STRATA_CONCAT_(a, b) a##b
#define STRATA_CONCAT(a, b) STRATA_CONCAT_(a, b)
#define STRATA_ASSIGN_(holder, target, expression)                                                 \
    auto holder = (expression);                                                                    \
    if (!holder)                                                                                   \
        return ::strata::fail(std::move(holder).error());                                          \
    target = *std::move(holder)

/// `STRATA_ASSIGN(const auto header, read_header(cursor));` declares or assigns the value of a
/// Result, or returns its failure.
#define STRATA_ASSIGN(target, expression)                                                          \
    STRATA_ASSIGN_(STRATA_CONCAT(strata_result_, __LINE__), target, expression)
