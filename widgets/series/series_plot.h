// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/series.h"
#include "widgets/plots/custom_plot.h"

#include <array>
#include <memory>

namespace strata {

class HoverBox;

/// A layer over the states of a series: weight norm, size of each step, share of zeros and learning
/// rate, one area below the other over a common axis. A click, or Enter on the state that the arrow
/// keys moved to, chooses a state.
class SeriesPlot : public QCustomPlot {
    Q_OBJECT

public:
    explicit SeriesPlot(QWidget* parent = nullptr);

    /// `row` is one of the series'; null: nothing is drawn.
    void showRow(std::shared_ptr<const Series> series, const SeriesRow* row);
    /// The state under the pointer or reached by the keys; -1: none.
    [[nodiscard]] int markedState() const { return m_marked; }
    /// Where a state lies in the widget, in the first area.
    [[nodiscard]] QPoint placeOf(int state) const;

    [[nodiscard]] QSize sizeHint() const override { return {520, 320}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {280, 200}; }

Q_SIGNALS:
    void stateChosen(int state);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Area {
        QCPTextElement* title;
        QCPAxisRect* room;
        QCPGraph* line;
        QCPItemLine* mark;  ///< of the marked state
        QCPItemLine* first; ///< where the first NaN is
    };

    [[nodiscard]] Area makeArea(const QString& title, int place);
    void applyTheme();
    void fill(Area& area, const std::vector<std::optional<double>>& values);
    void mark(int state);
    void showBox();
    [[nodiscard]] double keyOf(std::size_t state) const;
    [[nodiscard]] int stateAt(const QPoint& point) const;
    [[nodiscard]] const SeriesFigures* figures(int state) const;

    std::shared_ptr<const Series> m_series;
    const SeriesRow* m_row = nullptr;
    std::array<Area, 4> m_areas;
    HoverBox* m_box;
    int m_marked = -1;
};

} // namespace strata
