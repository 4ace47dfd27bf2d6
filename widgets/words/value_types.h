// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/value.h"

#include <QList>
#include <QString>

#include <string_view>

namespace strata::words {

/// The types that a value can be typed as, in the order in which they are offered, each with a value
/// of it.
[[nodiscard]] QList<std::pair<QString, Value>> sample_values();
/// A text as a value of another type: what it says where it can be read so, else the type's sample.
[[nodiscard]] Value converted(const QString& text, const std::string& type);

} // namespace strata::words
