// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/value.h"

#include <string>
#include <string_view>

namespace strata::sklearn {

/// What scikit-learn says of a hyper-parameter's value when the estimator is fitted next; loading
/// looks at none.
enum class ParameterVerdict {
    Fine,    ///< or nothing is known of the class or the value
    Unknown, ///< the class has no such parameter: a new attribute that nothing reads
    Refused,
};

struct ParameterCheck {
    ParameterVerdict verdict = ParameterVerdict::Fine;
    std::string taken; ///< Refused: "'gini', 'entropy', None"
};

/// `class_name` with its module: only scikit-learn's own classes are known.
[[nodiscard]] ParameterCheck check_parameter(std::string_view class_name, std::string_view name,
                                             const Value& value);

} // namespace strata::sklearn
