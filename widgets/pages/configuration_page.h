// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/page.h"
#include "widgets/pages/setting_edits.h"
#include "widgets/tables/value_tree_model.h"

class QStackedWidget;
class QTreeView;

namespace strata {

class EditBar;
class EmptyState;
class InkLabel;
class PageHead;

/// The settings of the model, of a layer or of an estimator, as a tree of typed values, edited in
/// their places.
class ConfigurationPage : public Page {
    Q_OBJECT

public:
    explicit ConfigurationPage(QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Configuration"); }
    [[nodiscard]] bool isFor(const Document& document) const override;
    [[nodiscard]] bool canShow(const Selection& selection) const override;
    void show(const Selection& selection) override;
    using QWidget::show;

    /// What the configuration of the model in the next document says beside its layers: a Dict, or
    /// None.
    void setModelSettings(const Value& settings);

    /// Where changes go; null: nothing can be changed. `forget`: texts that could not be read.
    void setPort(EditPort* port, bool forget);
    /// The edits are others than before.
    void showEdits();
    /// Whether settings that the page can show are edited.
    [[nodiscard]] bool isChanged() const;

    [[nodiscard]] QTreeView* view() { return m_view; }
    [[nodiscard]] EditBar* bar() { return m_bar; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void lay();
    void connectParts();
    void showSettings(const Selection& selection);
    [[nodiscard]] SettingPlace placeOf(const QModelIndex& index) const;
    [[nodiscard]] SettingPlace placeOf(const ValueTreeModel::Path& path) const;
    [[nodiscard]] Value withEdits(const std::string& object, const Value& settings) const;
    void showState();
    void showHint();
    void revert();
    bool showModel(const Selection& selection);
    bool showLayer(const Selection& selection);
    bool showEstimator(const Selection& selection);

    void showNothing(const Selection& selection);
    void fitColumns();

    std::shared_ptr<const Document> m_document; ///< whose settings are shown
    Value m_model_settings;
    const EditPort* m_port = nullptr;
    SettingEdits* m_edits;
    Selection m_selection;
    std::string m_object;  ///< whose settings are shown: "layers/dense"; of the whole model empty
    Value m_values;        ///< the rows point into it
    Value m_values_before; ///< the ones that they pointed into, until they point here
    EditBar* m_bar;
    InkLabel* m_hint;
    QAction* m_edit_action = nullptr;
    QAction* m_revert_action = nullptr;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    PageHead* m_head;
    ValueTreeModel* m_model;
    QTreeView* m_view;
};

} // namespace strata
