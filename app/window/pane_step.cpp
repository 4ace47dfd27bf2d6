// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/pane_step.h"

#include <QApplication>
#include <QWidget>

namespace strata {

namespace {

bool takes_keyboard(const QWidget& widget)
{
    return widget.isEnabled() && widget.isVisible() && (widget.focusPolicy() & Qt::TabFocus);
}

/// The pane itself, or the first part of it that takes the keyboard, in the order of Tab.
QWidget* keyboard_place(QWidget* pane)
{
    if (takes_keyboard(*pane))
        return pane;
    for (QWidget* next = pane->nextInFocusChain(); next && next != pane;
         next = next->nextInFocusChain()) {
        if (pane->isAncestorOf(next) && takes_keyboard(*next))
            return next;
    }
    return nullptr;
}

} // namespace

void step_pane(const QList<QWidget*>& panes, int by)
{
    const QWidget* const focus = QApplication::focusWidget();
    const auto count = static_cast<int>(panes.size());
    int at = by > 0 ? -1 : 0;
    for (int i = 0; i < count; ++i) {
        if (focus && panes[i] && (panes[i] == focus || panes[i]->isAncestorOf(focus)))
            at = i;
    }
    // A pane with nothing to type into is passed over.
    for (int step = 0; step < count; ++step) {
        at = (at + by + count) % count;
        if (QWidget* const place = panes[at] ? keyboard_place(panes[at]) : nullptr) {
            place->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

} // namespace strata
