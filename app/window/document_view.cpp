// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/document_view.h"

#include "app/window/damaged_rows.h"
#include "app/window/file_notices.h"
#include "app/window/page_wiring.h"
#include "app/window/view_layout.h"
#include "io/base/guarded.h"
#include "io/keras/layer_rename.h"
#include "io/keras/summary_text.h"
#include "io/model/presence.h"
#include "widgets/desk/file_summary.h"
#include "widgets/inspector/inspector.h"
#include "widgets/pages/configuration_page.h"
#include "widgets/pages/estimator_page.h"
#include "widgets/pages/findings_page.h"
#include "widgets/pages/metadata_page.h"
#include "widgets/pages/model_summary.h"
#include "widgets/pages/optimizer_page.h"
#include "widgets/pages/overview_page.h"
#include "widgets/pages/weights_page.h"
#include "widgets/parts/band.h"
#include "widgets/parts/text.h"
#include "widgets/tree/tree_model.h"
#include "widgets/tree/tree_pane.h"
#include "widgets/tree/tree_view.h"
#include "widgets/words/edit_words.h"
#include "widgets/words/error_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/presence_words.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace strata {

namespace {

/// Tensors that are whole and hold numbers.
std::uint64_t measurable_tensors(const Document& document)
{
    const std::vector<TensorId> whole = whole_tensors(document);
    return static_cast<std::uint64_t>(
        std::count_if(whole.begin(), whole.end(), [&document](TensorId id) {
            const Tensor& tensor = document.tensor(id);
            return tensor.dtype.is_numeric() && tensor.count().value_or(0) != 0;
        }));
}

} // namespace

DocumentView::DocumentView(JobRunner& runner, const QString& path, Memory* memory, QWidget* parent)
    : TabView(parent),
      m_runner(runner),
      m_path(path),
      m_edits(new EditSession(runner, this)),
      m_stack(new QStackedWidget),
      m_error(new Band),
      m_error_page(makeErrorPage()),
      m_notices(new FileNotices),
      m_strip(new IdentityStrip),
      m_tree(new TreePane),
      m_inspector(new Inspector),
      m_splitter(new QSplitter(Qt::Horizontal)),
      m_layout(new ViewLayout(*m_splitter, *m_tree, memory, this)),
      m_page(makeDocumentPage())
{
    setObjectName(QStringLiteral("documentView"));
    m_stack->addWidget(m_page);
    m_stack->addWidget(m_error_page);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connectEdits();
    connect(m_inspector, &QTabWidget::currentChanged, this, &DocumentView::chooseRowAtFault);
    showOpening();
}

/// The frame stands while the file is being read, with what is known of it already.
void DocumentView::showOpening()
{
    if (!m_file) {
        showKind({});
        m_inspector->setOpening();
    }
    m_stack->setCurrentWidget(m_page);
}

void DocumentView::showKind(const QString& format)
{
    if (!m_file)
        m_strip->setOpening(format, static_cast<std::uint64_t>(QFileInfo(m_path).size()));
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
        showOpening();
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
    auto* const layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_strip);
    layout->addWidget(m_notices);
    layout->addWidget(m_splitter, 1);
    return page;
}

void DocumentView::connectEdits()
{
    connect(m_edits, &EditSession::changed, this, &DocumentView::showEdits);
    connect(m_edits, &EditSession::saveFailed, this,
            [this](const Error& error, const QString& path) {
                m_notices->showFailure(error, path);
                m_inspector->metadata()->chooseKey(error.path);
            });
}

void DocumentView::showEdits()
{
    MetadataPage* const metadata = m_inspector->metadata();
    ConfigurationPage* const configuration = m_inspector->configuration();
    OptimizerPage* const optimizer = m_inspector->optimizer();
    metadata->showEdits();
    configuration->showEdits();
    optimizer->showEdits();
    const auto mark = [this](const Page* page, bool changed) {
        if (m_inspector->has(page))
            m_inspector->setTabText(m_inspector->indexOf(const_cast<Page*>(page)),
                                    changed ? tr("%1 *").arg(page->title()) : page->title());
    };
    mark(metadata, metadata->isChanged());
    mark(configuration, configuration->isChanged());
    mark(optimizer, optimizer->isChanged());
    m_notice.clear();
    Q_EMIT modifiedChanged();
    Q_EMIT selectionChanged();
}

void DocumentView::setPort(EditPort* port, bool forget)
{
    m_inspector->metadata()->setPort(port, forget);
    m_inspector->configuration()->setPort(port, forget);
    m_inspector->optimizer()->setPort(port, forget);
}

void DocumentView::showChanged(bool exists)
{
    m_notices->showChanged(exists, words::count_changes(m_edits->edits()));
}

Band* DocumentView::changedBand()
{
    return m_notices->changedBand();
}

void DocumentView::setNotice(const QString& text)
{
    m_notice = text;
    Q_EMIT selectionChanged();
}

void DocumentView::setPath(const QString& path)
{
    m_path = path;
    Q_EMIT modifiedChanged();
}

void DocumentView::showDocument(std::shared_ptr<const OpenedFile> file, EditSession::Reread reread)
{
    const bool again = m_file != nullptr;
    const QString notice = reread == EditSession::Reread::Saved ? m_notice : QString();
    QString row = m_file ? m_tree->view()->currentPath() : QString();
    if (m_file && reread == EditSession::Reread::Saved) // layers may have got other names
        row = words::text_of(keras::key_after(
            keras::renamed_layers(*m_file->open.document, m_edits->edits()), row.toStdString()));
    const Reading reading = m_tree->reading();
    Page* const shown_page = m_inspector->currentPage();
    m_notices->hideAll();
    m_history.clear();
    setPort(nullptr, reread != EditSession::Reread::Kept);
    m_file = std::move(file);
    m_whole = measurable_tensors(*m_file->open.document);
    delete m_jobs;
    m_jobs = new DocumentJobs(m_runner, m_file, this);
    m_edits->setFile(m_file, reread);
    setPort(m_edits, false);
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
    showEdits();
    if (!again)
        return chooseRowAtFault();
    const Document& document = *m_file->open.document;
    if (const auto node = tree_of(document, reading).find(row.toStdString());
        node && *node != Tree::root)
        chooseRow(reading, *node);
    m_inspector->turnTo(shown_page);
    setNotice(notice);
}

/// What is found is about a row: beside the finding that row is what a person looks for.
void DocumentView::chooseRowAtFault()
{
    if (!m_file || m_inspector->currentPage() != m_inspector->findings())
        return;
    if (const NodeId node = row_at_fault(*m_tree, *m_file->open.document); node != NodeId::none)
        m_tree->choose(node);
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
        m_notice.clear();
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
    // Both change what the status bar says.
    connect(m_jobs, &DocumentJobs::sparkMeasured, this, &DocumentView::selectionChanged);
    connect(m_jobs, &DocumentJobs::figuresRead, this, &DocumentView::selectionChanged);
}

void DocumentView::copySummary(SummaryText text) const
{
    const Document& document = *m_file->open.document;
    const Result<QString> copied = guarded([&]() -> Result<QString> {
        const auto summary = keras::summarize(document);
        if (!summary)
            return QString(); // only where there are layers is it offered
        keras::SummaryOptions options;
        options.style =
            text == SummaryText::Keras2 ? keras::SummaryStyle::Keras2 : keras::SummaryStyle::Keras3;
        return QString::fromStdString(keras::summary_text(*summary, options));
    });
    if (ModelSummary* const summary = m_inspector->overview()->summary())
        summary->showProblem(
            copied ? QString() : words::describe(copied.error(), m_path.toStdString()).message());
    if (copied && !copied->isEmpty())
        QGuiApplication::clipboard()->setText(*copied);
}

void DocumentView::connectPages()
{
    connect(m_inspector->overview(), &OverviewPage::summaryTextWanted, this,
            &DocumentView::copySummary, Qt::UniqueConnection);
    wire_pages(*m_inspector, *m_jobs, *m_file);
    connect(m_jobs, &DocumentJobs::valuesChecked, m_strip, &IdentityStrip::setMeasured);
    connect(m_inspector, &Inspector::rowWanted, this, &DocumentView::chooseRow,
            Qt::UniqueConnection);
    connect(m_inspector, &Inspector::readAgainWanted, this, &DocumentView::reopenWanted,
            Qt::UniqueConnection);
    connect(m_inspector, &Inspector::damagedWanted, m_jobs, [this] {
        const NodeId first = open_damaged_rows(*m_tree, *m_file->open.document);
        if (first != NodeId::none)
            chooseRow(m_tree->reading(), first);
    });
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
    return m_stack->currentWidget() == m_page ? m_strip->height() : 0;
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
    if (const auto changes = words::count_changes(m_edits->edits()); changes > 0)
        return tr("%1 not saved").arg(words::changes(changes));
    const DocumentJobs::Done& done = m_jobs->done();
    if (done.trees > 1)
        return words::plural(done.trees, QString(), tr("%1 trees read"));
    if (done.measured > 0)
        return words::measured_text(done.measured - done.in_part, done.in_part, m_whole);
    // While there is something to measure, what was done is yet to come.
    if (!m_file->open.document->tensors.empty())
        return {};
    return tr("Read without running anything");
}

} // namespace strata
