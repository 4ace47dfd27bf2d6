// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/document_view.h"

#include "app/window/findings_export.h"
#include "app/window/view_layout.h"
#include "io/keras/summary_text.h"
#include "widgets/desk/file_summary.h"
#include "widgets/inspector/inspector.h"
#include "widgets/pages/configuration_page.h"
#include "widgets/pages/estimator_page.h"
#include "widgets/pages/findings_page.h"
#include "widgets/pages/metadata_page.h"
#include "widgets/pages/model_summary.h"
#include "widgets/pages/optimizer_page.h"
#include "widgets/pages/overview_page.h"
#include "widgets/pages/values_page.h"
#include "widgets/pages/weights_page.h"
#include "widgets/parts/band.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/text.h"
#include "widgets/tree/tree_model.h"
#include "widgets/tree/tree_pane.h"
#include "widgets/tree/tree_view.h"
#include "widgets/words/error_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace strata {

DocumentView::DocumentView(JobRunner& runner, const QString& path, Memory* memory, QWidget* parent)
    : TabView(parent),
      m_runner(runner),
      m_path(path),
      m_stack(new QStackedWidget),
      m_loading(new EmptyState),
      m_error(new Band),
      m_error_page(makeErrorPage()),
      m_changed(new Band),
      m_strip(new IdentityStrip),
      m_tree(new TreePane),
      m_inspector(new Inspector),
      m_splitter(new QSplitter(Qt::Horizontal)),
      m_layout(new ViewLayout(*m_splitter, *m_tree, memory, this)),
      m_page(makeDocumentPage())
{
    setObjectName(QStringLiteral("documentView"));
    m_loading->setMessage(tr("Opening %1").arg(one_line(fileName(), 80)), QString());
    m_stack->addWidget(m_loading);
    m_stack->addWidget(m_error_page);
    m_stack->addWidget(m_page);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

QString DocumentView::fileName() const
{
    return QFileInfo(m_path).fileName();
}

QWidget* DocumentView::makeErrorPage()
{
    auto* const page = new QWidget;
    auto* const layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(m_error);
    layout->addStretch(1);
    m_error->setObjectName(QStringLiteral("openError"));
    auto* const again = m_error->addButton(tr("Try again"), QStringLiteral("reload"));
    again->setObjectName(QStringLiteral("tryAgain"));
    auto* const close = m_error->addButton(tr("Close"), QStringLiteral("close"));
    close->setObjectName(QStringLiteral("closeFailed"));
    connect(again, &QPushButton::clicked, this, [this] {
        m_stack->setCurrentWidget(m_loading);
        Q_EMIT reopenWanted();
    });
    connect(close, &QPushButton::clicked, this, &DocumentView::closeWanted);
    return page;
}

QWidget* DocumentView::makeDocumentPage()
{
    auto* const page = new QWidget;
    m_splitter->setObjectName(QStringLiteral("documentSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(5);
    m_splitter->addWidget(m_tree);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    makeChangedBand();
    auto* const layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_strip);
    layout->addWidget(m_changed);
    layout->addWidget(m_splitter, 1);
    return page;
}

void DocumentView::makeChangedBand()
{
    m_changed->setObjectName(QStringLiteral("changedOnDisk"));
    m_changed->hide();
    QPushButton* const reload = m_changed->addButton(tr("Reload"), QStringLiteral("reload"));
    reload->setObjectName(QStringLiteral("reload"));
    QPushButton* const keep = m_changed->addButton(tr("Keep what is shown"));
    keep->setObjectName(QStringLiteral("keepShown"));
    connect(reload, &QPushButton::clicked, this, &DocumentView::reopenWanted);
    connect(keep, &QPushButton::clicked, m_changed, &QWidget::hide);
}

void DocumentView::showChanged(bool exists)
{
    if (exists)
        m_changed->setMessage(
            Band::Kind::Warning, tr("The file has changed on disk"),
            tr("What is shown was read before. Values that are read from now on may not fit it."));
    else
        m_changed->setMessage(Band::Kind::Warning, tr("The file is no longer there"),
                              tr("It was removed or renamed. What is shown was read before."));
    m_changed->show();
}

void DocumentView::showDocument(std::shared_ptr<const OpenedFile> file)
{
    const bool again = m_file != nullptr;
    const QString row = selectedPath();
    const Reading reading = m_tree->reading();
    Page* const shown_page = m_inspector->currentPage();
    m_changed->hide();
    m_history.clear();
    m_file = std::move(file);
    delete m_jobs;
    m_jobs = new DocumentJobs(m_runner, m_file, this);
    connectTree();
    connectPages();
    connectStrip();
    m_strip->setDocument(*m_file->open.document);
    m_inspector->setDocument(m_file->open.document);
    m_stack->setCurrentWidget(m_page);
    m_layout->setKind(words::text_of(m_file->open.document->format.id));
    m_tree->setDocument(m_file->open.document, m_file->indexes);
    m_layout->share(width());
    orderTabs();
    if (!again)
        return;
    const Document& document = *m_file->open.document;
    if (const auto node = tree_of(document, reading).find(row.toStdString());
        node && *node != Tree::root)
        chooseRow(reading, *node);
    m_inspector->turnTo(shown_page);
}

void DocumentView::orderTabs()
{
    // The parts of the strip were just made, so they stand last; what the eye meets first is first.
    QWidget* before = m_strip;
    for (QWidget* const part :
         m_strip->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
        if (part->focusPolicy() != Qt::NoFocus) {
            setTabOrder(before, part);
            before = part;
        }
    }
}

void DocumentView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_layout->share(width());
}

void DocumentView::showError(const Error& error)
{
    const words::ErrorWords text = words::describe(error, m_path.toStdString());
    const bool stopped = error.code == ErrorCode::Cancelled;
    m_error->setMessage(stopped ? Band::Kind::Note : Band::Kind::Error,
                        stopped ? tr("Opening %1 was stopped").arg(one_line(fileName(), 120))
                                : tr("Cannot open %1").arg(one_line(fileName(), 120)),
                        stopped ? QString() : text.message(), stopped ? QString() : text.remedy);
    m_error->setToolTip(plain_tool_tip(m_path));
    m_stack->setCurrentWidget(m_error_page);
}

void DocumentView::connectTree()
{
    m_tree->disconnect(this);
    connect(m_tree, &TreePane::nodeChosen, this, [this](Reading reading, NodeId node) {
        m_history.visit({reading, node});
        m_inspector->select({m_file->open.document, reading, node});
        Q_EMIT selectionChanged();
    });
    connect(m_tree, &TreePane::readingChosen, m_tree, &TreePane::showReading);
    connect(m_tree, &TreePane::filterWanted, m_jobs, &DocumentJobs::filter);
    connect(m_jobs, &DocumentJobs::filtered, m_tree, &TreePane::setFilter);
    connect(m_tree, &TreePane::sparksWanted, m_jobs, [this](const QList<TensorId>& tensors) {
        m_jobs->measureSparks(DocumentJobs::SparkAsker::Tree, tensors);
    });
    connect(m_jobs, &DocumentJobs::sparkMeasured, m_tree, &TreePane::setSpark);
    connect(m_jobs, &DocumentJobs::sparkMeasured, this, &DocumentView::selectionChanged);
}

void DocumentView::copySummary(SummaryText text) const
{
    const auto summary = keras::summarize(*m_file->open.document);
    if (!summary)
        return; // only where there are layers is it offered
    keras::SummaryOptions options;
    options.style =
        text == SummaryText::Keras2 ? keras::SummaryStyle::Keras2 : keras::SummaryStyle::Keras3;
    QGuiApplication::clipboard()->setText(
        QString::fromStdString(keras::summary_text(*summary, options)));
}

void DocumentView::connectPages()
{
    connect(m_inspector->overview(), &OverviewPage::summaryTextWanted, this,
            &DocumentView::copySummary, Qt::UniqueConnection);
    WeightsPage* const weights = m_inspector->weights();
    connect(weights, &WeightsPage::statisticsWanted, m_jobs, &DocumentJobs::measure);
    connect(weights, &WeightsPage::histogramWanted, m_jobs, &DocumentJobs::measureRange);
    connect(weights, &WeightsPage::pictureWanted, m_jobs, &DocumentJobs::readPicture);
    connect(weights, &WeightsPage::groupWanted, m_jobs, &DocumentJobs::measureLayer);
    connect(m_jobs, &DocumentJobs::pictureRead, weights, &WeightsPage::setPicture);
    connect(m_jobs, &DocumentJobs::layerMeasured, weights, &WeightsPage::setGroup);
    connect(m_jobs, &DocumentJobs::measured, weights, &WeightsPage::setStatistics);
    connect(m_jobs, &DocumentJobs::rangeMeasured, weights, &WeightsPage::setHistogram);
    ValuesPage* const values = m_inspector->values();
    connect(values, &ValuesPage::pageWanted, m_jobs, &DocumentJobs::readPage);
    connect(m_jobs, &DocumentJobs::pageRead, values->model(), &ValuesModel::setPage);
    connect(m_jobs, &DocumentJobs::listRead, values->model(), &ValuesModel::setList);
    OptimizerPage* const optimizer = m_inspector->optimizer();
    connect(optimizer, &OptimizerPage::sparksWanted, m_jobs, [this](const QList<TensorId>& wanted) {
        m_jobs->measureSparks(DocumentJobs::SparkAsker::OptimizerPage, wanted);
    });
    connect(m_jobs, &DocumentJobs::sparkMeasured, optimizer, &OptimizerPage::setSpark);
    connect(optimizer, &OptimizerPage::stepsWanted, m_jobs, &DocumentJobs::measureSteps);
    connect(m_jobs, &DocumentJobs::stepsMeasured, optimizer, &OptimizerPage::setSteps);
    connect(optimizer, &OptimizerPage::groupWanted, m_jobs, &DocumentJobs::measureSlots);
    connect(m_jobs, &DocumentJobs::slotsMeasured, optimizer, &OptimizerPage::setGroup);
    EstimatorPage* const estimator = m_inspector->estimator();
    connect(estimator, &EstimatorPage::figuresWanted, m_jobs, &DocumentJobs::readFigures);
    connect(m_jobs, &DocumentJobs::figuresRead, estimator, &EstimatorPage::setFigures);
    connect(estimator, &EstimatorPage::treeWanted, m_jobs, &DocumentJobs::readTree);
    connect(m_jobs, &DocumentJobs::treeRead, estimator, &EstimatorPage::setTree);
    FindingsPage* const findings = m_inspector->findings();
    connect(findings, &FindingsPage::bytesWanted, m_jobs, &DocumentJobs::readFindingBytes);
    connect(m_jobs, &DocumentJobs::findingBytesRead, findings, &FindingsPage::setBytes);
    connect(findings, &FindingsPage::saveWanted, m_jobs, [this, findings] {
        findings->showProblem(
            save_findings(findings, {m_file->open.document, m_jobs->checkedValues()}));
    });
    connect(findings, &FindingsPage::copyWanted, m_jobs, [this] {
        QGuiApplication::clipboard()->setText(
            findings_as_text({m_file->open.document, m_jobs->checkedValues()}));
    });
    connect(findings, &FindingsPage::checkWanted, m_jobs, &DocumentJobs::checkAllValues);
    connect(m_jobs, &DocumentJobs::valuesChecked, m_inspector, &Inspector::setMeasured);
    connect(m_jobs, &DocumentJobs::valuesChecked, m_strip, &IdentityStrip::setMeasured);
    connect(m_inspector, &Inspector::rowWanted, this, &DocumentView::chooseRow,
            Qt::UniqueConnection);
}

void DocumentView::connectStrip()
{
    m_strip->disconnect(this);
    connect(m_strip, &IdentityStrip::targetChosen, this, [this](IdentityStrip::Target target) {
        switch (target) {
        case IdentityStrip::Target::Overview:
            return m_inspector->turnTo(m_inspector->overview());
        case IdentityStrip::Target::Estimator:
            return m_inspector->turnTo(m_inspector->estimator());
        case IdentityStrip::Target::Weights:
            return m_inspector->turnTo(m_inspector->weights());
        case IdentityStrip::Target::Optimizer:
            return m_inspector->turnTo(m_inspector->optimizer());
        case IdentityStrip::Target::Findings:
            return m_inspector->turnTo(m_inspector->findings());
        }
    });
}

void DocumentView::chooseRow(Reading reading, NodeId node)
{
    if (m_tree->reading() != reading)
        m_tree->showReading(reading);
    if (!m_tree->model()->indexOf(node).isValid())
        m_tree->clearFilter();
    m_tree->choose(node);
}

void DocumentView::switchReading()
{
    const Reading other = m_tree->reading() == Reading::Model ? Reading::File : Reading::Model;
    if (m_file && !tree_of(*m_file->open.document, other).empty())
        m_tree->showReading(other);
}

void DocumentView::expandAll()
{
    m_tree->view()->expandBounded();
}

void DocumentView::collapseAll()
{
    m_tree->view()->collapseAll();
}

int DocumentView::headHeight() const
{
    return m_file ? m_strip->height() : 0;
}

void DocumentView::turnToPage(int page)
{
    if (hasPage(page))
        m_inspector->turnTo(m_inspector->pages()[page]);
}

bool DocumentView::hasPage(int page) const
{
    const QList<Page*> pages = m_inspector->pages();
    return m_file && page >= 0 && page < pages.size() && m_inspector->has(pages[page]);
}

void DocumentView::goBack()
{
    if (const auto place = m_history.back())
        chooseRow(place->reading, place->node);
}

void DocumentView::goForward()
{
    if (const auto place = m_history.forward())
        chooseRow(place->reading, place->node);
}

QList<QWidget*> DocumentView::panes()
{
    if (!m_file)
        return {this};
    return {m_tree->view(), m_inspector->tabBar(), m_inspector->currentPage(), m_strip};
}

bool DocumentView::hasFilter() const
{
    return m_file && m_tree->hasFilterText();
}

void DocumentView::clearFilter()
{
    m_tree->clearFilter();
}

bool DocumentView::choosePath(const QString& path)
{
    if (!m_file)
        return false;
    const Document& document = *m_file->open.document;
    for (const Reading reading : {Reading::Model, Reading::File}) {
        const auto node = tree_of(document, reading).find(path.toStdString());
        if (node && *node != Tree::root) {
            chooseRow(reading, *node);
            return true;
        }
    }
    return false;
}

void DocumentView::focusFilter()
{
    if (m_file)
        m_tree->focusFilter();
}

QString DocumentView::iconName() const
{
    return m_file ? document_icon(*m_file->open.document) : QStringLiteral("node-object");
}

QString DocumentView::selectedPath() const
{
    if (!m_file)
        return {};
    // The model itself is found by the word "layers"; a person knows it by its name.
    const Tree& tree = tree_of(*m_file->open.document, m_tree->reading());
    const NodeId node = m_tree->model()->nodeAt(m_tree->view()->currentIndex());
    if (node != NodeId::none && tree.node(node).kind == NodeKind::Model)
        return one_line(tree.name(node), 120);
    return m_tree->view()->currentPath();
}

QString DocumentView::restingText() const
{
    if (!m_file)
        return {};
    const int measured = m_jobs->measuredSparks();
    if (measured > 0)
        return words::plural(static_cast<std::uint64_t>(measured), tr("1 array measured"),
                             tr("%1 arrays measured"));
    return tr("Read without running anything");
}

} // namespace strata
