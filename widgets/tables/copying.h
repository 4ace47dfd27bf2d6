// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChar>

class QAbstractItemView;
class QWidget;
class QString;

namespace strata {

/// Ctrl+C copies what is selected in a view as tab-separated text; its context menu offers the same
/// and CSV. For views that are no TableView.
void add_copying(QAbstractItemView* view);

/// Copies what is selected, a line for each row, and says how much that was.
void copy_selection(const QAbstractItemView& view, QChar separator);

/// Says something in the status line of the window that `from` stands in, for some seconds.
void say_in_status(const QWidget& from, const QString& words);

} // namespace strata
