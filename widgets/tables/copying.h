// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractItemView;

namespace strata {

/// Ctrl+C copies what is selected in a view as tab-separated text; its context menu offers the same
/// and CSV. For views that are no TableView.
void add_copying(QAbstractItemView* view);

} // namespace strata
