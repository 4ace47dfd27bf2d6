// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/copying.h"

#include "widgets/tables/table_view.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>

namespace strata {

namespace {

struct Copying {
    Q_DECLARE_TR_FUNCTIONS(Copying)
};

QAction* add_action(QAbstractItemView* view, const QString& text, QChar separator)
{
    auto* const action = new QAction(text, view);
    QObject::connect(action, &QAction::triggered, view, [view, separator] {
        QGuiApplication::clipboard()->setText(selection_text(*view, separator));
    });
    view->addAction(action);
    return action;
}

} // namespace

void add_copying(QAbstractItemView* view)
{
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    QAction* const copy = add_action(view, Copying::tr("Copy"), QLatin1Char('\t'));
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    add_action(view, Copying::tr("Copy as CSV"), QLatin1Char(','));
}

} // namespace strata
