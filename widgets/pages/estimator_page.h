// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/estimator_figures.h"
#include "widgets/pages/page.h"

#include "io/base/result.h"

class QBoxLayout;
class QComboBox;
class QLabel;
class QVBoxLayout;

namespace strata {

class AttributesModel;
class BarAxis;
class Band;
class Box;
class EmptyState;
class CoefficientsModel;
class ForestModel;
class ImportancesModel;
class PageHead;
class StepsModel;
class TableView;
class TreeBox;
struct TreeFigures;

/// An estimator as its kind is best read: coefficients with bars, a forest as the list of its
/// trees with the importances, and what else it learned.
class EstimatorPage : public Page {
    Q_OBJECT

public:
    explicit EstimatorPage(QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Estimator"); }
    [[nodiscard]] bool isFor(const Document& document) const override;
    [[nodiscard]] bool canShow(const Selection& selection) const override;
    void show(const Selection& selection) override;
    using QWidget::show;

    /// The answer to figuresWanted(); one about another estimator is ignored.
    void setFigures(EstimatorId estimator, const Result<EstimatorFigures>& figures);

    /// The answer to treeWanted(); one about another tree is ignored.
    void setTree(EstimatorId estimator, int tree,
                 const Result<std::shared_ptr<const TreeFigures>>& figures);

    [[nodiscard]] TreeBox* treeBox() { return m_tree_box; }
    [[nodiscard]] TableView* coefficientsTable() { return m_coefficients; }
    [[nodiscard]] TableView* forestTable() { return m_forest; }
    [[nodiscard]] TableView* importancesTable() { return m_importances; }
    [[nodiscard]] TableView* attributesTable() { return m_attributes; }
    [[nodiscard]] TableView* stepsTable() { return m_steps; }

Q_SIGNALS:
    void figuresWanted(strata::EstimatorId estimator);
    void treeWanted(strata::EstimatorId estimator, int tree);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeTables();
    void connectTables();
    void showHead(const Estimator& estimator);
    /// Gives the height to what there is; where nothing was fitted, says so.
    void shareHeight();
    /// As high as its rows, up to so many; 0: as high as there is room.
    void fitHeight(TableView* table, int most_rows);
    /// No higher than its rows, so that no empty table fills the page.
    void boundHeight(TableView* table);
    void showTarget(int target);
    void chooseTree(const Selection& selection);
    void showTree(int tree);
    [[nodiscard]] QString targetName(int target) const;
    [[nodiscard]] QString treeTitle(const Estimator& estimator, int tree) const;
    Box* addTable(TableView* table, const QString& title, const QString& object_name);

    Selection m_selection;
    std::shared_ptr<const Document> m_document;
    EstimatorId m_estimator = EstimatorId::none;
    EstimatorFigures m_figures;

    PageHead* m_head;
    Band* m_band;
    QVBoxLayout* m_layout;
    QBoxLayout* m_upper;
    CoefficientsModel* m_coefficients_model;
    ForestModel* m_forest_model;
    ImportancesModel* m_importances_model;
    AttributesModel* m_attributes_model;
    StepsModel* m_steps_model;
    TableView* m_coefficients;
    TableView* m_forest;
    TableView* m_importances;
    TableView* m_attributes;
    TableView* m_steps;
    Box* m_coefficients_box = nullptr;
    Box* m_forest_box = nullptr;
    Box* m_importances_box = nullptr;
    Box* m_attributes_box = nullptr;
    Box* m_steps_box = nullptr;
    BarAxis* m_importances_axis;
    TreeBox* m_tree_box;
    EmptyState* m_not_fitted;
    int m_tree = -1; ///< the one that is drawn or being read
    QComboBox* m_target;
    QLabel* m_names_note;
};

} // namespace strata
