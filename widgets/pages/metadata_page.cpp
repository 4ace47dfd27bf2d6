// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/metadata_page.h"

#include "widgets/pages/page_head.h"
#include "widgets/parts/box.h"
#include "widgets/parts/text.h"
#include "widgets/tables/metadata_model.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/fonts.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

#include <QPlainTextEdit>
#include <QSplitter>

#include <algorithm>

namespace strata {

namespace {
/// Where an entry is stored mostly repeats its key; it leaves under this width.
constexpr int narrow_width = 860;
/// A key, and a place, has this part of the width at most.
constexpr int side_share = 3;
} // namespace

/// The tree lists those of the model alone, and counts them so.
QString MetadataPage::factsOf(const std::vector<MetadataEntry>& entries)
{
    const auto in_tree = static_cast<std::uint64_t>(
        std::count_if(entries.begin(), entries.end(),
                      [](const MetadataEntry& entry) { return entry.model_node != NodeId::none; }));
    const QString all = words::plural(entries.size(), tr("1 entry"), tr("%1 entries"));
    return in_tree == 0 || in_tree == entries.size()
               ? tr("%1, read-only").arg(all)
               : tr("%1, %2 of them in the tree, read-only").arg(all, words::count(in_tree));
}

MetadataPage::MetadataPage(QWidget* parent)
    : Page(parent),
      m_head(new PageHead),
      m_model(new MetadataModel(this)),
      m_table(new TableView),
      m_detail(new Box(QString())),
      m_text(new QPlainTextEdit)
{
    setObjectName(QStringLiteral("metadataPage"));
    m_table->setObjectName(QStringLiteral("metadataTable"));
    m_table->setAccessibleName(tr("Metadata"));
    m_table->setSource(m_model);
    m_text->setObjectName(QStringLiteral("metadataValue"));
    m_text->setAccessibleName(tr("Value"));
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(fixed_font(font()));
    m_text->setAcceptDrops(false);
    m_detail->body()->addWidget(m_text, 1);
    auto* const splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setHandleWidth(8);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(10);
    layout->addWidget(m_head);
    layout->addWidget(splitter, 1);
    connect(m_table, &TableView::sourceRowChosen, this, &MetadataPage::showEntry);
}

bool MetadataPage::isFor(const Document& document) const
{
    return !document.metadata.empty();
}

bool MetadataPage::canShow(const Selection& selection) const
{
    return selection.has_node() && selection.tree().node(selection.node).kind == NodeKind::Metadata;
}

void MetadataPage::show(const Selection& selection)
{
    if (m_document != selection.document) {
        m_document = selection.document;
        m_head->setTitle(tr("Metadata"), {}, factsOf(m_document->metadata));
        m_model->setDocument(m_document);
        fitColumns();
        m_table->selectSourceRow(0);
    }
    if (const int row = m_model->rowOf(selection.model_node()); row >= 0)
        m_table->selectSourceRow(row);
}

void MetadataPage::fitColumns()
{
    m_table->fitColumns(MetadataModel::ValueColumn);
    const int room = m_table->viewport()->width();
    m_table->setColumnHidden(MetadataModel::PlaceColumn, room < narrow_width);
    for (const int column : {MetadataModel::KeyColumn, MetadataModel::PlaceColumn}) {
        if (!m_table->isColumnHidden(column))
            m_table->setColumnWidth(column,
                                    std::min(m_table->columnWidth(column), room / side_share));
    }
}

void MetadataPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    if (m_document)
        fitColumns();
}

void MetadataPage::showEntry(int row)
{
    const MetadataEntry* const entry = m_model->entry(row);
    if (!entry)
        return;
    m_detail->setTitle(one_line(entry->key, 80));
    // A text is shown as it is, everything else as Python writes it.
    constexpr std::size_t most_bytes = 200'000;
    m_text->setPlainText(entry->value.kind() == Value::Kind::Text
                             ? words::text_of(entry->value.as_text())
                             : words::text_of(entry->value.repr(most_bytes)));
}

} // namespace strata
