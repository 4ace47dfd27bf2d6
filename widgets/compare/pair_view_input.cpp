// SPDX-License-Identifier: GPL-3.0-or-later
// What the mouse and the keys do to a PairView, and how its rows are drawn.
#include "widgets/compare/pair_delegate.h"
#include "widgets/compare/pair_view.h"
#include "widgets/tables/copying.h"
#include "widgets/theme/icons.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

namespace strata {

void PairView::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
    PairDelegate::drawGround(*painter, option, index, rect);
    // Where the left side has nothing, the arrow is the right side's.
    if (!index.data(AbsentRole).toBool())
        QTreeView::drawBranches(painter, rect, index);
}

void PairView::initViewItemOption(QStyleOptionViewItem* option) const
{
    QTreeView::initViewItemOption(option);
    // Qt greys the selection when the view has no focus; here only when the window is not active.
    option->state.setFlag(QStyle::State_Active, isActiveWindow());
}

void PairView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    if (m_model && m_model->pairAt(current) != 0)
        Q_EMIT pairChosen(m_model->pairAt(current));
}

bool PairView::isRightArrow(const QPoint& at) const
{
    const QModelIndex cell = indexAt(at);
    if (!cell.isValid() || cell.column() != static_cast<int>(PairColumn::RightName) ||
        !m_model->hasChildren(cell.siblingAtColumn(0)) || cell.data(AbsentRole).toBool())
        return false;
    int depth = 0;
    for (QModelIndex above = cell.parent(); above.isValid(); above = above.parent())
        ++depth;
    return PairDelegate::arrowRect(visualRect(cell), depth, indentation()).contains(at);
}

void PairView::mousePressEvent(QMouseEvent* event)
{
    const QPoint at = event->position().toPoint();
    if (event->button() == Qt::LeftButton && isRightArrow(at)) {
        const QModelIndex row = indexAt(at).siblingAtColumn(0);
        setExpanded(row, !isExpanded(row));
        return event->accept();
    }
    QTreeView::mousePressEvent(event);
}

void PairView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        return copy_selection(*this, QLatin1Char('\t'));
    QTreeView::keyPressEvent(event);
}

void PairView::addSideActions(QMenu& menu, std::size_t pair)
{
    const bool left = m_model->node(pair, Side::Left) != NodeId::none;
    const bool right = m_model->node(pair, Side::Right) != NodeId::none;
    menu.addAction(icon(QStringLiteral("go-to")), tr("Show in left tab"), this,
                   [this, pair] { Q_EMIT showWanted(pair, Side::Left); })
        ->setEnabled(left);
    menu.addAction(icon(QStringLiteral("go-to")), tr("Show in right tab"), this,
                   [this, pair] { Q_EMIT showWanted(pair, Side::Right); })
        ->setEnabled(right);
    menu.addSeparator();
    menu.addAction(tr("Do not pair these"), this, [this, pair] { Q_EMIT partWanted(pair); })
        ->setEnabled(left && right);
    menu.addAction(tr("Pair with…"), this, [this, pair] { Q_EMIT joinWanted(pair); });
    menu.addAction(tr("Undo all pairing by hand"), this, &PairView::matchWanted)
        ->setEnabled(m_by_hand);
}

void PairView::contextMenuEvent(QContextMenuEvent* event)
{
    const std::size_t pair = currentPair();
    if (pair == 0)
        return;
    auto* const menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("pairMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // Its actions are about a row that is another one, or none, once rows are aligned anew.
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, menu, &QWidget::close);
    addSideActions(*menu, pair);
    menu->addSeparator();
    menu->addAction(tr("Copy path"), this,
                    [this, pair] { QGuiApplication::clipboard()->setText(m_model->path(pair)); });
    menu->addAction(tr("Copy rows"), this, [this] { copy_selection(*this, QLatin1Char('\t')); });
    menu->addAction(tr("Copy rows as CSV"), this,
                    [this] { copy_selection(*this, QLatin1Char(',')); });
    menu->popup(event->globalPos());
}

void PairView::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    shareRoom();
    // The lower part may just have taken its room.
    if (currentIndex().isValid() && event->size().height() < event->oldSize().height())
        scrollTo(currentIndex());
}

void PairView::changeEvent(QEvent* event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        m_needed.clear();
        shareRoom();
    }
}

} // namespace strata
