// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plots/tree_drawing.h"

#include <QWidget>

#include <memory>

class QScrollBar;

namespace strata {

/// A decision tree to be looked at: dragged, scrolled, zoomed by the wheel, + and −, fitted by
/// 0; a click or
/// the arrow keys choose a node (Up the parent, Down the "yes" child, Left and Right the neighbours
/// on the same level). A double click or Enter opens and folds a branch.
class TreePlot : public QWidget {
    Q_OBJECT

public:
    explicit TreePlot(QWidget* parent = nullptr);

    /// Shows a tree from its root on; a large one is folded to the levels that can be read.
    void setTree(std::shared_ptr<const TreeFigures> figures, const TreeWords& words);
    void clearTree();
    void setOutput(std::size_t output);
    void setLevels(int levels);
    [[nodiscard]] int levels() const { return static_cast<int>(m_fold.levels); }

    void selectNode(std::uint32_t node);
    /// TreePlace::none without a tree.
    [[nodiscard]] std::uint32_t selectedNode() const;
    void zoomIn();
    void zoomOut();
    void fit();
    [[nodiscard]] double scale() const { return m_scale; }
    /// Scroll bars stand where there is more than is seen.
    [[nodiscard]] const QScrollBar* barAcross() const { return m_across; }
    [[nodiscard]] const QScrollBar* barDown() const { return m_down; }

    [[nodiscard]] const TreeLayout& layoutOfTree() const { return m_layout; }
    /// Where a place's box is on the widget.
    [[nodiscard]] QRectF placeRect(std::uint32_t place) const;
    /// How many places the last painting drew.
    [[nodiscard]] int drawnPlaces() const { return m_drawn; }

    /// The whole tree as it is folded, for a picture of its own.
    [[nodiscard]] QSize wholeSize() const;
    void drawWhole(QPaintDevice& device) const;
    [[nodiscard]] QString asText() const;

    [[nodiscard]] QSize sizeHint() const override { return {480, 260}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 220}; }

Q_SIGNALS:
    void nodeChosen(quint32 node);
    void menuWanted(const QPoint& global);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    [[nodiscard]] TreeDrawing drawing() const;
    [[nodiscard]] QPointF toTree(QPointF point) const { return (point - m_offset) / m_scale; }
    void arrange();
    void choosePlace(std::uint32_t place);
    void toggleFold(std::uint32_t place);
    void zoomAbout(QPointF point, double factor);
    void showPlace(std::uint32_t place);
    void keepInView();
    void makeBars();
    void placeBars(const QSizeF& whole);
    /// What the scroll bars leave.
    [[nodiscard]] QSizeF room() const;
    [[nodiscard]] std::uint32_t placeOfNode(std::uint32_t node) const;
    [[nodiscard]] std::uint32_t neighbour(std::uint32_t place, int step) const;
    [[nodiscard]] std::uint32_t placeByKey(int key) const;
    void announce();

    std::shared_ptr<const TreeFigures> m_figures;
    TreeWords m_words;
    TreeFold m_fold;
    TreeLayout m_layout;
    std::size_t m_output = 0;
    std::uint32_t m_selected = TreePlace::none; ///< a place
    QScrollBar* m_across = nullptr;
    QScrollBar* m_down = nullptr;
    double m_level_gap = 0;  ///< in the tree's own pixels, as the next; set by fit()
    double m_widest_box = 0; ///< 0: as wide as names need
    double m_scale = 1;
    QPointF m_offset;     ///< where the tree's corner is on the widget
    bool m_moved = false; ///< the person chose the view: a new size keeps it
    QPoint m_pressed;
    QPointF m_dragged_from;
    bool m_dragging = false;
    int m_drawn = 0;
};

} // namespace strata
