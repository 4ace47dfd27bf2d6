// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tree/tree_pane.h"

#include "widgets/parts/empty_state.h"
#include "widgets/parts/line_edit_icons.h"
#include "widgets/parts/square_button.h"
#include "widgets/parts/switch_bar.h"
#include "widgets/parts/text.h"
#include "widgets/theme/icons.h"
#include "widgets/tree/tree_model.h"
#include "widgets/tree/tree_view.h"
#include "widgets/words/number_words.h"

#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QTimer>

namespace strata {

namespace {

/// After the last scroll or expansion, before statistics are asked for: a flick of the wheel must
/// not start a job a row.
constexpr int settle_ms = 60;

/// Finding rows again may take so long: in a group of a million each is looked for one by one.
constexpr int reopening_ms = 30;

std::size_t place(Reading reading)
{
    return static_cast<std::size_t>(reading);
}

QToolButton* make_tool(const QString& icon_name, const QString& name, const QString& object)
{
    auto* const button = new SquareButton(icon_name, name);
    button->setObjectName(object);
    return button;
}

} // namespace

TreePane::TreePane(QWidget* parent)
    : QWidget(parent),
      m_switch(new SwitchBar({tr("Model"), tr("File")})),
      m_filter(new QLineEdit),
      m_expand(
          make_tool(QStringLiteral("expand-all"), tr("Expand all"), QStringLiteral("expandAll"))),
      m_collapse(make_tool(QStringLiteral("collapse-all"), tr("Collapse all"),
                           QStringLiteral("collapseAll"))),
      m_model(new TreeModel(this)),
      m_view(new TreeView),
      m_no_match(new EmptyState),
      m_stack(new QStackedWidget),
      m_spark_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("treePane"));
    setMinimumWidth(260);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* const bar = new QHBoxLayout;
    makeControls(*bar);
    layout->addLayout(bar);
    m_view->setTreeModel(m_model);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_no_match);
    m_no_match->setAutoFillBackground(true);
    m_no_match->setBackgroundRole(QPalette::Base);
    setUsable(false); // until there is a document
    layout->addWidget(m_stack, 1);
    connectView();
}

void TreePane::makeControls(QHBoxLayout& bar)
{
    bar.setContentsMargins(6, 5, 6, 5);
    bar.setSpacing(8);
    m_switch->setObjectName(QStringLiteral("readingSwitch"));
    m_switch->setAccessibleName(tr("Reading of the file"));
    m_filter->setObjectName(QStringLiteral("treeFilter"));
    m_filter->setPlaceholderText(tr("Filter names, types, shapes"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    add_leading_icon(*m_filter, QStringLiteral("filter"), tr("Filter"));
    // A file dropped on the filter is meant for the window.
    m_filter->setAcceptDrops(false);
    m_filter->installEventFilter(this);
    bar.addWidget(m_switch);
    bar.addWidget(m_filter, 1);
    bar.addWidget(m_expand);
    bar.addWidget(m_collapse);
    connect(m_switch, &SwitchBar::chosenByUser, this,
            [this](int index) { Q_EMIT readingChosen(static_cast<Reading>(index)); });
    connect(m_filter, &QLineEdit::textChanged, this,
            [this](const QString& text) { Q_EMIT filterWanted(m_reading, text.trimmed()); });
    connect(m_expand, &QToolButton::clicked, m_view, &TreeView::expandBounded);
    connect(m_collapse, &QToolButton::clicked, m_view, &QTreeView::collapseAll);
    connect(m_no_match, &EmptyState::actionRequested, m_filter, &QLineEdit::clear);
}

void TreePane::setUsable(bool usable)
{
    for (QWidget* const control : std::initializer_list<QWidget*>{m_filter, m_expand, m_collapse})
        control->setEnabled(usable);
    m_switch->setPartEnabled(0, usable && !m_document->model.empty());
    m_switch->setPartEnabled(1, usable && !m_document->file.empty());
}

void TreePane::connectView()
{
    m_view->setFrameShape(QFrame::NoFrame);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &TreePane::currentChanged);
    connect(m_view, &QTreeView::expanded, this,
            [this](const QModelIndex& index) { remember(index, true); });
    connect(m_view, &TreeView::rowsOpened, this, [this](const QModelIndexList& rows) {
        for (const QModelIndex& index : rows)
            remember(index, true);
    });
    connect(m_view, &QTreeView::collapsed, this,
            [this](const QModelIndex& index) { remember(index, false); });
    m_spark_timer->setSingleShot(true);
    m_spark_timer->setInterval(settle_ms);
    connect(m_spark_timer, &QTimer::timeout, this, &TreePane::askForSparks);
    connect(m_view, &TreeView::visibleRowsChanged, m_spark_timer, qOverload<>(&QTimer::start));
}

void TreePane::setDocument(std::shared_ptr<const Document> document, const Indexes& indexes)
{
    if (m_document) {
        for (const Reading each : {Reading::Model, Reading::File}) {
            if (!m_expanded[place(each)].isEmpty()) {
                m_expanded[place(each)] = openRowsIn(*document, each);
                // Where none of them is there any more, the rows are opened as in a new file.
                m_seen[place(each)] = !m_expanded[place(each)].isEmpty();
            }
        }
    }
    m_document = std::move(document);
    m_indexes = indexes;
    m_current = NodeId::none;
    setUsable(true);
    showReading(first_reading(*m_document));
}

QSet<quint32> TreePane::openRowsIn(const Document& document, Reading reading) const
{
    QSet<quint32> open;
    QElapsedTimer timer;
    timer.start();
    for (const quint32 node : m_expanded[place(reading)]) {
        if (timer.elapsed() > reopening_ms)
            break;
        const std::string path = tree_of(*m_document, reading).path(NodeId{node});
        if (const auto same = tree_of(document, reading).find(path); same && *same != Tree::root)
            open.insert(static_cast<quint32>(strata::index(*same)));
    }
    return open;
}

void TreePane::showReading(Reading reading)
{
    const NodeId wanted = reading == m_reading ? m_current : counterpartOf(m_current);
    m_reading = reading;
    m_switch->choose(static_cast<int>(reading));
    m_current = NodeId::none;
    {
        const QScopedValueRollback guard(m_restoring, true);
        m_model->setDocument(m_document, reading, m_indexes[place(reading)]);
        m_stack->setCurrentWidget(m_view);
        restoreRows();
        m_view->fitColumns();
    }
    if (!m_filter->text().trimmed().isEmpty())
        Q_EMIT filterWanted(m_reading, m_filter->text().trimmed());
    if (wanted != NodeId::none)
        choose(wanted);
    else
        chooseFirst();
    m_spark_timer->start();
}

/// The same thing in the other reading, or the nearest above that it has too.
NodeId TreePane::counterpartOf(NodeId node) const
{
    const Tree& tree = tree_of(*m_document, m_reading);
    NodeId there = NodeId::none;
    for (; node != NodeId::none && (there == NodeId::none || there == Tree::root);
         node = tree.node(node).parent)
        there = tree.node(node).counterpart;
    return there == Tree::root ? NodeId::none : there;
}

void TreePane::restoreRows()
{
    if (m_model->filter()) {
        m_view->expandToMatches();
    } else if (!m_seen[place(m_reading)]) {
        m_seen[place(m_reading)] = true;
        m_view->expandFirstRows();
    } else {
        QModelIndexList open;
        for (const quint32 node : std::as_const(m_expanded[place(m_reading)]))
            open.append(m_model->indexOf(NodeId{node}));
        m_view->openRows(open);
    }
}

void TreePane::remember(const QModelIndex& index, bool expanded)
{
    const NodeId of = m_model->nodeAt(index);
    if (m_model->filter() || of == NodeId::none)
        return;
    const auto node = static_cast<quint32>(strata::index(of));
    if (expanded)
        m_expanded[place(m_reading)].insert(node);
    else if (!m_restoring)
        m_expanded[place(m_reading)].remove(node);
}

void TreePane::setFilter(std::shared_ptr<const FilteredTree> filtered)
{
    const NodeId wanted = m_current;
    const bool nothing = filtered && filtered->matches == 0;
    if (nothing)
        m_no_match->setMessage(tr("No row matches %1").arg(one_line(m_filter->text(), 60)),
                               words::plural(filtered->hidden, tr("1 row is hidden by the filter"),
                                             tr("%1 rows are hidden by the filter")),
                               tr("Clear filter"));
    {
        const QScopedValueRollback guard(m_restoring, true);
        m_model->setFilter(std::move(filtered));
        restoreRows();
        const QModelIndex index = m_model->indexOf(wanted);
        if (index.isValid()) {
            m_view->openWayTo(index);
            m_view->setCurrentIndex(index);
            m_view->scrollTo(index);
        }
    }
    m_current = wanted;
    m_stack->setCurrentIndex(nothing ? 1 : 0);
    m_spark_timer->start();
}

void TreePane::setSpark(TensorId tensor, const Spark& spark)
{
    m_model->setSpark(tensor, spark);
}

void TreePane::choose(NodeId node)
{
    const QModelIndex index = m_model->indexOf(node);
    if (!index.isValid())
        return;
    m_view->openWayTo(index);
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
}

void TreePane::chooseFirst()
{
    QModelIndex first = m_model->index(0, 0);
    if (first.isValid() && m_model->nodeAt(first) == NodeId::none)
        first = m_model->index(0, 0, first); // inside the first run
    if (first.isValid())
        choose(m_model->nodeAt(first));
}

void TreePane::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

bool TreePane::hasFilterText() const
{
    return !m_filter->text().isEmpty();
}

void TreePane::clearFilter()
{
    m_filter->clear();
}

void TreePane::currentChanged(const QModelIndex& index)
{
    // A run of rows is nothing that a page could show.
    if (m_restoring || m_model->nodeAt(index) == NodeId::none)
        return;
    m_current = m_model->nodeAt(index);
    Q_EMIT nodeChosen(m_reading, m_current);
}

void TreePane::askForSparks()
{
    QList<TensorId> wanted;
    for (const TensorId tensor : m_view->visibleTensors()) {
        if (!m_model->hasSpark(tensor))
            wanted.append(tensor);
    }
    Q_EMIT sparksWanted(wanted); // none as well: what has scrolled away need not be measured
}

bool TreePane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape && !m_filter->text().isEmpty()) {
            m_filter->clear();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Return) {
            m_view->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace strata
