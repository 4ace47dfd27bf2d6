// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/model_summary.h"

#include "io/base/checked.h"
#include "widgets/parts/box.h"
#include "widgets/parts/labels.h"
#include "widgets/tables/summary_model.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"
#include "widgets/words/number_words.h"

#include <QClipboard>
#include <QComboBox>
#include <QFrame>
#include <QGuiApplication>
#include <QHeaderView>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <limits>

namespace strata {

namespace {

constexpr int most_rows = 12;
constexpr int bar_column = 64;
/// With room for the sort arrow beside the text.
constexpr int head_margins = 34;
constexpr int widest_column = 240;
constexpr int narrowest_type = 84;
/// The totals' sizes leave under this width.
constexpr int narrow = 500;

/// Bytes as a file claims them: they stay at the largest number once that is reached.
void add(std::uint64_t& sum, std::uint64_t bytes)
{
    sum = checked_add(sum, bytes).value_or(std::numeric_limits<std::uint64_t>::max());
}

} // namespace

ModelSummary::ModelSummary(QWidget* parent)
    : QWidget(parent),
      m_model(new SummaryModel(this)),
      m_table(new TableView),
      m_totals(new QFrame),
      m_totals_layout(new QHBoxLayout(m_totals))
{
    setObjectName(QStringLiteral("modelSummary"));
    auto* const head = new QHBoxLayout;
    head->addWidget(make_head_label(tr("Summary")));
    head->addStretch(1);
    addCopying(head);
    m_table->setObjectName(QStringLiteral("summaryTable"));
    m_table->setAccessibleName(tr("Layers"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSource(m_model);
    m_totals->setObjectName(QStringLiteral("summaryTotals"));
    static_cast<QFrame*>(m_totals)->setFrameShape(QFrame::StyledPanel);
    m_totals->setAutoFillBackground(true);
    m_totals->setBackgroundRole(QPalette::Base);
    m_totals_layout->setContentsMargins(12, 6, 12, 6);
    m_totals_layout->setSpacing(12);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addSpacing(8);
    layout->addWidget(m_table);
    layout->addWidget(m_totals);
    const auto choose = [this](const QModelIndex& index) {
        Q_EMIT layerChosen(m_model->nodeOf(m_table->sourceRow(index)));
    };
    connect(m_table, &QAbstractItemView::activated, this, choose);
    connect(m_table, &QAbstractItemView::doubleClicked, this, choose);
}

void ModelSummary::addCopying(QHBoxLayout* head)
{
    auto* const way = new QComboBox;
    way->setObjectName(QStringLiteral("copySummaryAs"));
    way->setAccessibleName(tr("Copy the summary as"));
    way->addItems({tr("Keras 3 text"), tr("Keras 2 text"), tr("Table")});
    auto* const copy_button = new QToolButton;
    copy_button->setIcon(icon(QStringLiteral("copy")));
    copy_button->setToolTip(tr("Copy the summary"));
    copy_button->setAccessibleName(tr("Copy the summary"));
    copy_button->setObjectName(QStringLiteral("copySummary"));
    head->setSpacing(8);
    head->addWidget(make_secondary_label(tr("Copy as")));
    head->addWidget(way);
    head->addWidget(copy_button);
    connect(copy_button, &QToolButton::clicked, this, [this, way] { copy(way->currentIndex()); });
}

void ModelSummary::copy(int way)
{
    constexpr std::array texts = {SummaryText::Keras3, SummaryText::Keras2};
    if (way < static_cast<int>(texts.size()))
        Q_EMIT textWanted(texts[static_cast<std::size_t>(way)]);
    else
        QGuiApplication::clipboard()->setText(m_table->allAsText(QLatin1Char('\t')));
}

void ModelSummary::setDocument(std::shared_ptr<const Document> document)
{
    setTotals(*document);
    m_model->setDocument(std::move(document));
    m_table->setPreferredRows(std::clamp(m_model->rowCount(), 1, most_rows));
    m_table->setFixedHeight(m_table->sizeHint().height());
    fitColumns();
}

void ModelSummary::fitColumns()
{
    if (m_model->rowCount() == 0)
        return;
    // Where there is no room the least telling columns leave first.
    constexpr int leaving[] = {SummaryModel::ShareBar, SummaryModel::Share, SummaryModel::Trainable,
                               SummaryModel::ConnectedTo};
    const QFontMetrics heads(font());
    QList<int> widths;
    int taken = 0;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        m_table->setColumnHidden(column, false);
        const QString head =
            m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int wanted = std::max(m_table->contentWidth(column) + 6,
                                    heads.horizontalAdvance(head) + head_margins);
        widths.append(column == SummaryModel::ShareBar ? bar_column
                                                       : std::min(wanted, widest_column));
        taken += widths.last();
    }
    for (const int column : leaving) {
        const bool leaves = taken > m_table->viewport()->width();
        m_table->setColumnHidden(column, leaves);
        taken -= leaves ? widths[column] : 0;
    }
    const bool connections = !m_table->isColumnHidden(SummaryModel::ConnectedTo);
    m_table->fitColumns(connections ? SummaryModel::ConnectedTo : SummaryModel::LayerName);
    // Names are worth more than the ends of class names.
    if (const int missing = taken - m_table->viewport()->width(); !connections && missing > 0)
        widths[SummaryModel::Type] = std::max(narrowest_type, widths[SummaryModel::Type] - missing);
    for (int column = 0; column < widths.size(); ++column)
        m_table->setColumnWidth(column, widths[column]);
}

void ModelSummary::setTotals(const Document& document)
{
    while (QLayoutItem* const item = m_totals_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_total_texts.clear();
    m_total_sizes.clear();
    std::uint64_t trainable = 0;
    std::uint64_t fixed = 0;
    std::uint64_t optimizer = 0;
    for (const Tensor& tensor : document.tensors) {
        const std::uint64_t bytes = tensor.bytes().value_or(0);
        if (tensor.role == TensorRole::Optimizer)
            add(optimizer, bytes);
        else if (tensor.role == TensorRole::Weight)
            add(tensor.trainable ? trainable : fixed, bytes);
    }
    const ParameterCounts& counts = document.identity.parameters;
    std::uint64_t total = trainable; // without the optimizer's, as the identity strip has it
    add(total, fixed);
    addTotal(tr("Total"), counts.total, total);
    addTotal(tr("Trainable"), counts.trainable, trainable);
    addTotal(tr("Not trainable"), counts.non_trainable, fixed);
    if (counts.optimizer)
        addTotal(tr("Optimizer"), counts.optimizer, optimizer);
}

void ModelSummary::addTotal(const QString& caption, std::optional<std::uint64_t> count,
                            std::uint64_t bytes)
{
    if (m_totals_layout->count() != 0) {
        auto* const rule = new QFrame;
        rule->setFrameShape(QFrame::VLine);
        rule->setFrameShadow(QFrame::Plain);
        rule->setForegroundRole(QPalette::Midlight);
        m_totals_layout->addWidget(rule);
    }
    const QString text = count ? words::count(*count) : tr("unknown");
    auto* const part = new QWidget;
    auto* const layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    QLabel* const name = make_secondary_label(caption);
    name->setFont(caption_font(name->font()));
    auto* const line = new QHBoxLayout;
    line->setSpacing(8);
    QLabel* const number = make_value_label(text);
    QFont bold = number->font();
    bold.setBold(true);
    number->setFont(bold);
    QLabel* const size = make_secondary_label(words::size(bytes));
    size->setFont(fixed_font(size->font()));
    size->setToolTip(words::exact_bytes(bytes));
    size->setVisible(width() >= narrow);
    m_total_sizes.append(size);
    line->addWidget(number);
    line->addWidget(size);
    line->addStretch(1);
    layout->addWidget(name);
    layout->addLayout(line);
    part->setAccessibleName(caption + QStringLiteral(": ") + text);
    m_totals_layout->addWidget(part, 1);
    m_total_texts.append({caption, text});
}

QString ModelSummary::total(const QString& caption) const
{
    for (const auto& [name, text] : m_total_texts) {
        if (name == caption)
            return text;
    }
    return {};
}

void ModelSummary::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    for (QWidget* const size : std::as_const(m_total_sizes))
        size->setVisible(width() >= narrow);
    fitColumns();
}

} // namespace strata
