// SPDX-License-Identifier: GPL-3.0-or-later
// What is done with whole entries on the page of metadata: by its buttons, its menu and its keys.
#include "widgets/pages/metadata_page.h"

#include "widgets/pages/add_entry_dialog.h"
#include "widgets/pages/page_head.h"
#include "widgets/parts/ink_label.h"
#include "widgets/tables/copying.h"
#include "widgets/tables/metadata_model.h"
#include "widgets/tables/table_view.h"
#include "widgets/words/edit_words.h"
#include "widgets/words/identity_words.h"

#include <QKeyEvent>
#include <QMenu>

namespace strata {

void MetadataPage::addEntry()
{
    QStringList prefixes;
    if (const MetadataRow* const row = current())
        prefixes.append(words::text_of(key_prefix(row->entry)));
    for (int row = 0; row < m_model->rowCount(); ++row)
        prefixes.append(words::text_of(key_prefix(*m_model->entry(row))));
    prefixes.removeAll(QString());
    if (prefixes.isEmpty())
        prefixes.append(QStringLiteral("/@"));
    prefixes.removeDuplicates();
    const QStringList types = typesOf(prefixes.first().toStdString() + "a name that nobody gave");
    auto* const dialog = new AddEntryDialog(
        prefixes, types.isEmpty() ? QStringList{QStringLiteral("str")} : types,
        [this](const std::string& key, Value value) -> Result<void> {
            STRATA_TRY(m_port->add(key, std::move(value)));
            chooseKey(key);
            return {};
        },
        this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MetadataPage::removeEntry()
{
    const int row = m_table->currentSourceRow();
    if (!m_port || !m_model->canEditValue(row))
        return;
    const std::string key = m_model->entry(row)->key;
    if (const auto removed = m_port->remove(key); !removed) {
        m_head->note()->setNote(QStringLiteral("error"), words::refusal(removed.error()),
                                IconInk::Error);
        return;
    }
    setDraft(key, std::nullopt);
    showRows();
}

void MetadataPage::revertEntry()
{
    const MetadataRow* const row = current();
    if (!row || !m_port)
        return;
    const std::string key = row->entry.key;
    setDraft(key, std::nullopt);
    m_port->revert(key);
    showRows();
}

void MetadataPage::showMenu(const QPoint& where)
{
    const int row = m_table->currentSourceRow();
    const MetadataRow* const of = m_model->row(row);
    auto* const menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("metadataMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool editable = m_model->canEditValue(row);
    menu->addAction(tr("Edit value"), this, [this] { editCurrent(MetadataModel::ValueColumn); })
        ->setEnabled(editable);
    menu->addAction(tr("Rename"), this, [this] { editCurrent(MetadataModel::KeyColumn); })
        ->setEnabled(m_model->canRename(row));
    menu->addAction(tr("Remove"), this, &MetadataPage::removeEntry)->setEnabled(editable);
    menu->addAction(tr("Revert entry"), this, &MetadataPage::revertEntry)
        ->setEnabled(of && (of->draft || of->state != MetadataRow::State::Same));
    menu->addAction(tr("Add entry…"), this, &MetadataPage::addEntry)
        ->setEnabled(m_port && !m_port->obstacle());
    menu->addSeparator();
    const auto copy = [this](QChar separator) {
        copy_selection(*m_table, separator);
    };
    menu->addAction(tr("Copy"), this, [copy] { copy(QLatin1Char('\t')); })->setEnabled(of);
    menu->addAction(tr("Copy as CSV"), this, [copy] { copy(QLatin1Char(',')); })->setEnabled(of);
    menu->addAction(tr("Select all"), m_table, &QAbstractItemView::selectAll);
    menu->popup(m_table->viewport()->mapToGlobal(where));
}

bool MetadataPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto* const press = static_cast<QKeyEvent*>(event);
        switch (press->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            editCurrent(MetadataModel::ValueColumn);
            return true;
        case Qt::Key_F2:
            editCurrent(press->modifiers() & Qt::ShiftModifier ? MetadataModel::KeyColumn
                                                               : MetadataModel::ValueColumn);
            return true;
        case Qt::Key_Delete:
            removeEntry();
            return true;
        default:
            break;
        }
    }
    return Page::eventFilter(watched, event);
}

} // namespace strata
