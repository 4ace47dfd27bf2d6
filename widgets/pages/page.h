// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/selection.h"

#include <QWidget>

namespace strata {

/// One page of the inspector. It is told what is selected and shows what it has to say of it.
class Page : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    [[nodiscard]] virtual QString title() const = 0;
    /// Whether a document has anything for this page; the tab is absent otherwise.
    [[nodiscard]] virtual bool isFor(const Document& document) const = 0;
    /// Whether the page can show this row. A row that it cannot show makes the inspector turn to
    /// the row's own page.
    [[nodiscard]] virtual bool canShow(const Selection& selection) const = 0;
    /// Called when the page is on screen and the selection changed.
    virtual void show(const Selection& selection) = 0;
    using QWidget::show;

Q_SIGNALS:
    /// A link on the page leads to a row.
    void rowWanted(strata::Reading reading, strata::NodeId node);
    /// From the notice of an incomplete file.
    void damagedWanted();
    void readAgainWanted();
    void wholeExportWanted();
};

} // namespace strata
