// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QModelIndexList>

class QAbstractItemModel;

/// How much of a tree is opened at once.
namespace strata {

/// A view that expands more rows at once stops the window: seen 0.4 s for a million.
inline constexpr int most_rows_expanded = 20'000;
/// How many rows are open when a tree is first shown, and the largest group opened by itself.
inline constexpr int first_rows = 60;
inline constexpr int first_group_rows = 40;

/// The groups of a tree, level by level, that show no more than most_rows_expanded rows together.
[[nodiscard]] QModelIndexList rows_to_expand(const QAbstractItemModel& model);

} // namespace strata
