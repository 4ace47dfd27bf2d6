// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/metadata_delegate.h"

#include "widgets/tables/cell_editor.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"

#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

#include <algorithm>

namespace strata {

namespace {

constexpr int pencil_side = 12;
constexpr int pencil_gap = 6;

/// The first line of a row of two.
QRect first_line(const QStyleOptionViewItem& option, const RowDelegate& delegate)
{
    QRect line = option.rect;
    line.setHeight(std::min(line.height(), delegate.rowHeight(option.font)));
    return line;
}

/// "was 32 bands", the old text struck through.
void draw_before(QPainter& painter, const QStyleOptionViewItem& option, const QString& before)
{
    const bool selected = option.state & QStyle::State_Selected;
    const QPalette::ColorGroup group =
        option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
    QFont font = small_font(option.font);
    const QString word = MetadataDelegate::tr("was") + QLatin1Char(' ');
    const QFontMetrics metrics(font);
    const QRect room = option.rect.adjusted(6, 0, -6, 0);
    painter.save();
    painter.setClipRect(option.rect);
    painter.setPen(option.palette.color(group, selected ? QPalette::HighlightedText
                                                        : QPalette::PlaceholderText));
    painter.setFont(font);
    const int baseline = room.bottom() - 4 - metrics.descent();
    painter.drawText(room.left(), baseline, word);
    font.setStrikeOut(true);
    painter.setFont(font);
    const int left = room.left() + metrics.horizontalAdvance(word);
    painter.drawText(left, baseline,
                     metrics.elidedText(before, Qt::ElideRight, room.right() - left));
    painter.restore();
}

} // namespace

/// A row of one line, or the first one of two.
void MetadataDelegate::paintCell(QPainter& painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const
{
    if (!m_pencils || !(index.flags() & Qt::ItemIsEditable))
        return RowDelegate::paint(&painter, option, index);
    const QStyle* const style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, &painter, option.widget);
    QStyleOptionViewItem text = option;
    text.rect.setRight(option.rect.right() - pencil_side - pencil_gap);
    RowDelegate::paint(&painter, text, index);
    const bool selected = option.state & QStyle::State_Selected;
    const QPalette::ColorGroup group =
        option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
    const QColor ink = selected ? option.palette.color(group, QPalette::HighlightedText)
                       : option.state & QStyle::State_MouseOver
                           ? ink_colour(IconInk::Note, option.palette)
                           : option.palette.color(group, QPalette::PlaceholderText);
    painter.drawPixmap(option.rect.right() - pencil_gap - pencil_side + 1,
                       option.rect.center().y() - pencil_side / 2,
                       icon_pixmap(QStringLiteral("edit"), ink, pencil_side,
                                   painter.device()->devicePixelRatio()));
}

void MetadataDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    if (!index.data(TwoLinesRole).toBool())
        return paintCell(*painter, option, index);
    const QStyle* const style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    QStyleOptionViewItem top = option;
    top.rect = first_line(option, *this);
    paintCell(*painter, top, index);
    if (const QString before = index.data(BeforeRole).toString(); !before.isEmpty())
        draw_before(*painter, option, before);
}

QSize MetadataDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = RowDelegate::sizeHint(option, index);
    if (index.data(TwoLinesRole).toBool())
        size.rheight() += heightOfBefore(option.font);
    return size;
}

int MetadataDelegate::heightOfBefore(const QFont& font)
{
    return QFontMetrics(small_font(font)).height() + 2;
}

QWidget* MetadataDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& /*option*/,
                                        const QModelIndex& index) const
{
    if (const QStringList choices = index.data(ChoicesRole).toStringList(); !choices.isEmpty()) {
        auto* const box = new QComboBox(parent);
        box->setObjectName(QStringLiteral("cellChoice"));
        box->setAccessibleName(tr("Value of the cell"));
        box->addItems(choices);
        auto* const self = const_cast<MetadataDelegate*>(this);
        connect(box, &QComboBox::activated, self, [self, box] {
            Q_EMIT self->commitData(box);
            Q_EMIT self->closeEditor(box);
        });
        return box;
    }
    auto* const editor = new CellEditor(parent);
    editor->setCheck([this, place = QPersistentModelIndex(index)](const QString& text) {
        return m_check && place.isValid() ? m_check(place, text) : QString();
    });
    editor->line()->installEventFilter(const_cast<MetadataDelegate*>(this));
    return editor;
}

void MetadataDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    if (auto* const cell = qobject_cast<CellEditor*>(editor))
        cell->setText(index.data(Qt::EditRole).toString());
    else if (auto* const box = qobject_cast<QComboBox*>(editor))
        box->setCurrentText(index.data(Qt::EditRole).toString());
}

void MetadataDelegate::setModelData(QWidget* editor, QAbstractItemModel* model,
                                    const QModelIndex& index) const
{
    const auto* const cell = qobject_cast<CellEditor*>(editor);
    if (cell && cell->isChanged())
        model->setData(index, cell->text(), Qt::EditRole);
    else if (const auto* const box = qobject_cast<QComboBox*>(editor))
        model->setData(index, box->currentText(), Qt::EditRole);
}

void MetadataDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                            const QModelIndex& /*index*/) const
{
    QRect place = first_line(option, *this);
    // What is wrong stands beside the text, over the cells behind it.
    if (const auto* const view = qobject_cast<const QWidget*>(editor->parent()))
        place.setRight(view->width() - 1);
    if (auto* const cell = qobject_cast<CellEditor*>(editor))
        cell->place(place, option.rect.width());
    else
        editor->setGeometry(first_line(option, *this));
}

bool MetadataDelegate::eventFilter(QObject* watched, QEvent* event)
{
    // The line has seen its keys already; what it leaves must not reach the table behind it.
    if (qobject_cast<CellEditor*>(watched))
        return event->type() == QEvent::KeyPress;
    const auto* const line = qobject_cast<QLineEdit*>(watched);
    auto* const cell = line ? qobject_cast<CellEditor*>(line->parentWidget()) : nullptr;
    if (!cell)
        return RowDelegate::eventFilter(watched, event);
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        // A text that cannot be taken stays under the hand.
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && !cell->problem().isEmpty())
            return true;
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape ||
            key == Qt::Key_Tab || key == Qt::Key_Backtab)
            cell->setClosing();
    }
    if (event->type() == QEvent::FocusOut && cell->isClosing())
        return false; // it is on its way out
    return RowDelegate::eventFilter(cell, event);
}

} // namespace strata
