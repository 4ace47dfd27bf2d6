// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace strata {

/// Labels of the look. All show plain text only: what stands in a file is never read as HTML.
[[nodiscard]] QLabel* make_label(const QString& text, QWidget* parent = nullptr);
[[nodiscard]] QLabel* make_secondary_label(const QString& text, QWidget* parent = nullptr);
[[nodiscard]] QLabel* make_head_label(const QString& text, QWidget* parent = nullptr);
/// Fixed font; can be selected and copied.
[[nodiscard]] QLabel* make_value_label(const QString& text, QWidget* parent = nullptr);
/// A wrapped paragraph.
[[nodiscard]] QLabel* make_text_label(const QString& text, QWidget* parent = nullptr);

} // namespace strata
