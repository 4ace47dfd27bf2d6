// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/icons.h"

#include <QList>

namespace strata {

/// A glyph beside a row and what it says.
struct Mark {
    QString icon;
    QString meaning;
    IconInk ink = IconInk::Warning;
};

/// Every mark that a row may carry, the gravest first.
[[nodiscard]] QList<Mark> all_marks();
/// The one with this icon; empty for none.
[[nodiscard]] Mark find_mark(const QString& icon);

} // namespace strata
