// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/configuration_page.h"

#include "widgets/pages/edit_bar.h"
#include "widgets/pages/model_configuration.h"
#include "widgets/pages/page_head.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/text.h"
#include "widgets/tables/copying.h"
#include "widgets/tables/metadata_delegate.h"
#include "widgets/words/number_words.h"

#include <QAction>
#include <QHeaderView>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace strata {

namespace {

/// Small settings are shown whole.
constexpr int rows_opened_at_once = 200;

/// The layer that a row of the Model reading is; null for none.
const Layer* layer_at(const Document& document, NodeId node)
{
    if (node == NodeId::none)
        return nullptr;
    const LayerId layer = document.model.node(node).layer;
    return layer != LayerId::none && index(layer) < document.layers.size()
               ? &document.layers[index(layer)]
               : nullptr;
}

/// The layer that a row is, or that it lies in.
const Layer* layer_of(const Selection& selection)
{
    for (NodeId at = selection.model_node(); at != NodeId::none;
         at = selection.document->model.node(at).parent) {
        if (const Layer* const layer = layer_at(*selection.document, at))
            return layer;
    }
    return nullptr;
}

/// The row of the network as a whole; none for other files.
NodeId model_row(const Document& document)
{
    const bool configured = std::any_of(document.layers.begin(), document.layers.end(),
                                        [](const Layer& layer) { return !layer.config.is_none(); });
    return configured && !document.model.empty() ? document.model.child(Tree::root, 0)
                                                 : NodeId::none;
}

} // namespace

ConfigurationPage::ConfigurationPage(QWidget* parent)
    : Page(parent),
      m_edits(new SettingEdits(this)),
      m_bar(new EditBar),
      m_hint(new InkLabel),
      m_stack(new QStackedWidget),
      m_empty(new EmptyState),
      m_head(new PageHead),
      m_model(new ValueTreeModel(this)),
      m_view(new QTreeView)
{
    setObjectName(QStringLiteral("configurationPage"));
    m_view->setObjectName(QStringLiteral("configurationTree"));
    m_view->setAccessibleName(tr("Configuration"));
    m_view->setModel(m_model);
    auto* const delegate = new MetadataDelegate(m_view);
    delegate->setCheck([this](const QModelIndex& index, const QString& text) {
        return m_edits->problem(placeOf(index), text);
    });
    delegate->setPencils();
    m_view->setItemDelegate(delegate);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked);
    add_copying(m_view);
    m_view->installEventFilter(this);
    m_view->header()->setHighlightSections(false);
    m_hint->setObjectName(QStringLiteral("settingHint"));
    m_hint->setElided();
    lay();
    connectParts();
}

void ConfigurationPage::lay()
{
    auto* const content = new QWidget;
    auto* const layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(10);
    layout->addWidget(m_head);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_hint);
    layout->addWidget(m_bar); // at the foot: nothing above it moves when it comes
    m_stack->addWidget(content);
    m_stack->addWidget(m_empty);
    auto* const outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
}

void ConfigurationPage::connectParts()
{
    m_edit_action = new QAction(tr("Edit value"), m_view);
    m_revert_action = new QAction(tr("Revert setting"), m_view);
    m_revert_action->setObjectName(QStringLiteral("revertSetting"));
    m_view->insertActions(m_view->actions().value(0), {m_edit_action, m_revert_action});
    connect(m_edit_action, &QAction::triggered, this, [this] {
        m_view->edit(m_view->currentIndex().siblingAtColumn(ValueTreeModel::ValueColumn));
    });
    connect(m_revert_action, &QAction::triggered, this, &ConfigurationPage::revert);
    connect(m_head, &PageHead::rowWanted, this, &Page::rowWanted);
    connect(m_empty, &EmptyState::actionRequested, this, [this] {
        if (m_document)
            Q_EMIT rowWanted(Reading::Model, model_row(*m_document));
    });
    connect(m_model, &ValueTreeModel::valueTyped, this,
            [this](const QModelIndex& index, const QString& text) {
                // The rows may become others, which the cell that is still being closed would not
                // survive.
                QMetaObject::invokeMethod(
                    this, [this, place = placeOf(index), text] { m_edits->take(place, text); },
                    Qt::QueuedConnection);
            });
    connect(m_edits, &SettingEdits::changed, this, &ConfigurationPage::showEdits);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ConfigurationPage::showHint);
}

bool ConfigurationPage::isFor(const Document& document) const
{
    return std::any_of(document.estimators.begin(), document.estimators.end(),
                       [](const Estimator& e) { return !e.parameters.empty(); }) ||
           std::any_of(document.layers.begin(), document.layers.end(),
                       [](const Layer& layer) { return !layer.config.is_none(); });
}

bool ConfigurationPage::canShow(const Selection& selection) const
{
    if (!selection.has_node() || selection.tensor() != TensorId::none)
        return false;
    const NodeId node = selection.model_node();
    return (node != NodeId::none && (layer_at(*selection.document, node) != nullptr ||
                                     node == model_row(*selection.document))) ||
           selection.estimator() != EstimatorId::none;
}

void ConfigurationPage::setModelSettings(const Value& settings)
{
    m_model_settings = settings;
}

void ConfigurationPage::show(const Selection& selection)
{
    if (!selection.document)
        return;
    if (m_document != selection.document) {
        m_model->setValues(selection.document, {}); // before what its rows point into goes
        m_document = selection.document;
        m_edits->setDocument(m_document);
    }
    m_selection = selection;
    m_stack->setCurrentIndex(0);
    showSettings(selection);
}

void ConfigurationPage::showSettings(const Selection& selection)
{
    const std::string before = std::exchange(m_object, std::string());
    const ValueTreeModel::Path current = m_model->path(m_view->currentIndex());
    m_values_before = std::exchange(m_values, Value());
    const bool model = showModel(selection);
    if (!model && !showLayer(selection) && !showEstimator(selection)) {
        m_model->setValue(m_document, m_values);
        return showNothing(selection);
    }
    m_view->setUniformRowHeights(m_edits->changes() == 0);
    const bool again = before == m_object && !current.empty();
    m_model->setValue(m_document, m_values);
    if (!again || !m_view->currentIndex().isValid()) { // the rows are others
        if (model)
            m_view->expandToDepth(0);
        else if (m_model->rowCount() <= rows_opened_at_once)
            m_view->expandToDepth(1);
        if (again)
            m_view->setCurrentIndex(m_model->find(current));
    }
    showState();
    fitColumns();
}

void ConfigurationPage::fitColumns()
{
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    // The value keeps a third: no name is worth more than what it names.
    const int most = std::min(320, m_view->viewport()->width() / 3);
    for (const int column : {0, 2}) {
        m_view->resizeColumnToContents(column);
        m_view->setColumnWidth(column, std::min(m_view->columnWidth(column) + 8, most));
    }
}

void ConfigurationPage::showNothing(const Selection& selection)
{
    const bool network = model_row(*selection.document) != NodeId::none;
    m_empty->setMessage(tr("This row has no configuration"),
                        network ? tr("The model and its layers have; the optimizer's settings "
                                     "stand on the page Optimizer.")
                                : tr("Estimators have: choose one in the tree."),
                        network ? tr("Show the model's configuration") : QString());
    m_stack->setCurrentWidget(m_empty);
}

bool ConfigurationPage::showModel(const Selection& selection)
{
    const NodeId row = model_row(*selection.document);
    if (row == NodeId::none || selection.model_node() != row)
        return false;
    m_values = withEdits({}, model_configuration(*m_document, m_model_settings));
    if (m_values.is_none())
        return false;
    m_head->clearPath();
    m_head->setTitle(one_line(selection.document->identity.name), {},
                     one_line(selection.document->identity.class_name));
    return true;
}

bool ConfigurationPage::showLayer(const Selection& selection)
{
    const Layer* const layer = layer_of(selection);
    if (!layer)
        return false;
    m_head->setPath({selection.document, Reading::Model, layer->node});
    m_head->setTitle(one_line(layer->name), {}, one_line(layer->class_name));
    m_object = m_document->model.path(layer->node);
    m_values = withEdits(m_object, layer->config);
    return true;
}

bool ConfigurationPage::showEstimator(const Selection& selection)
{
    const EstimatorId id = selection.estimator();
    if (id == EstimatorId::none)
        return false;
    const Estimator& estimator = selection.document->estimators[index(id)];
    m_head->setPath({selection.document, Reading::Model, estimator.node});
    m_head->setTitle(one_line(estimator.name), {},
                     words::plural(estimator.parameters.size(), tr("1 hyper-parameter"),
                                   tr("%1 hyper-parameters")));
    std::vector<ValueEntry> entries;
    for (const auto& [name, value] : estimator.parameters)
        entries.push_back({Value::text(name), value});
    m_object = m_document->model.path(estimator.node);
    m_values = withEdits(m_object, Value::dict(std::move(entries)));
    return true;
}

} // namespace strata
