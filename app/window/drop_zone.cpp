// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/drop_zone.h"

#include "app/window/dragged_files.h"
#include "widgets/desk/drop_panel.h"

#include <QDropEvent>
#include <QMimeData>

namespace strata {

DropZone::DropZone(QWidget& window, std::function<QRect()> place)
    : QObject(&window), m_place(std::move(place)), m_panel(new DropPanel(&window))
{
    m_panel->hide();
    window.setAcceptDrops(true);
    window.installEventFilter(this);
}

bool DropZone::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != parent())
        return QObject::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::DragEnter: {
        auto* const drag = static_cast<QDropEvent*>(event);
        if (drag->source() != nullptr) { // an array on its way out
            drag->ignore();
            return true;
        }
        show(*drag->mimeData());
        // Accepted even when nothing can be opened: only so can the window say why.
        drag->setDropAction(Qt::CopyAction);
        drag->accept();
        return true;
    }
    case QEvent::DragMove: {
        auto* const drag = static_cast<QDropEvent*>(event);
        drag->setDropAction(Qt::CopyAction); // whatever the source would rather do
        drag->setAccepted(!dragged_files(*drag->mimeData()).isEmpty());
        return true;
    }
    case QEvent::DragLeave:
        hide();
        return true;
    case QEvent::Drop: {
        auto* const drop = static_cast<QDropEvent*>(event);
        hide();
        const QStringList paths = dragged_files(*drop->mimeData());
        drop->setDropAction(Qt::CopyAction);
        drop->setAccepted(!paths.isEmpty());
        if (paths.isEmpty())
            Q_EMIT refused(describe_drag(*drop->mimeData()).what);
        else
            Q_EMIT dropped(paths);
        return true;
    }
    default:
        return QObject::eventFilter(watched, event);
    }
}

void DropZone::show(const QMimeData& dragged)
{
    const DragWords words = describe_drag(dragged);
    m_panel->setTarget(words.refused ? QStringLiteral("error") : QStringLiteral("open"), words.what,
                       words.detail);
    m_panel->setRefused(words.refused);
    m_panel->setActive(!words.refused);
    m_panel->setGeometry(m_place());
    m_panel->show();
    m_panel->raise();
    Q_EMIT spoke(words.refused ? words.what : tr("%1. Escape cancels.").arg(words.what));
}

void DropZone::hide()
{
    m_panel->hide();
    Q_EMIT spoke({});
}

} // namespace strata
