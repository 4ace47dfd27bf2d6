// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/line_edit_icons.h"

#include "widgets/theme/icons.h"

#include <QAction>
#include <QCoreApplication>
#include <QLineEdit>
#include <QToolButton>

namespace strata {

void add_leading_icon(QLineEdit& edit, const QString& icon_name, const QString& name)
{
    QAction* const action =
        edit.addAction(icon(icon_name, IconInk::Secondary), QLineEdit::LeadingPosition);
    action->setText(name);
    for (QToolButton* const button : edit.findChildren<QToolButton*>())
        button->setAccessibleName(button->defaultAction() == action
                                      ? name
                                      : QCoreApplication::translate("LineEdit", "Clear"));
}

} // namespace strata
