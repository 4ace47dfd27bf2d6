// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/setting_grid.h"

#include "widgets/tables/cell_editor.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>

#include <utility>

namespace strata {

namespace {
constexpr int frame = 3; ///< of the editor around its text
}

SettingGrid::SettingGrid(QWidget* parent) : CaptionGrid(parent) {}

void SettingGrid::setSettings(const QList<Entry>& new_entries, const QList<Editing>& editing,
                              const Heads& heads)
{
    const bool had_focus = m_editor == nullptr && m_current >= 0 && m_current < cells().size() &&
                           cells()[m_current]->hasFocus();
    const bool typing = m_editor != nullptr && new_entries.size() == entries().size();
    m_editing = editing;
    if (typing) // what is under somebody's hands stays
        return;
    setTable(new_entries, heads);
    for (qsizetype i = 0; i < cells().size() && i < m_editing.size(); ++i) {
        QWidget* const cell = cells()[i];
        cell->setFocusPolicy(Qt::StrongFocus);
        cell->setObjectName(QStringLiteral("setting"));
        cell->setAccessibleName(new_entries[i].caption);
        cell->setAccessibleDescription(m_editing[i].obstacle);
        cell->setToolTip(m_editing[i].obstacle);
        cell->installEventFilter(this);
    }
    if (had_focus)
        setCurrent(m_current);
}

void SettingGrid::setCurrent(int place)
{
    if (place >= 0 && place < cells().size())
        cells()[place]->setFocus(Qt::OtherFocusReason);
}

void SettingGrid::edit(int place)
{
    if (place < 0 || place >= m_editing.size() || !m_editing[place].obstacle.isEmpty())
        return;
    closeEditor(true);
    QWidget* const cell = cells()[place];
    m_edited = m_current = place;
    m_editor = new CellEditor(this);
    m_editor->setCheck(
        [this, place](const QString& text) { return m_check ? m_check(place, text) : QString(); });
    m_editor->setText(m_editing[place].text);
    // What is wrong is said where there is room for it: not over the settings beside this one.
    m_editor->setNoteShown(false);
    connect(m_editor, &CellEditor::problemChanged, this, &SettingGrid::problemTyped);
    const QWidget* const value = valueOf(*cell);
    const QRect shown(value->mapTo(this, QPoint(0, 0)), value->size());
    const int height = std::min(m_editor->line()->sizeHint().height(), shown.height() + 2 * frame);
    const int left = std::max(0, shown.left() - frame);
    const int top =
        std::clamp(shown.center().y() - height / 2, 0, std::max(0, this->height() - height));
    m_editor->place(QRect(left, top, std::min(width() - left, cell->width()), height),
                    cell->width());
    m_editor->line()->installEventFilter(this);
    m_editor->show();
    m_editor->raise();
    m_editor->line()->setFocus(Qt::OtherFocusReason);
    const int length = static_cast<int>(m_editor->text().size());
    m_editor->line()->setSelection(length, -length); // a long one shows its start
}

void SettingGrid::closeEditor(bool take)
{
    if (!m_editor)
        return;
    CellEditor* const editor = std::exchange(m_editor, nullptr);
    editor->line()->removeEventFilter(this);
    editor->setClosing();
    editor->hide();
    editor->deleteLater();
    const int place = std::exchange(m_edited, -1);
    Q_EMIT problemTyped({});
    if (take && editor->isChanged())
        Q_EMIT typed(place, editor->text());
}

bool SettingGrid::takeLineEvent(QEvent* event)
{
    if (event->type() == QEvent::FocusOut &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason) {
        closeEditor(true);
        return false;
    }
    // Whoever else would answer to the key would do so while a text is typed.
    if (event->type() == QEvent::ShortcutOverride)
        return false;
    if (event->type() != QEvent::KeyPress)
        return false;
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (enter && !m_editor->problem().isEmpty())
        return true; // a text that cannot be taken stays under the hand
    if (!enter && key != Qt::Key_Escape)
        return false;
    const int place = m_edited;
    closeEditor(enter);
    setCurrent(place);
    return true;
}

bool SettingGrid::takeKey(int place, int key)
{
    switch (key) {
    case Qt::Key_F2:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        edit(place);
        return true;
    case Qt::Key_Left:
        setCurrent(place - 1);
        return true;
    case Qt::Key_Up:
        setCurrent(place - cellsARow());
        return true;
    case Qt::Key_Right:
        setCurrent(place + 1);
        return true;
    case Qt::Key_Down:
        setCurrent(place + cellsARow());
        return true;
    default:
        return false;
    }
}

void SettingGrid::showMenu(int place, const QPoint& where)
{
    auto* const menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("settingMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Edit value"), this, [this, place] { edit(place); })
        ->setEnabled(m_editing[place].obstacle.isEmpty());
    menu->addAction(tr("Revert setting"), this, [this, place] { Q_EMIT revertWanted(place); })
        ->setEnabled(entries()[place].wrong || !entries()[place].before.isEmpty());
    menu->popup(where);
}

void SettingGrid::paintFocus(QWidget* cell)
{
    if (!cell->hasFocus())
        return;
    QPainter painter(cell);
    QStyleOptionFocusRect option;
    option.initFrom(cell);
    option.backgroundColor = palette().color(QPalette::Base);
    cell->style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, cell);
}

bool SettingGrid::eventFilter(QObject* watched, QEvent* event)
{
    if (m_editor && watched == m_editor->line())
        return takeLineEvent(event) || CaptionGrid::eventFilter(watched, event);
    auto* const cell = qobject_cast<QWidget*>(watched);
    const auto place = static_cast<int>(cells().indexOf(cell));
    if (place < 0 || place >= m_editing.size())
        return CaptionGrid::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::KeyPress:
        return takeKey(place, static_cast<QKeyEvent*>(event)->key());
    case QEvent::MouseButtonDblClick:
        edit(place);
        return true;
    case QEvent::ContextMenu:
        showMenu(place, static_cast<QContextMenuEvent*>(event)->globalPos());
        return true;
    case QEvent::FocusIn:
        m_current = place;
        cell->update();
        Q_EMIT currentChanged(place);
        return false;
    case QEvent::FocusOut:
        cell->update();
        return false;
    case QEvent::Paint:
        paintFocus(cell);
        return false;
    default:
        return CaptionGrid::eventFilter(watched, event);
    }
}

} // namespace strata
