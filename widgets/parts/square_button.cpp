// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/square_button.h"

#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"

namespace strata {

SquareButton::SquareButton(const QString& icon_name, const QString& name, QWidget* parent)
    : QToolButton(parent)
{
    setIcon(strata::icon(icon_name));
    setToolTip(name);
    setAccessibleName(name);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize SquareButton::sizeHint() const
{
    return {control_height(font()), control_height(font())};
}

} // namespace strata
