// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/estimator_page.h"

#include "widgets/pages/page_head.h"
#include "widgets/pages/tree_box.h"
#include "widgets/parts/band.h"
#include "widgets/parts/box.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/scroll_page.h"
#include "widgets/parts/text.h"
#include "widgets/tables/attributes_model.h"
#include "widgets/tables/bar_axis.h"
#include "widgets/tables/coefficients_model.h"
#include "widgets/tables/forest_model.h"
#include "widgets/tables/importances_model.h"
#include "widgets/tables/steps_model.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/fonts.h"
#include "widgets/words/error_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

#include <QComboBox>
#include <QLabel>

#include <algorithm>

namespace strata {

namespace {
/// Below this width the tables stand under each other.
constexpr int side_by_side_width = 620;
/// Rows of a table that are seen even where the page must be scrolled for it.
constexpr int least_rows = 6;
/// Under each other tables are as high as their rows, up to these, so that only the page scrolls.
constexpr int most_forest_rows = 8;
constexpr int most_importances = 40;
/// Beside nothing else, too, tables are no higher than these.
constexpr int most_bound_rows = 100;
/// How the height is shared among what there is.
constexpr int upper_stretch = 9;
constexpr int tree_stretch = 10;
constexpr int attributes_stretch = 4;
} // namespace

EstimatorPage::EstimatorPage(QWidget* parent)
    : Page(parent),
      m_head(new PageHead),
      m_band(new Band),
      m_upper(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_coefficients_model(new CoefficientsModel(this)),
      m_forest_model(new ForestModel(this)),
      m_importances_model(new ImportancesModel(this)),
      m_attributes_model(new AttributesModel(this)),
      m_steps_model(new StepsModel(this)),
      m_coefficients(new TableView),
      m_forest(new TableView),
      m_importances(new TableView),
      m_attributes(new TableView),
      m_steps(new TableView),
      m_importances_axis(new BarAxis(m_importances, 1)),
      m_tree_box(new TreeBox),
      m_not_fitted(new EmptyState),
      m_target(new QComboBox),
      m_names_note(make_secondary_label({}))
{
    setObjectName(QStringLiteral("estimatorPage"));
    auto* const scroll = new ScrollPage;
    auto* const outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    m_layout = scroll->content();
    m_layout->addWidget(m_head);
    m_layout->addWidget(m_band);
    m_upper->setSpacing(10);
    m_layout->addLayout(m_upper);
    makeTables();
    m_layout->addWidget(m_tree_box);
    m_layout->addWidget(m_attributes_box);
    m_layout->addWidget(m_not_fitted, 1);
    m_layout->addStretch(0); // what the tables leave
    m_not_fitted->setObjectName(QStringLiteral("notFitted"));
    m_not_fitted->setMessage(tr("Not fitted"),
                             tr("The file holds its settings and nothing that fit() learns."));
    m_band->hide();
    connectTables();
}

Box* EstimatorPage::addTable(TableView* table, const QString& title, const QString& object_name)
{
    auto* const box = new Box(title);
    table->setObjectName(object_name);
    table->setAccessibleName(title);
    table->setFrameShape(QFrame::NoFrame);
    table->setMinimumHeight((least_rows + 1) * row_height(font()));
    // The table reaches the box's frame on three sides, as a part of it.
    box->layout()->setContentsMargins(1, 10, 1, 1);
    box->head()->setContentsMargins(11, 0, 11, 0);
    box->body()->addWidget(table, 1);
    return box;
}

void EstimatorPage::makeTables()
{
    m_coefficients->setSource(m_coefficients_model);
    m_forest->setSource(m_forest_model);
    m_importances->setSource(m_importances_model);
    m_importances->sortByColumn(1, Qt::DescendingOrder);
    m_importances->setChart();
    m_forest->sortByColumn(0, Qt::AscendingOrder);
    m_attributes->setSource(m_attributes_model);
    m_steps->setSource(m_steps_model);
    m_steps->sortByColumn(0, Qt::AscendingOrder);
    m_steps_box = addTable(m_steps, tr("Steps"), QStringLiteral("stepsTable"));
    m_coefficients_box =
        addTable(m_coefficients, tr("Coefficients"), QStringLiteral("coefficientsTable"));
    // Its head says what it lists.
    m_forest_box = addTable(m_forest, QString(), QStringLiteral("forestTable"));
    m_forest_box->layout()->setContentsMargins(1, 1, 1, 1);
    m_forest_box->layout()->setSpacing(0);
    m_forest->setAccessibleName(tr("Trees"));
    m_importances_box =
        addTable(m_importances, tr("Feature importances"), QStringLiteral("importancesTable"));
    m_attributes_box =
        addTable(m_attributes, tr("Fitted attributes"), QStringLiteral("attributesTable"));
    m_importances_box->body()->addWidget(m_importances_axis);
    m_importances_box->body()->addStretch(0);
    for (Box* const box : {m_steps_box, m_coefficients_box, m_attributes_box})
        box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_importances_box->head()->addWidget(make_secondary_label(tr("Mean decrease in impurity")));
    m_names_note->setObjectName(QStringLiteral("featureNamesNote"));
    m_coefficients_box->head()->addWidget(m_names_note);
    m_target->setObjectName(QStringLiteral("target"));
    m_target->setAccessibleName(tr("Target"));
    m_coefficients_box->head()->addWidget(m_target);
    m_upper->addWidget(m_steps_box, 1);
    m_upper->addWidget(m_coefficients_box, 1);
    m_upper->addWidget(m_forest_box, 3);
    m_upper->addWidget(m_importances_box, 4);
}

void EstimatorPage::connectTables()
{
    connect(m_head, &PageHead::rowWanted, this, &Page::rowWanted);
    connect(m_target, &QComboBox::activated, this, &EstimatorPage::showTarget);
    connect(m_forest, &TableView::sourceRowChosen, this, [this](int row) {
        if (const NodeId node = m_forest_model->nodeOf(row); node != NodeId::none)
            Q_EMIT rowWanted(Reading::Model, node);
    });
    connect(m_steps, &QAbstractItemView::doubleClicked, this, [this] {
        if (const NodeId node = m_steps_model->nodeOf(m_steps->currentSourceRow());
            node != NodeId::none)
            Q_EMIT rowWanted(Reading::Model, node);
    });
    connect(m_attributes, &QAbstractItemView::doubleClicked, this, [this] {
        const TensorId tensor = m_attributes_model->tensorOf(m_attributes->currentSourceRow());
        if (tensor != TensorId::none)
            Q_EMIT rowWanted(Reading::Model, m_document->tensor(tensor).model_node);
    });
}

bool EstimatorPage::isFor(const Document& document) const
{
    return !document.estimators.empty();
}

bool EstimatorPage::canShow(const Selection& selection) const
{
    return selection.has_node() && selection.tensor() == TensorId::none &&
           selection.estimator() != EstimatorId::none;
}

void EstimatorPage::show(const Selection& selection)
{
    m_selection = selection;
    const EstimatorId id = selection.estimator();
    if (id == EstimatorId::none)
        return;
    const Estimator& estimator = selection.document->estimators[index(id)];
    if (id != m_estimator || m_document != selection.document) {
        m_document = selection.document;
        m_estimator = id;
        m_figures = {};
        m_band->hide();
        showHead(estimator);
        m_coefficients_box->hide();
        m_importances_box->hide();
        m_forest_model->setForest(m_document, id);
        m_forest->fitColumns(4);
        m_forest_box->setVisible(estimator.trees.size() > 1);
        m_tree = -1;
        m_tree_box->setVisible(!estimator.trees.empty());
        m_steps_model->setEstimator(m_document, id);
        m_steps->fitColumns(2, {3}); // the modules leave first
        m_steps_box->setVisible(!estimator.steps.empty());
        m_attributes_model->setEstimator(m_document, id);
        m_attributes->fitColumns(1);
        // What a forest has learned is its trees; the rest stands in the tree of the document.
        m_attributes_box->setVisible(!estimator.attributes.empty() && estimator.trees.empty());
        shareHeight();
        Q_EMIT figuresWanted(id);
    }
    chooseTree(selection);
}

void EstimatorPage::shareHeight()
{
    bool upper = false;
    for (const Box* const box : {m_steps_box, m_coefficients_box, m_forest_box, m_importances_box})
        upper = upper || !box->isHidden();
    m_not_fitted->setVisible(!upper && m_tree_box->isHidden() && m_attributes_box->isHidden());
    const bool narrow = width() < side_by_side_width;
    fitHeight(m_forest, narrow ? most_forest_rows : 0);
    fitHeight(m_importances, narrow ? most_importances : 0);
    for (TableView* const table : {m_steps, m_coefficients, m_attributes})
        boundHeight(table);
    if (!narrow) // the scale stands under the last bar
        boundHeight(m_importances);
    // A stretch takes its part even where what it stands for is hidden.
    m_layout->setStretchFactor(m_upper, upper && !narrow ? upper_stretch : 0);
    m_layout->setStretchFactor(m_tree_box, m_tree_box->isHidden() ? 0 : tree_stretch);
    m_layout->setStretchFactor(m_attributes_box,
                               m_attributes_box->isHidden() ? 0 : attributes_stretch);
}

void EstimatorPage::fitHeight(TableView* table, int most_rows)
{
    const int rows = std::clamp(table->model()->rowCount(), 1, std::max(most_rows, 1));
    table->setPreferredRows(most_rows == 0 ? 0 : rows);
    const int height = table->sizeHint().height();
    table->setMinimumHeight(most_rows == 0 ? (least_rows + 1) * row_height(font()) : height);
    table->setMaximumHeight(most_rows == 0 ? QWIDGETSIZE_MAX : height);
}

void EstimatorPage::boundHeight(TableView* table)
{
    table->setPreferredRows(std::clamp(table->model()->rowCount(), 1, most_bound_rows));
    const int height = table->sizeHint().height();
    table->setMaximumHeight(table->model()->rowCount() > most_bound_rows ? QWIDGETSIZE_MAX
                                                                         : height);
    table->setMinimumHeight(std::min(height, (least_rows + 1) * row_height(font())));
}

void EstimatorPage::showHead(const Estimator& estimator)
{
    QStringList facts;
    if (const QString trees = words::trees_text(estimator); !trees.isEmpty())
        facts.append(trees);
    if (!estimator.steps.empty())
        facts.append(words::plural(estimator.steps.size(), tr("1 step"), tr("%1 steps")));
    if (facts.isEmpty())
        facts.append(one_line(estimator.class_name));
    m_head->setTitle(one_line(estimator.name), {}, facts.join(QStringLiteral(", ")));
    Selection above = m_selection;
    above.reading = Reading::Model;
    above.node = estimator.node;
    m_head->setPath(above);
}

void EstimatorPage::chooseTree(const Selection& selection)
{
    int row = -1;
    for (NodeId at = selection.model_node(); row < 0 && at != NodeId::none;
         at = m_document->model.node(at).parent)
        row = m_forest_model->rowOf(at);
    if (row < 0 && m_tree >= 0)
        return;
    const QSignalBlocker not_by_the_person(m_forest);
    m_forest->selectSourceRow(std::max(row, 0));
    showTree(std::max(row, 0));
}

void EstimatorPage::showTree(int tree)
{
    const Estimator& estimator = m_document->estimators[index(m_estimator)];
    const auto at = static_cast<std::size_t>(tree);
    if (at >= estimator.trees.size() || tree == m_tree)
        return;
    m_tree = tree;
    m_tree_box->awaitTree(treeTitle(estimator, tree), estimator, estimator.trees[at]);
    Q_EMIT treeWanted(m_estimator, tree);
}

QString EstimatorPage::treeTitle(const Estimator& estimator, int tree) const
{
    if (estimator.trees.size() == 1)
        return tr("Tree");
    const DecisionTree& of = estimator.trees[static_cast<std::size_t>(tree)];
    const QString name = m_forest_model->nameOf(of, tree);
    return name.left(1).toUpper() + name.mid(1);
}

void EstimatorPage::setTree(EstimatorId estimator, int tree,
                            const Result<std::shared_ptr<const TreeFigures>>& figures)
{
    if (estimator != m_estimator || tree != m_tree)
        return;
    if (figures)
        return m_tree_box->setTree(*figures);
    const words::ErrorWords text = words::describe(figures.error(), m_document->path);
    m_tree_box->setError(tr("This tree cannot be drawn. %1").arg(text.message()));
}

void EstimatorPage::setFigures(EstimatorId estimator, const Result<EstimatorFigures>& figures)
{
    if (estimator != m_estimator)
        return;
    if (!figures) {
        const words::ErrorWords text = words::describe(figures.error(), m_document->path);
        m_band->setMessage(Band::Kind::Error, tr("Coefficients or importances cannot be read"),
                           text.message(), text.remedy);
        m_band->show();
        return;
    }
    m_figures = *figures;
    const auto targets = static_cast<int>(m_figures.coefficients.size());
    m_coefficients_box->setVisible(targets > 0);
    m_target->clear();
    for (int target = 0; target < targets; ++target)
        m_target->addItem(targetName(target));
    m_target->setVisible(targets > 1);
    m_names_note->setText(!m_figures.named              ? tr("Feature names are not stored")
                          : m_figures.named_by_pipeline ? tr("Named by what it is a part of")
                                                        : QString());
    m_names_note->setVisible(!m_names_note->text().isEmpty());
    m_attributes_model->setArrays(m_figures.short_arrays);
    if (targets > 0)
        showTarget(0);
    m_importances_box->setVisible(!m_figures.importances.empty());
    m_importances_model->setImportances(m_figures.feature_names, m_figures.importances);
    m_importances->fitColumns(1);
    m_importances_axis->setScale(m_importances_model->scaleEnd(), m_importances_model->scaleStep(),
                                 m_importances_model->widestNumber());
    shareHeight();
}

/// A classifier has coefficients for each of its classes.
QString EstimatorPage::targetName(int target) const
{
    const std::vector<Value>& classes = m_document->estimators[index(m_estimator)].classes;
    if (classes.size() != m_figures.coefficients.size())
        return tr("Target %1").arg(target);
    return tr("Class %1").arg(one_line(classes[static_cast<std::size_t>(target)].repr(80), 80));
}

void EstimatorPage::showTarget(int target)
{
    const auto at = static_cast<std::size_t>(target);
    if (at >= m_figures.coefficients.size())
        return;
    std::optional<double> intercept;
    if (at < m_figures.intercepts.size())
        intercept = m_figures.intercepts[at];
    else if (m_figures.intercepts.size() == 1)
        intercept = m_figures.intercepts.front();
    m_coefficients_model->setCoefficients(m_figures.feature_names, m_figures.coefficients[at],
                                          intercept);
    m_coefficients->fitColumns(2);
    boundHeight(m_coefficients);
}

void EstimatorPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    const auto direction =
        width() < side_by_side_width ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (m_upper->direction() == direction)
        return;
    m_upper->setDirection(direction);
    shareHeight();
}

} // namespace strata
