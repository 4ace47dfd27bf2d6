// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/optimizer_page.h"

#include "widgets/pages/edit_bar.h"
#include "widgets/pages/page_head.h"
#include "widgets/pages/setting_edits.h"
#include "widgets/pages/setting_grid.h"
#include "widgets/parts/box.h"
#include "widgets/parts/elided_label.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/scroll_page.h"
#include "widgets/parts/text.h"
#include "widgets/tables/optimizer_model.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/fonts.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/training_words.h"

#include <QScrollBar>
#include <QTimer>

#include <algorithm>

namespace strata {

namespace {

/// After the last scroll, before statistics are asked for.
constexpr int settle_ms = 60;
constexpr int most_table_rows = 10;
constexpr int spark_column = 60; ///< 24 bins of two pixels
constexpr int wide_spark_column = 84;
constexpr int wide_table = 960;
constexpr int margins = 16;

} // namespace

OptimizerPage::OptimizerPage(QWidget* parent)
    : Page(parent),
      m_head(new PageHead),
      m_settings_box(new Box(tr("Hyper-parameters"))),
      m_settings(new SettingGrid),
      m_hint(new InkLabel),
      m_bar(new EditBar),
      m_edits(new SettingEdits(this)),
      m_slots(new QWidget),
      m_paired(new ElidedLabel(Qt::ElideRight)),
      m_note(new InkLabel),
      m_model(new OptimizerModel(this)),
      m_table(new TableView),
      m_step_note(make_text_label(
          tr("Step ÷ weight is the size of the update that the stored slots stand for, over the "
             "size of the weight, both as L2 norms. Near 0.1 % is common; above 1 % often means "
             "the learning rate is high."))),
      m_nothing(make_text_label({})),
      m_group(new HistogramGroup),
      m_spark_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("optimizerPage"));
    auto* const page = new ScrollPage;
    QMargins margins = page->content()->contentsMargins();
    margins.setBottom(0); // that of the foot is enough
    page->content()->setContentsMargins(margins);
    page->content()->addWidget(m_head);
    page->content()->addWidget(m_settings_box);
    m_settings_box->body()->addWidget(m_settings);
    m_settings->setObjectName(QStringLiteral("hyperParameters"));
    m_settings_box->head()->addWidget(m_hint); // nothing moves when it comes
    m_settings_box->head()->addStrut(m_hint->sizeHint().height());
    m_hint->setObjectName(QStringLiteral("settingHint"));
    m_hint->setElided();
    m_hint->hide();
    connectSettings();
    auto* const table = new QVBoxLayout(m_slots);
    table->setContentsMargins(0, 0, 0, 0);
    table->setSpacing(8);
    auto* const line = new QHBoxLayout;
    line->addWidget(make_head_label(tr("Weights and their slots")));
    m_paired->setObjectName(QStringLiteral("pairedBy"));
    m_paired->setRightAligned(true);
    m_paired->setForegroundRole(QPalette::PlaceholderText);
    m_paired->setText(tr("Paired by name or order, checked by shape"));
    line->addWidget(m_paired, 1);
    line->addWidget(m_note);
    table->addLayout(line);
    m_table->setObjectName(QStringLiteral("optimizerSlots"));
    m_table->setAccessibleName(tr("Weights and their slots"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSource(m_model);
    table->addWidget(m_table);
    m_step_note->setObjectName(QStringLiteral("stepNote"));
    m_step_note->setForegroundRole(QPalette::PlaceholderText);
    m_step_note->setFont(small_font(m_step_note->font()));
    table->addWidget(m_step_note);
    page->content()->addWidget(m_slots);
    page->content()->addWidget(m_nothing);
    page->content()->addWidget(m_group, 1); // the histograms grow with the window
    page->content()->addStretch(0);
    auto* const outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(page, 1);
    auto* const foot = new QHBoxLayout;
    foot->setContentsMargins(12, 0, 12, 10);
    foot->addWidget(m_bar);
    outer->addLayout(foot);
    m_spark_timer->setSingleShot(true);
    m_spark_timer->setInterval(settle_ms);
    connect(m_spark_timer, &QTimer::timeout, this, &OptimizerPage::askForSparks);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, m_spark_timer,
            qOverload<>(&QTimer::start));
    connect(m_table, &TableView::sourceRowChosen, this, &OptimizerPage::showRow);
    connect(m_table, &QAbstractItemView::clicked, this, &OptimizerPage::goTo);
    connect(m_table, &QAbstractItemView::activated, this, &OptimizerPage::goTo);
}

bool OptimizerPage::isFor(const Document& document) const
{
    return words::find_optimizer(document) != nullptr;
}

bool OptimizerPage::canShow(const Selection& selection) const
{
    if (!selection.has_node() || !isFor(*selection.document))
        return false;
    if (const TensorId tensor = selection.tensor(); tensor != TensorId::none)
        return m_document == selection.document && m_model->rowOf(tensor) >= 0;
    const Tree& model = selection.document->model;
    for (NodeId at = selection.model_node(); at != NodeId::none; at = model.node(at).parent) {
        if (model.node(at).kind == NodeKind::Optimizer)
            return true;
    }
    return false;
}

void OptimizerPage::show(const Selection& selection)
{
    if (m_document != selection.document) {
        m_document = selection.document;
        m_edits->setDocument(m_document);
        fill();
    }
    const TensorId tensor = selection.tensor();
    int row = tensor == TensorId::none ? -1 : m_model->rowOf(tensor);
    if (row < 0 && m_table->currentSourceRow() < 0)
        row = m_model->largestRow();
    if (row >= 0)
        m_table->selectSourceRow(row);
}

void OptimizerPage::fill()
{
    const OptimizerState& optimizer = *words::find_optimizer(*m_document);
    std::uint64_t bytes = 0;
    for (const OptimizerSlot& slot : optimizer.slots)
        bytes += m_document->tensor(slot.tensor).bytes().value_or(0);
    m_model->setOptimizer(m_document, &optimizer);
    QStringList facts;
    if (optimizer.iterations && *optimizer.iterations >= 0)
        facts.append(
            tr("step %1").arg(words::count(static_cast<std::uint64_t>(*optimizer.iterations))));
    if (!optimizer.slots.empty())
        facts << tr("%1 for %2")
                     .arg(words::plural(optimizer.slots.size(), tr("1 slot"), tr("%1 slots")),
                          words::plural(static_cast<std::uint64_t>(m_model->weightCount()),
                                        tr("1 weight"), tr("%1 weights")))
              << words::size(bytes);
    m_head->setTitle(one_line(optimizer.class_name, 120), {}, facts.join(QStringLiteral(", ")));
    fillSettings();
    fillTable(optimizer);
}

void OptimizerPage::fillTable(const OptimizerState& optimizer)
{
    const bool some = !optimizer.slots.empty();
    m_slots->setVisible(some);
    m_group->setVisible(some);
    m_nothing->setVisible(!some);
    m_nothing->setText(m_document->verdict.integrity == Integrity::Complete
                           ? tr("The file keeps no slots of this optimizer. Training that goes on "
                                "from it starts with a fresh one.")
                           : tr("No slots of this optimizer could be read. The file is not whole: "
                                "what it kept of them is unknown."));
    m_step_note->setVisible(m_model->hasSteps());
    const auto unpaired = static_cast<std::uint64_t>(m_model->unpairedCount());
    m_paired->setVisible(unpaired == 0);
    m_note->setVisible(unpaired > 0);
    if (unpaired > 0)
        m_note->setNote(QStringLiteral("warning"),
                        words::plural(unpaired, tr("1 slot belongs to no known weight"),
                                      tr("%1 slots belong to no known weight")),
                        IconInk::Warning);
    fitColumns();
    m_table->setPreferredRows(std::clamp(m_model->rowCount(), 1, most_table_rows));
    m_table->setFixedHeight(m_table->sizeHint().height());
    m_spark_timer->start();
}

void OptimizerPage::fitColumns()
{
    if (m_model->columnCount() == 0)
        return;
    const int pairs_end = m_model->hasSteps() ? m_model->stepColumn() : m_model->columnCount();
    // The figures come later, so the room for them is taken now: of those that need powers of ten as
    // well.
    const QFontMetrics digits(fixed_font(font()));
    const int number = digits.horizontalAdvance(QStringLiteral("0.000e-00")) + margins;
    const int share = digits.horizontalAdvance(QStringLiteral("000.00 %")) + margins;
    QList<int> leaving;
    for (int column = OptimizerModel::WeightNorm; column < pairs_end; column += 2) {
        m_table->reserve(column, number);
        m_table->reserve(column + 1, width() >= wide_table ? wide_spark_column : spark_column);
        leaving.append(column + 1);
    }
    if (m_model->hasSteps())
        m_table->reserve(pairs_end, share);
    // Where there is no room the distributions leave first, then the shapes, then the norms that the
    // steps are measured by.
    leaving << OptimizerModel::Dims;
    if (m_model->hasSteps())
        leaving << OptimizerModel::WeightNorm;
    m_table->fitColumns(OptimizerModel::WeightName, leaving);
}

void OptimizerPage::showRow(int row)
{
    QList<HistogramGroup::Part> parts;
    const QList<TensorId> tensors = m_model->tensorsOf(row);
    for (int i = 0; i < tensors.size(); ++i) {
        if (tensors[i] == TensorId::none || !m_document->tensor(tensors[i]).dtype.is_numeric())
            continue;
        // Weight, momentum and velocity as the first, third and fourth series: blue, green, violet.
        const int series = i == 0 ? 0 : std::min(i + 1, 7);
        parts.append({tensors[i], i == 0 ? tr("Weight") : m_model->kinds()[i - 1], series});
    }
    m_group->setParts(m_model->nameOf(row), parts);
    Q_EMIT groupWanted(m_group->tensors());
}

void OptimizerPage::goTo(const QModelIndex& index)
{
    const int row = m_table->currentSourceRow();
    if (row < 0)
        return;
    TensorId tensor = m_model->tensorAt(row, index.column());
    if (tensor == TensorId::none)
        tensor = m_model->tensorAt(row, OptimizerModel::WeightName);
    const NodeId node = m_document->tensor(tensor).model_node;
    if (node != NodeId::none)
        Q_EMIT rowWanted(Reading::Model, node);
}

void OptimizerPage::setSpark(TensorId tensor, const Spark& spark)
{
    m_model->setSpark(tensor, spark);
}

void OptimizerPage::setGroup(const Result<std::vector<GroupMember>>& members)
{
    m_group->setMembers(members);
}

void OptimizerPage::askForSparks()
{
    QList<TensorId> wanted;
    QList<TensorId> weights;
    if (isVisible() && m_document) {
        QModelIndex index = m_table->indexAt(QPoint(4, 1));
        while (index.isValid() &&
               m_table->visualRect(index).top() < m_table->viewport()->height()) {
            const QList<TensorId> tensors = m_model->tensorsOf(m_table->sourceRow(index));
            if (m_model->wantsStep(tensors.first()))
                weights.append(tensors.first());
            for (const TensorId tensor : tensors) {
                if (tensor != TensorId::none)
                    wanted.append(tensor);
            }
            index = m_table->indexBelow(index);
        }
    }
    Q_EMIT sparksWanted(wanted);
    if (!weights.isEmpty())
        Q_EMIT stepsWanted(weights);
}

void OptimizerPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_spark_timer->start();
}

void OptimizerPage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    m_spark_timer->start(); // nothing is wanted any more
}

void OptimizerPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    fitColumns();
    m_spark_timer->start();
}

} // namespace strata
