// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/copying.h"

#include "widgets/tables/table_view.h"
#include "widgets/words/number_words.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QStatusTipEvent>

namespace strata {

namespace {

struct Copying {
    Q_DECLARE_TR_FUNCTIONS(Copying)
};

QAction* add_action(QAbstractItemView* view, const QString& text, QChar separator)
{
    auto* const action = new QAction(text, view);
    QObject::connect(action, &QAction::triggered, view,
                     [view, separator] { copy_selection(*view, separator); });
    view->addAction(action);
    return action;
}

/// Copies on the key. Not a shortcut: the window's own action has that and hands the key on to what
/// has the keyboard; of two shortcuts neither would act.
class CopyKey : public QObject {
public:
    CopyKey(QAbstractItemView* view, QAction* copy) : QObject(view), m_copy(copy)
    {
        view->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::KeyPress ||
            !static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy))
            return QObject::eventFilter(watched, event);
        m_copy->trigger();
        return true;
    }

private:
    QAction* m_copy;
};

} // namespace

void add_copying(QAbstractItemView* view)
{
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    new CopyKey(view, add_action(view, Copying::tr("Copy"), QLatin1Char('\t')));
    add_action(view, Copying::tr("Copy as CSV"), QLatin1Char(','));
}

void copy_selection(const QAbstractItemView& view, QChar separator)
{
    const QItemSelectionModel* const selection = view.selectionModel();
    if (!selection || !selection->hasSelection())
        return;
    QGuiApplication::clipboard()->setText(selection_text(view, separator));
    if (view.selectionBehavior() == QAbstractItemView::SelectRows) {
        const auto rows = static_cast<std::uint64_t>(selection->selectedRows().size());
        return say_in_status(
            view, words::plural(rows, Copying::tr("Copied 1 row"), Copying::tr("Copied %1 rows")));
    }
    const auto values = static_cast<std::uint64_t>(selection->selectedIndexes().size());
    say_in_status(view, words::plural(values, Copying::tr("Copied 1 value"),
                                      Copying::tr("Copied %1 values")));
}

void say_in_status(const QWidget& from, const QString& words)
{
    QStatusTipEvent event(words);
    QCoreApplication::sendEvent(from.window(), &event);
}

} // namespace strata
