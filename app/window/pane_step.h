// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace strata {

/// Puts the keyboard into the pane after (`by` 1) or before (−1) the one that has it.
void step_pane(const QList<QWidget*>& panes, int by);

} // namespace strata
