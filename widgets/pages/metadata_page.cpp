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

namespace strata {

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
        m_head->setTitle(tr("Metadata"), {},
                         words::plural(m_document->metadata.size(), tr("1 entry, read-only"),
                                       tr("%1 entries, read-only")));
        m_model->setDocument(m_document);
        m_table->fitColumns(2);
        m_table->selectSourceRow(0);
    }
    if (const int row = m_model->rowOf(selection.model_node()); row >= 0)
        m_table->selectSourceRow(row);
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
