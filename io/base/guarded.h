// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"

#include <exception>
#include <new>
#include <stdexcept>
#include <type_traits>

namespace strata {

/// Runs work that returns a Result and turns what the standard library throws when memory runs out
/// into LimitExceeded ("memory"). Nothing else is thrown in the engine but by a mistake of ours, which
/// is UnsupportedFeature with the exception's words: it costs this work, not the whole program.
template <class Work> std::invoke_result_t<Work> guarded(Work&& work)
{
    try {
        return work();
    } catch (const std::bad_alloc&) {
    } catch (const std::length_error&) { // a container asked for more than there can be
    } catch (const std::exception& mistake) {
        return fail(ErrorCode::UnsupportedFeature, mistake.what());
    }
    return fail(ErrorCode::LimitExceeded, "memory");
}

} // namespace strata
