// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace strata {

/// A button of one icon, as high as the controls beside it, whatever the size of the text.
class SquareButton : public QToolButton {
    Q_OBJECT

public:
    /// `name` is its tool tip and what a screen reader says.
    SquareButton(const QString& icon_name, const QString& name, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
};

} // namespace strata
