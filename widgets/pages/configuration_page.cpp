// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/configuration_page.h"

#include "widgets/pages/page_head.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/text.h"
#include "widgets/tables/copying.h"
#include "widgets/tables/row_delegate.h"
#include "widgets/tables/value_tree_model.h"
#include "widgets/words/number_words.h"

#include <QHeaderView>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace strata {

namespace {

/// Small settings are shown whole.
constexpr int rows_opened_at_once = 200;

const Layer* layer_of(const Selection& selection)
{
    const NodeId node = selection.model_node();
    if (!selection.document || node == NodeId::none)
        return nullptr;
    const LayerId layer = selection.document->model.node(node).layer;
    return layer != LayerId::none && index(layer) < selection.document->layers.size()
               ? &selection.document->layers[index(layer)]
               : nullptr;
}

} // namespace

ConfigurationPage::ConfigurationPage(QWidget* parent)
    : Page(parent),
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
    m_view->setItemDelegate(new RowDelegate(m_view));
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    add_copying(m_view);
    m_view->header()->setHighlightSections(false);
    auto* const content = new QWidget;
    auto* const layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(10);
    layout->addWidget(m_head);
    layout->addWidget(m_view, 1);
    m_stack->addWidget(content);
    m_stack->addWidget(m_empty);
    m_empty->setMessage(tr("No settings here"),
                        tr("Choose a layer or an estimator in the tree to see how it is set up."));
    auto* const outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    connect(m_head, &PageHead::rowWanted, this, &Page::rowWanted);
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
    return layer_of(selection) || selection.estimator() != EstimatorId::none;
}

void ConfigurationPage::show(const Selection& selection)
{
    if (!showLayer(selection) && !showEstimator(selection)) {
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_stack->setCurrentIndex(0);
    if (m_model->rowCount() <= rows_opened_at_once)
        m_view->expandToDepth(1);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    for (const int column : {0, 2}) {
        m_view->resizeColumnToContents(column);
        m_view->setColumnWidth(column, std::min(m_view->columnWidth(column) + 8, 320));
    }
}

bool ConfigurationPage::showLayer(const Selection& selection)
{
    const Layer* const layer = layer_of(selection);
    if (!layer)
        return false;
    m_head->setTitle(one_line(layer->name), {}, one_line(layer->class_name));
    m_model->setValue(selection.document, layer->config);
    return true;
}

bool ConfigurationPage::showEstimator(const Selection& selection)
{
    const EstimatorId id = selection.estimator();
    if (id == EstimatorId::none)
        return false;
    const Estimator& estimator = selection.document->estimators[index(id)];
    m_head->setTitle(one_line(estimator.name), {},
                     words::plural(estimator.parameters.size(), tr("1 hyper-parameter"),
                                   tr("%1 hyper-parameters")));
    m_model->setValues(selection.document, estimator.parameters);
    return true;
}

} // namespace strata
