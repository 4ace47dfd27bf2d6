// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/metadata_page.h"

#include "widgets/pages/edit_bar.h"
#include "widgets/pages/entry_editor.h"
#include "widgets/pages/page_head.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/numbered_text.h"
#include "widgets/parts/text.h"
#include "widgets/tables/metadata_delegate.h"
#include "widgets/tables/metadata_model.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/icons.h"
#include "widgets/words/edit_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/metadata_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/value_types.h"

#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>

#include <algorithm>

namespace strata {

namespace {

/// Of the height that table and editor have the table takes what its rows need, up to this share.
constexpr double most_table = 0.55;
constexpr int most_rows_measured = 100;
/// Of its width the keys get what they need up to the first share, and values so much at least.
constexpr double keys_share = 0.4;
constexpr double values_share = 0.2;
/// Of a table of plain values: a whole number of 64 bits is read whole before the types are.
constexpr double names_share = 0.5;
constexpr double numbers_share = 0.33;
constexpr int cell_margin = 8;

} // namespace

MetadataPage::MetadataPage(QWidget* parent)
    : Page(parent),
      m_head(new PageHead),
      m_bar(new EditBar),
      m_model(new MetadataModel(this)),
      m_table(new TableView),
      m_delegate(new MetadataDelegate(m_table)),
      m_editor(new EntryEditor),
      m_splitter(new QSplitter(Qt::Vertical)),
      m_add(m_head->addTextButton(QStringLiteral("add"), tr("Add entry…"))),
      m_remove(m_head->addTextButton(QStringLiteral("remove"), tr("Remove")))
{
    setObjectName(QStringLiteral("metadataPage"));
    m_table->setObjectName(QStringLiteral("metadataTable"));
    m_table->setAccessibleName(tr("Metadata"));
    m_table->setSource(m_model);
    m_table->setItemDelegate(m_delegate);
    m_table->setUniformRowHeights(false);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->installEventFilter(this);
    m_delegate->setCheck(
        [this](const QModelIndex& index, const QString& text) { return problemOf(index, text); });
    m_add->setObjectName(QStringLiteral("addEntryButton"));
    m_remove->setObjectName(QStringLiteral("removeEntry"));
    lay();
    connectParts();
}

void MetadataPage::lay()
{
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_editor);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setHandleWidth(8);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_shared_by_hand = true; });
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(10);
    layout->addWidget(m_head);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_bar); // at the foot: nothing above it moves when it comes
}

void MetadataPage::shareHeight()
{
    // Nothing moves under somebody's hands.
    if (m_shared_by_hand || !isVisible() || m_editor->hasHands())
        return;
    layout()->activate();
    const int room = m_splitter->height() - m_splitter->handleWidth();
    // The room that the bar takes when it comes is taken from the editor alone, and the line that
    // the first edited row grows by is there before.
    const int with_bar =
        m_bar->isVisible() ? room : room - m_bar->sizeHint().height() - layout()->spacing();
    const bool growing = m_port && !m_port->obstacle() && !m_model->saysBefore();
    const int rows = m_table->heightOfRows(most_rows_measured) +
                     (growing ? MetadataDelegate::heightOfBefore(m_table->font()) : 0);
    const int table = std::min(rows, static_cast<int>(most_table * with_bar));
    m_splitter->setSizes({table, room - table});
}

void MetadataPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    shareHeight();
}

void MetadataPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    shareHeight();
}

void MetadataPage::connectParts()
{
    connect(m_table, &TableView::sourceRowChosen, this, [this](int row) {
        ++m_typing;
        showEntry(row);
    });
    connect(m_table, &QWidget::customContextMenuRequested, this, &MetadataPage::showMenu);
    connect(m_table, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.column() == MetadataModel::ValueColumn && !(index.flags() & Qt::ItemIsEditable))
            editCurrent(MetadataModel::ValueColumn);
    });
    connect(m_model, &MetadataModel::valueTyped, this,
            [this](int row, const QString& text) { take(row, text, 0); });
    // The rows become others, which the cell that is still being closed would not survive.
    connect(m_model, &MetadataModel::nameTyped, this, &MetadataPage::takeName,
            Qt::QueuedConnection);
    connect(m_editor, &EntryEditor::typed, this,
            [this](const QString& text) { take(m_table->currentSourceRow(), text, m_typing); });
    connect(m_editor, &EntryEditor::replaced, this,
            [this](const QString& text) { take(m_table->currentSourceRow(), text, 0); });
    connect(m_editor, &EntryEditor::typeChosen, this, &MetadataPage::takeType);
    connect(m_editor, &EntryEditor::revertWanted, this, &MetadataPage::revertEntry);
    connect(m_add, &QPushButton::clicked, this, &MetadataPage::addEntry);
    connect(m_remove, &QPushButton::clicked, this, &MetadataPage::removeEntry);
}

void MetadataPage::setPort(EditPort* port, bool forget)
{
    m_port = port;
    if (forget)
        m_drafts.clear();
    if (m_port)
        m_port->setUnread(this, static_cast<int>(m_drafts.size()));
}

bool MetadataPage::isFor(const Document& document) const
{
    const bool can_begin =
        m_port && !m_port->obstacle() && m_port->check("/@note", Value::text("text")).has_value();
    return can_begin || !metadata_places(document).isEmpty();
}

bool MetadataPage::canShow(const Selection& selection) const
{
    if (!selection.has_node())
        return false;
    const Node& node = selection.tree().node(selection.node);
    if (node.kind == NodeKind::Metadata)
        return true;
    return selection.reading == Reading::Model && node.parent != NodeId::none &&
           selection.tree().node(node.parent).kind == NodeKind::Metadata;
}

void MetadataPage::show(const Selection& selection)
{
    if (m_document != selection.document) {
        m_document = selection.document;
        m_editor->setDocument(m_document);
        m_shared_by_hand = false;
        showRows();
    }
    if (const int row = m_model->rowOf(selection.model_node()); row >= 0)
        m_table->selectSourceRow(row);
}

QString MetadataPage::facts() const
{
    QStringList facts = {words::plural(static_cast<std::uint64_t>(m_model->rowCount()),
                                       tr("1 entry"), tr("%1 entries"))};
    const auto add = [&facts](int count, const QString& what) {
        if (count != 0)
            facts.append(what.arg(words::count(static_cast<std::uint64_t>(count))));
    };
    using State = MetadataRow::State;
    add(m_model->countOf(State::Edited) + m_model->countOf(State::Renamed), tr("%1 edited"));
    add(m_model->countOf(State::Added), tr("%1 added"));
    add(m_model->countOf(State::Removed), tr("%1 removed"));
    add(static_cast<int>(m_drafts.size()), tr("%1 not valid"));
    if (!m_port || m_port->obstacle())
        facts.append(tr("read-only"));
    return facts.join(QStringLiteral(", "));
}

QString MetadataPage::obstacleOf(const MetadataRow& row) const
{
    if (!m_port)
        return tr("Read-only.");
    if (m_port->obstacle())
        return words::refusal(*m_port->obstacle());
    if (row.state == MetadataRow::State::Removed)
        return tr("It is removed when the file is saved.");
    if (row.entry.value.omitted() != 0)
        return tr("Too long to be edited here: only its start is kept.");
    if (!row.entry.editable)
        return tr("A value of this kind cannot be edited.");
    if (row.entry.value.kind() == Value::Kind::Text &&
        !NumberedText::holds(words::text_of(row.entry.value.as_text())))
        return tr("It holds characters that a field of text would change.");
    return {};
}

QString MetadataPage::problemOf(const QModelIndex& index, const QString& text) const
{
    const MetadataRow* const row = m_model->row(m_table->sourceRow(index));
    if (!row || !m_port)
        return {};
    if (index.column() == MetadataModel::KeyColumn) {
        const std::string key = key_prefix(row->entry) + text.toStdString();
        if (text.isEmpty())
            return tr("A name is wanted.");
        const int other = m_model->rowOfKey(key);
        return other >= 0 && m_model->row(other) != row && m_model->entry(other)->key == key
                   ? tr("There is an entry of this name already.")
                   : QString();
    }
    const auto value = row->form().read(text);
    if (!value)
        return words::refusal(value.error());
    const auto checked = m_port->check(row->entry.key, *value);
    return checked ? QString() : words::refusal(checked.error());
}

/// What the value of a key, or of a new entry, can be.
QStringList MetadataPage::typesOf(const std::string& key) const
{
    QStringList types;
    for (const auto& [type, sample] : words::sample_values()) {
        if (m_port->check(key, sample))
            types.append(type);
    }
    return types;
}

const MetadataRow* MetadataPage::current() const
{
    return m_model->row(m_table->currentSourceRow());
}

void MetadataPage::showEdits()
{
    if (m_document && m_port && !m_inside)
        showRows();
}

void MetadataPage::showRows()
{
    const MetadataRow* const shown = current();
    const std::string key = shown ? shown->entry.key : std::string();
    const std::string key_before = shown && shown->before ? shown->before->key : key;
    const int place = std::max(0, m_table->currentSourceRow());
    static const Edits none;
    const bool editable = m_port && !m_port->obstacle();
    const bool others = m_model->setRows(
        m_document, metadata_rows(*m_document, m_port ? m_port->edits() : none, m_drafts),
        editable);
    if (others)
        fitColumns(editable);
    int row = m_model->rowOfKey(key);
    if (row < 0)
        row = m_model->rowOfKey(key_before);
    m_table->selectSourceRow(row >= 0 ? row : std::min(place, m_model->rowCount() - 1));
    showEntry(m_table->currentSourceRow());
    showState();
    // What an edited row was stands beneath it: the table scrolls rather than push the editor down.
    if (others)
        shareHeight();
    else if (m_table->currentIndex().isValid())
        m_table->scrollTo(m_table->currentIndex());
}

/// For the rows, whatever they say later: nothing moves while somebody edits.
void MetadataPage::fitColumns(bool editable)
{
    // Keys are told apart by their ends and stand whole; where an entry is stored mostly repeats its
    // key, but whose attribute it is does not.
    if (m_model->holdsAttributes())
        m_table->keepWhole(MetadataModel::KeyColumn, keys_share, values_share);
    else
        m_table->keepWhole(MetadataModel::KeyColumn, names_share, numbers_share);
    m_table->reserve(MetadataModel::StateColumn,
                     editable ? fontMetrics().horizontalAdvance(tr("not valid")) + 2 * cell_margin
                              : 0);
    m_table->fitColumns(MetadataModel::ValueColumn,
                        {MetadataModel::PlaceColumn, MetadataModel::TypeColumn});
}

bool MetadataPage::isChanged() const
{
    return m_model->isChanged();
}

void MetadataPage::showState()
{
    m_head->setTitle(tr("Metadata"), {}, facts());
    const bool editable = m_port && !m_port->obstacle();
    m_add->setVisible(editable);
    m_remove->setVisible(editable);
    m_bar->setChanges(m_port ? words::count_changes(m_port->edits()) : 0,
                      static_cast<std::uint64_t>(m_drafts.size()));
}

void MetadataPage::showEntry(int row)
{
    const MetadataRow* const shown = m_model->row(row);
    m_remove->setEnabled(shown && m_model->canEditValue(row));
    if (!shown)
        return m_editor->clear();
    const QString obstacle = obstacleOf(*shown);
    m_editor->show(*shown, obstacle,
                   obstacle.isEmpty() ? typesOf(shown->entry.key) : QStringList());
}

void MetadataPage::setDraft(const std::string& key, std::optional<Draft> draft)
{
    const QString name = QString::fromStdString(key);
    if (draft)
        m_drafts.insert(name, *std::move(draft));
    else
        m_drafts.remove(name);
    m_port->setUnread(this, static_cast<int>(m_drafts.size()));
}

void MetadataPage::take(int row, const QString& text, int typing)
{
    const MetadataRow* const typed = m_model->row(row);
    if (!typed || !m_port)
        return;
    const std::string key = typed->entry.key;
    auto value = typed->form().read(text);
    {
        const QScopedValueRollback guard(m_inside, true);
        Result<void> done = value ? m_port->set(key, *std::move(value), typing)
                                  : Result<void>(fail(std::move(value).error()));
        setDraft(key, done ? std::nullopt : std::optional(Draft{text, std::move(done).error()}));
    }
    showRows();
}

void MetadataPage::takeType(const QString& type)
{
    const MetadataRow* const row = current();
    if (!row || !m_port)
        return;
    const std::string key = row->entry.key;
    const QString text = row->draft ? row->draft->text : row->form().text(row->entry.value);
    {
        const QScopedValueRollback guard(m_inside, true);
        auto value = words::converted(text, type.toStdString());
        Result<void> done = m_port->set(key, std::move(value), 0);
        setDraft(key, done ? std::nullopt : std::optional(Draft{text, std::move(done).error()}));
    }
    showRows();
}

void MetadataPage::takeName(int row, const QString& name)
{
    const MetadataEntry* const entry = m_model->entry(row);
    if (!entry || !m_port || name.isEmpty())
        return;
    const std::string key = entry->key;
    const std::string to = key_prefix(*entry) + name.toStdString();
    bool renamed = false;
    {
        const QScopedValueRollback guard(m_inside, true);
        renamed = m_port->rename(key, to).has_value();
        if (renamed && m_drafts.contains(QString::fromStdString(key)))
            setDraft(to, m_drafts.take(QString::fromStdString(key)));
    }
    showRows();
    if (renamed)
        chooseKey(to);
}

void MetadataPage::chooseKey(const std::string& key)
{
    if (const int row = m_model->rowOfKey(key); row >= 0)
        m_table->selectSourceRow(row);
}

void MetadataPage::editCurrent(int column)
{
    const int row = m_table->currentSourceRow();
    if (column == MetadataModel::ValueColumn && m_model->canEditValue(row) &&
        !m_model->isShort(row))
        return m_editor->focusText();
    const QModelIndex index = m_table->currentIndex().siblingAtColumn(column);
    if (index.flags() & Qt::ItemIsEditable)
        m_table->edit(index);
}

} // namespace strata
