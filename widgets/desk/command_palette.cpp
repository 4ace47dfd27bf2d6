// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/desk/command_palette.h"

#include "widgets/parts/labels.h"
#include "widgets/parts/line_edit_icons.h"
#include "widgets/tables/row_delegate.h"
#include "widgets/theme/fonts.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace strata {

namespace {
constexpr int widest = 720;
constexpr int shown_rows = 14;
} // namespace

CommandPalette::CommandPalette(QWidget* parent)
    : QFrame(parent, Qt::Popup),
      m_model(new PaletteModel(this)),
      m_field(new QLineEdit),
      m_list(new QTreeView),
      m_nothing(make_secondary_label(tr("Nothing is called that")))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Go to anything"));
    setFrameShape(QFrame::StyledPanel);
    m_field->setObjectName(QStringLiteral("paletteField"));
    m_field->setAccessibleName(tr("What to go to"));
    m_field->setPlaceholderText(tr("A row, a page, a file or an action"));
    add_leading_icon(*m_field, QStringLiteral("find"), tr("Go to"));
    m_field->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("What was found"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setHeaderHidden(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->header()->setStretchLastSection(true);
    m_nothing->setContentsMargins(8, 0, 8, 6);
    auto* const lines = new QVBoxLayout(this);
    lines->setContentsMargins(8, 8, 8, 8);
    lines->setSpacing(8);
    lines->addWidget(m_field);
    lines->addWidget(m_list, 1);
    lines->addWidget(m_nothing);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::searchWanted);
    connect(m_list, &QAbstractItemView::clicked, this, &CommandPalette::choose);
    connect(m_field, &QLineEdit::returnPressed, this, &CommandPalette::choose);
}

void CommandPalette::open()
{
    const QWidget* const over = parentWidget();
    const int width = std::min(widest, over->width() - 48);
    const int height = std::min(over->height() - 120,
                                control_height(font()) + 30 + shown_rows * row_height(font()));
    resize(width, height);
    move(over->mapToGlobal(QPoint((over->width() - width) / 2, 72)));
    m_list->setColumnWidth(0, width * 5 / 11);
    m_field->clear();
    Q_EMIT searchWanted({});
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::setItems(const QList<PaletteItem>& items)
{
    const int current = m_list->currentIndex().row();
    const PaletteItem before = current >= 0 && current < m_model->items().size()
                                   ? m_model->items()[current]
                                   : PaletteItem();
    m_model->setItems(items);
    int again = 0;
    for (int row = 0; row < items.size() && current > 0; ++row) {
        if (items[row].kind == before.kind && items[row].title == before.title &&
            items[row].detail == before.detail)
            again = row;
    }
    m_list->setCurrentIndex(m_model->index(again, 0));
    m_list->setVisible(!items.isEmpty());
    m_nothing->setVisible(items.isEmpty());
}

void CommandPalette::choose()
{
    const int row = m_list->currentIndex().row();
    if (row < 0)
        return;
    const PaletteItem item = m_model->items()[row];
    hide();
    Q_EMIT chosen(item);
}

void CommandPalette::moveCurrent(int key)
{
    const int rows = m_model->rowCount();
    if (rows == 0)
        return;
    int row = m_list->currentIndex().row();
    switch (key) {
    case Qt::Key_Down:
        row = (row + 1) % rows;
        break;
    case Qt::Key_Up:
        row = (row + rows - 1) % rows;
        break;
    case Qt::Key_PageDown:
        row = std::min(row + shown_rows, rows - 1);
        break;
    default:
        row = std::max(row - shown_rows, 0);
        break;
    }
    m_list->setCurrentIndex(m_model->index(row, 0));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape) {
            hide();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown ||
            key == Qt::Key_PageUp) {
            moveCurrent(key);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace strata
