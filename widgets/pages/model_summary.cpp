// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/model_summary.h"

#include "io/base/checked.h"
#include "io/model/buffers.h"
#include "widgets/parts/box.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/labels.h"
#include "widgets/tables/summary_model.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"
#include "widgets/words/identity_words.h"
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

/// The page scrolls, and not the table in it as well; of more layers than that only the table can.
constexpr int most_rows = 2'000;
/// Of the bars, beside their figures.
constexpr int bar_room = 64;
constexpr int least_bar_room = 24;
constexpr int bar_margins = 24;
/// From this width on bars take most of what is more.
constexpr int wide = 720;
/// How many rows say how wide the texts are, and what is around a text and beside a head.
constexpr int rows_measured = 100;
constexpr int cell_room = 8;
constexpr int head_room = 26; ///< margins and an arrow
/// Under this width the totals' sizes leave, and shares have no bars.
constexpr int narrow = 500;

/// Bytes as a file claims them: they stay at the largest number once that is reached.
void add(std::uint64_t& sum, std::uint64_t bytes)
{
    sum = checked_add(sum, bytes).value_or(std::numeric_limits<std::uint64_t>::max());
}

/// What all columns but the bars' need to be whole.
int texts_width(const TableView& table)
{
    int sum = 0;
    for (int column = 0; column < table.model()->columnCount(); ++column) {
        if (column == SummaryModel::Share)
            continue;
        const QString head = table.model()->headerData(column, Qt::Horizontal).toString();
        int widest = table.header()->fontMetrics().horizontalAdvance(head) + head_room;
        for (int row = 0; row < std::min(table.model()->rowCount(), rows_measured); ++row) {
            const QModelIndex index = table.model()->index(row, column);
            widest = std::max(widest, table.sizeHintForIndex(index).width() + cell_room);
        }
        sum += widest;
    }
    return sum;
}

void fit_columns(TableView& table, SummaryModel& model, int width)
{
    const QFontMetrics digits(fixed_font(table.font()));
    const int figure = digits.horizontalAdvance(QStringLiteral("100.0 %")) + bar_margins;
    const int most = bar_room + std::max(0, width - wide) * 4 / 5;
    const int left = width - 2 * table.frameWidth() - texts_width(table) - figure;
    const int bars = width < narrow ? 0 : std::clamp(left, least_bar_room, most);
    model.setBars(bars > 0);
    table.reserve(SummaryModel::Share, bars + figure);
    // Where there is no room the least telling columns leave first.
    table.fitColumns(SummaryModel::LayerName,
                     {SummaryModel::Trainable, SummaryModel::ConnectedTo, SummaryModel::Share});
}

} // namespace

ModelSummary::ModelSummary(QWidget* parent)
    : QWidget(parent),
      m_model(new SummaryModel(this)),
      m_table(new TableView),
      m_problem(new InkLabel(this)),
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
    m_totals_layout->setContentsMargins(1, 1, 1, 1);
    m_totals_layout->setSpacing(0);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addSpacing(8);
    layout->addWidget(m_table);
    layout->addSpacing(-1); // one line between the two
    layout->addWidget(m_totals);
    const auto choose = [this](const QModelIndex& index) {
        Q_EMIT layerChosen(m_model->nodeOf(m_table->sourceRow(index)));
    };
    connect(m_table, &QAbstractItemView::activated, this, choose);
    connect(m_table, &QAbstractItemView::doubleClicked, this, choose);
    connect(m_table, &TableView::sourceRowChosen, this, [this] {
        const QRect row = m_table->visualRect(m_table->currentIndex());
        Q_EMIT rowShown(QRect(m_table->viewport()->mapTo(this, row.topLeft()), row.size()));
    });
}

void ModelSummary::addCopying(QHBoxLayout* head)
{
    auto* const way = new QComboBox;
    way->setObjectName(QStringLiteral("copySummaryAs"));
    way->setAccessibleName(tr("Copy the summary as"));
    auto* const copy_button = new QToolButton;
    copy_button->setIcon(icon(QStringLiteral("copy")));
    copy_button->setToolTip(tr("Copy the summary"));
    copy_button->setAccessibleName(tr("Copy the summary"));
    copy_button->setObjectName(QStringLiteral("copySummary"));
    m_problem->setObjectName(QStringLiteral("summaryProblem"));
    m_problem->hide();
    head->setSpacing(8);
    head->addWidget(m_problem);
    head->addWidget(make_secondary_label(tr("Copy as")));
    head->addWidget(way);
    head->addWidget(copy_button);
    connect(copy_button, &QToolButton::clicked, this,
            [this, way] { copy(way->currentData().toInt()); });
}

/// The texts are those of Keras' own summary(), which says nothing of other frameworks' models.
void ModelSummary::offerTexts(bool keras)
{
    auto* const way = findChild<QComboBox*>(QStringLiteral("copySummaryAs"));
    way->clear();
    if (keras) {
        way->addItem(tr("Keras 3 text"), 0);
        way->addItem(tr("Keras 2 text"), 1);
    }
    way->addItem(tr("Table"), 2);
}

void ModelSummary::showProblem(const QString& text)
{
    m_problem->setNote(QStringLiteral("error"), text, IconInk::Error);
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
    offerTexts(document->format.framework == "keras");
    m_model->setDocument(std::move(document));
    m_table->setPreferredRows(std::clamp(m_model->rowCount(), 1, most_rows));
    m_table->setFixedHeight(m_table->sizeHint().height());
    fit_columns(*m_table, *m_model, width());
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
    std::uint64_t buffers = 0;
    std::uint64_t buffer_values = 0;
    for (const Tensor& tensor : document.tensors) {
        const std::uint64_t bytes = tensor.bytes().value_or(0);
        if (is_buffer(document, tensor)) {
            add(buffers, bytes);
            add(buffer_values, tensor.count().value_or(0));
        } else if (tensor.role == TensorRole::Optimizer)
            add(optimizer, bytes);
        else if (tensor.role == TensorRole::Weight)
            add(tensor.trainable ? trainable : fixed, bytes);
    }
    const ParameterCounts& counts = document.identity.parameters;
    // An optimizer of which nothing could be read is no optimizer that keeps nothing.
    const bool lost = counts.optimizer == std::uint64_t{0} &&
                      document.verdict.integrity != Integrity::Complete &&
                      words::find_optimizer(document) != nullptr;
    std::uint64_t total = trainable;
    add(total, fixed);
    add(total, optimizer);
    const auto all = counts.total && counts.optimizer && !lost
                         ? checked_add(*counts.total, *counts.optimizer)
                         : counts.total;
    addTotal(counts.optimizer && !lost ? tr("Total with optimizer") : tr("Total"), all, total);
    addTotal(tr("Trainable"), counts.trainable, trainable);
    addTotal(tr("Not trainable"), counts.non_trainable, fixed);
    if (counts.optimizer)
        addTotal(tr("Optimizer"), lost ? std::nullopt : counts.optimizer, optimizer);
    // Beside the total, not in it: PyTorch counts them as no parameters.
    if (buffer_values != 0)
        addTotal(tr("Buffers"), buffer_values, buffers);
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
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(1);
    QLabel* const name = make_secondary_label(caption);
    name->setFont(caption_font(name->font()));
    auto* const line = new QHBoxLayout;
    line->setSpacing(6);
    QLabel* const number = make_value_label(text);
    QFont bold = number->font();
    bold.setBold(true);
    number->setFont(bold);
    QLabel* const size = make_secondary_label(count ? words::size(bytes) : QString());
    size->setFont(fixed_font(size->font()));
    size->setToolTip(words::exact_bytes(bytes));
    if (width() < narrow) // to show what has no parent yet would open a window
        size->hide();
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

QString ModelSummary::totalSize(const QString& caption) const
{
    for (qsizetype i = 0; i < m_total_texts.size(); ++i) {
        if (m_total_texts[i].first == caption)
            return m_total_sizes[i]->text();
    }
    return {};
}

void ModelSummary::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit_columns(*m_table, *m_model, width());
    for (QLabel* const size : std::as_const(m_total_sizes))
        size->setVisible(width() >= narrow);
}

} // namespace strata
