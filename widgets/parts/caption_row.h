// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/parts/facts_grid.h"

namespace strata {

/// Figures with their names above them in one line; those at its end leave where there is no room.
class CaptionRow : public QWidget {
    Q_OBJECT

public:
    explicit CaptionRow(QWidget* parent = nullptr);

    void setFacts(const QList<FactsGrid::Fact>& facts);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    QHBoxLayout* m_line;
    QList<QWidget*> m_cells;
};

} // namespace strata
