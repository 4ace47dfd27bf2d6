// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/drop_zone.h"

#include "widgets/desk/drop_panel.h"

#include <QDropEvent>
#include <QMimeData>

namespace strata {

namespace {

/// Of a panel, and of two that stand side by side towards each other.
constexpr int panel_margin = 12;
constexpr int half_gap = 6;

void show_panel(DropPanel& panel, const DragWords& words, const QString& icon_name)
{
    panel.setTarget(words.refused ? QStringLiteral("error") : icon_name, words.what, words.detail);
    panel.setRefused(words.refused);
    panel.show();
    panel.raise();
}

} // namespace

DropZone::DropZone(QWidget& window, Surroundings surroundings)
    : QObject(&window),
      m_surroundings(std::move(surroundings)),
      m_panel(new DropPanel(&window)),
      m_compare(new DropPanel(&window))
{
    m_compare->setObjectName(QStringLiteral("comparePanel"));
    m_panel->hide();
    m_compare->hide();
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
        show(*drag);
        // Accepted even when nothing can be opened: only so can the window say why.
        drag->setDropAction(Qt::CopyAction);
        drag->accept();
        return true;
    }
    case QEvent::DragMove: {
        auto* const drag = static_cast<QDropEvent*>(event);
        show(*drag);
        drag->setDropAction(Qt::CopyAction); // whatever the source would rather do
        drag->setAccepted(!dragged_files(*drag->mimeData()).isEmpty());
        return true;
    }
    case QEvent::DragLeave:
        hide();
        return true;
    case QEvent::Drop:
        drop(*static_cast<QDropEvent*>(event));
        return true;
    default:
        return QObject::eventFilter(watched, event);
    }
}

bool DropZone::isRight(const QDropEvent& drag) const
{
    return drag.position().toPoint().x() > m_surroundings.place().center().x();
}

void DropZone::drop(QDropEvent& drop)
{
    const QMimeData& data = *drop.mimeData();
    const DraggedPair pair = dragged_pair(data, m_surroundings.partner());
    const bool compares = !pair.isEmpty() && isRight(drop);
    hide();
    const QStringList paths = dragged_files(data);
    drop.setDropAction(Qt::CopyAction);
    drop.setAccepted(!paths.isEmpty());
    if (paths.isEmpty())
        Q_EMIT refused(describe_drag(data).what);
    else if (compares)
        Q_EMIT droppedToCompare(pair.left, pair.right);
    else
        Q_EMIT dropped(paths);
}

void DropZone::show(const QDropEvent& drag)
{
    const QMimeData& dragged = *drag.mimeData();
    if (const DraggedPair pair = dragged_pair(dragged, m_surroundings.partner()); !pair.isEmpty())
        return showPair(dragged, pair, isRight(drag));
    const DragWords words = describe_drag(dragged);
    m_compare->hide();
    m_panel->setGeometry(m_surroundings.place());
    m_panel->setInset({panel_margin, panel_margin, panel_margin, panel_margin});
    m_panel->setActive(!words.refused);
    show_panel(*m_panel, words, QStringLiteral("open"));
    say(words);
}

void DropZone::showPair(const QMimeData& dragged, const DraggedPair& pair, bool right)
{
    QRect left_half = m_surroundings.place();
    QRect right_half = left_half;
    left_half.setRight(left_half.center().x());
    right_half.setLeft(left_half.right() + 1);
    m_panel->setGeometry(left_half);
    m_compare->setGeometry(right_half);
    m_panel->setInset({panel_margin, panel_margin, half_gap, panel_margin});
    m_compare->setInset({half_gap, panel_margin, panel_margin, panel_margin});
    m_panel->setActive(!right);
    m_compare->setActive(right);
    const DragWords open = describe_drag(dragged);
    const DragWords compare = describe_comparison(pair, dragged_files(dragged).size() == 2);
    show_panel(*m_panel, open, QStringLiteral("open"));
    show_panel(*m_compare, compare, QStringLiteral("compare"));
    say(right ? compare : open);
}

void DropZone::say(const DragWords& words)
{
    const QString said = words.refused ? words.what : tr("%1. Escape cancels.").arg(words.what);
    if (said != m_said)
        Q_EMIT spoke(said);
    m_said = said;
}

void DropZone::hide()
{
    m_panel->hide();
    m_compare->hide();
    m_said.clear();
    Q_EMIT spoke({});
}

} // namespace strata
