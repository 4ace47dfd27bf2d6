// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/tree_layout.h"
#include "widgets/plots/tree_words.h"

#include <QFont>
#include <QPalette>
#include <QRectF>

#include <utility>

class QPainter;

namespace strata {

struct Theme;

/// Draws a laid out tree: each node a box with its rule or what it says and a bar of class shares,
/// edges as thick as their rows. Borrows what it is given.
class TreeDrawing {
public:
    TreeDrawing(const TreeLayout& layout, const TreeFigures& figures, const TreeWords& words,
                const QFont& body, const QPalette& palette);

    /// The output whose classes or values the bars show; the least and the largest of its values.
    void setOutput(std::size_t output, std::pair<double, double> value_range)
    {
        m_output = output;
        m_value_range = value_range;
    }
    void setSelected(std::uint32_t place) { m_selected = place; }
    /// Between one level and the next; never less than least_level_gap.
    void setLevelGap(double gap) { m_level_gap = gap; }
    static constexpr double least_level_gap = 18;
    /// Boxes are no wider than this, however long their names are; never less than least_box.
    void setWidestBox(double width);
    static constexpr double least_box = 72;
    /// The width of a box with which the whole tree is as wide as `room`.
    [[nodiscard]] double boxWidthFor(double room) const;

    [[nodiscard]] QSizeF size() const;
    [[nodiscard]] QRectF boxOf(const TreePlace& place) const;
    /// The place whose box is at a point; TreePlace::none where there is none.
    [[nodiscard]] std::uint32_t placeAt(QPointF point) const;
    /// Draws what lies in `visible`. The painter is scaled by `scale`; where boxes become too small
    /// to read, texts are left out, and whole branches become one block. Returns how many places
    /// were drawn.
    int paint(QPainter& painter, const QRectF& visible, double scale) const;

private:
    void drawBranch(QPainter& painter, const TreePlace& place) const;
    void drawEdges(QPainter& painter, const TreePlace& place, double scale) const;
    void drawAnswers(QPainter& painter) const;
    void drawBox(QPainter& painter, std::uint32_t at, double scale) const;
    void drawTexts(QPainter& painter, const TreePlace& place, const QRectF& box) const;
    void drawBar(QPainter& painter, const TreePlace& place, const QRectF& box) const;
    void drawFold(QPainter& painter, const TreePlace& place, const QRectF& box) const;
    [[nodiscard]] QColor colourOf(std::size_t number) const;
    [[nodiscard]] double boxWidth(const TreePlace& place) const;
    [[nodiscard]] double top(std::uint32_t depth) const;
    [[nodiscard]] double middle(const TreePlace& place) const;
    void measure();

    const TreeLayout& m_layout;
    const TreeFigures& m_figures;
    const TreeWords& m_words;
    const Theme& m_theme;
    QPalette m_palette;
    QFont m_name_font;
    QFont m_leaf_font;
    QFont m_number_font;
    std::size_t m_output = 0;
    std::pair<double, double> m_value_range; ///< of a regressor
    std::uint32_t m_selected = TreePlace::none;
    double m_box_width = 0;
    double m_box_height = 0;
    double m_line_height = 0;
    double m_level_gap = least_level_gap;
};

} // namespace strata
