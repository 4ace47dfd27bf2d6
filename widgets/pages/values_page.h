// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/page.h"
#include "widgets/tables/values_model.h"

#include <QList>

#include <utility>

class QGridLayout;
class QLabel;
class QSpinBox;
class QStackedWidget;

namespace strata {

class Band;
class EmptyState;
class PageHead;
class ValuesGrid;

/// The values of an array as a grid: two axes at a time, a chooser for each of the others, and for
/// long axes a chooser of the part that is listed.
class ValuesPage : public Page {
    Q_OBJECT

public:
    explicit ValuesPage(QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Values"); }
    [[nodiscard]] bool isFor(const Document& document) const override;
    [[nodiscard]] bool canShow(const Selection& selection) const override;
    void show(const Selection& selection) override;
    using QWidget::show;

    [[nodiscard]] ValuesModel* model() { return m_model; }

Q_SIGNALS:
    /// Answered by model()->setPage().
    void pageWanted(strata::TensorId tensor, const strata::GridSlice& slice,
                    const strata::GridPage& page, const std::vector<strata::SliceAxis>& axes);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeChoosers();
    void arrangeChoosers();
    QSpinBox* addChooser(const QString& name, std::uint64_t most, std::uint64_t step,
                         const QString& object_name);
    void applySlice();
    void showError(const Error& error);

    Selection m_selection;
    TensorId m_tensor = TensorId::none;
    GridSlice m_slice;

    QStackedWidget* m_stack;
    EmptyState* m_empty;
    PageHead* m_head;
    Band* m_band;
    QWidget* m_choosers;
    QGridLayout* m_chooser_grid;
    QList<std::pair<QLabel*, QSpinBox*>> m_chooser_parts;
    int m_choosers_a_row = 0;
    QLabel* m_axes; ///< what the rows and the columns of the grid count
    ValuesModel* m_model;
    ValuesGrid* m_view;
};

} // namespace strata
