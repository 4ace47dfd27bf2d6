// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/page.h"

class QStackedWidget;
class QTreeView;

namespace strata {

class EmptyState;
class PageHead;
class ValueTreeModel;

/// The settings of a layer or of an estimator, as a tree of typed values.
class ConfigurationPage : public Page {
    Q_OBJECT

public:
    explicit ConfigurationPage(QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Configuration"); }
    [[nodiscard]] bool isFor(const Document& document) const override;
    [[nodiscard]] bool canShow(const Selection& selection) const override;
    void show(const Selection& selection) override;
    using QWidget::show;

    [[nodiscard]] QTreeView* view() { return m_view; }

private:
    bool showLayer(const Selection& selection);
    bool showEstimator(const Selection& selection);

    QStackedWidget* m_stack;
    EmptyState* m_empty;
    PageHead* m_head;
    ValueTreeModel* m_model;
    QTreeView* m_view;
};

} // namespace strata
