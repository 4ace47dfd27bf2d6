// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/histogram_group.h"
#include "widgets/pages/page.h"
#include "widgets/parts/caption_grid.h"
#include "widgets/tables/optimizer_model.h"
#include "widgets/tree/spark.h"

class QLabel;
class QTimer;

namespace strata {

class Box;
class EditBar;
class EditPort;
class ElidedLabel;
class InkLabel;
class PageHead;
class SettingEdits;
class SettingGrid;
class TableView;

/// The optimizer's settings and what it keeps for each weight. The chosen weight's histograms stand
/// beneath, each over its own axis, since a weight and its momentum are not of one size.
class OptimizerPage : public Page {
    Q_OBJECT

public:
    explicit OptimizerPage(QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Optimizer"); }
    [[nodiscard]] bool isFor(const Document& document) const override;
    [[nodiscard]] bool canShow(const Selection& selection) const override;
    void show(const Selection& selection) override;
    using QWidget::show;

    /// Answers to the signals below.
    void setSpark(TensorId tensor, const Spark& spark);
    void setSteps(const std::vector<WeightStep>& steps) { m_model->setSteps(steps); }
    void setGroup(const Result<std::vector<GroupMember>>& members);

    [[nodiscard]] OptimizerModel* model() { return m_model; }
    [[nodiscard]] TableView* table() { return m_table; }
    [[nodiscard]] HistogramGroup* group() { return m_group; }
    /// Where changes go; null: nothing can be changed. `forget`: texts that could not be read.
    void setPort(EditPort* port, bool forget);
    /// The edits are others than before.
    void showEdits();
    /// Whether settings of the optimizer are edited.
    [[nodiscard]] bool isChanged() const;

    [[nodiscard]] SettingGrid* settings() { return m_settings; }
    [[nodiscard]] EditBar* bar() { return m_bar; }

Q_SIGNALS:
    /// Tensors of the rows on screen.
    void sparksWanted(const QList<strata::TensorId>& tensors);
    /// Weights of the rows on screen whose steps are not known.
    void stepsWanted(const QList<strata::TensorId>& weights);
    void groupWanted(const QList<strata::TensorId>& tensors);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fill();
    void connectSettings();
    void fillSettings();
    [[nodiscard]] CaptionGrid::Entry entryOf(const std::string& name, const Value& stored) const;
    void showHint(int place);
    void fillTable(const OptimizerState& optimizer);
    void fitColumns();
    void showRow(int row);
    void goTo(const QModelIndex& index);
    void askForSparks();

    std::shared_ptr<const Document> m_document;
    PageHead* m_head;
    Box* m_settings_box;
    SettingGrid* m_settings;
    InkLabel* m_hint; ///< why the chosen setting cannot be edited
    EditBar* m_bar;
    EditPort* m_port = nullptr;
    SettingEdits* m_edits;
    QStringList m_names; ///< of the settings, in the order of the grid
    QWidget* m_slots;
    ElidedLabel* m_paired;
    InkLabel* m_note; ///< of slots that belong to no weight
    OptimizerModel* m_model;
    TableView* m_table;
    QLabel* m_step_note;
    QLabel* m_nothing;
    HistogramGroup* m_group;
    QTimer* m_spark_timer;
};

} // namespace strata
