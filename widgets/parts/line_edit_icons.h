// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QLineEdit;

namespace strata {

/// Puts an icon before the text of a line edit. It and the edit's own button that clears it get
/// names, which Qt leaves out.
void add_leading_icon(QLineEdit& edit, const QString& icon_name, const QString& name);

} // namespace strata
