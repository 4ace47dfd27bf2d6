// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/tree_drawing.h"

#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"
#include "widgets/words/number_words.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

constexpr double between_columns = 5;
constexpr double margin = 10;
constexpr double bar_height = 5;
constexpr double beside_names = 12;
constexpr double narrowest_box = 84;
constexpr double widest_box = 104;
constexpr int thickest_edge = 5;
/// Screen pixels of a text's height under which it is left out.
constexpr double smallest_text = 6;
/// Screen pixels of a branch's width under which it is one block.
constexpr double smallest_branch = 5;
/// Nodes whose names are measured to find the width of the boxes.
constexpr int most_measured = 400;

QFont at_size_of(QFont font, const QFont& other)
{
    if (other.pixelSize() > 0)
        font.setPixelSize(other.pixelSize());
    else
        font.setPointSizeF(other.pointSizeF());
    return font;
}

/// A pen as wide on screen, whatever the zoom.
QPen screen_pen(const QColor& colour, double width = 1)
{
    QPen pen(colour, width);
    pen.setCosmetic(true);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::MiterJoin);
    return pen;
}

} // namespace

TreeDrawing::TreeDrawing(const TreeLayout& layout, const TreeFigures& figures,
                         const TreeWords& words, const QFont& body, const QPalette& palette)
    : m_layout(layout),
      m_figures(figures),
      m_words(words),
      m_theme(Theme::of(palette)),
      m_palette(palette),
      m_name_font(caption_font(body)),
      m_leaf_font(bold_font(m_name_font)),
      m_number_font(at_size_of(fixed_font(body), m_name_font))
{
    measure();
}

void TreeDrawing::measure()
{
    const QFontMetricsF names(m_name_font);
    const QFontMetricsF bold(m_leaf_font);
    double widest = narrowest_box - beside_names;
    const auto measured = std::min<std::size_t>(m_layout.places.size(), most_measured);
    for (std::size_t i = 0; i < measured; ++i) {
        const TreeNodeRecord& node = m_figures.nodes[m_layout.places[i].node];
        if (node.left >= 0)
            widest = std::max(widest, names.horizontalAdvance(m_words.feature(node.feature)));
    }
    for (std::size_t output = 0; output < m_figures.outputs(); ++output) {
        const auto classes = std::min<std::size_t>(m_figures.class_counts[output], most_measured);
        for (std::size_t number = 0; m_words.classifies(output) && number < classes; ++number)
            widest = std::max(widest, bold.horizontalAdvance(m_words.className(output, number)));
    }
    m_box_width = std::ceil(std::clamp(widest + beside_names, narrowest_box, widest_box));
    m_line_height = std::ceil(names.height() * 0.92);
    m_box_height = 2 * m_line_height + bar_height + 3;
}

void TreeDrawing::setWidestBox(double width)
{
    m_box_width = std::min(m_box_width, std::max(std::floor(width), least_box));
}

double TreeDrawing::boxWidthFor(double room) const
{
    return (room - 2 * margin + between_columns) / std::max<double>(m_layout.columns, 1) -
           between_columns;
}

QSizeF TreeDrawing::size() const
{
    return {m_layout.columns * (m_box_width + between_columns) - between_columns + 2 * margin,
            top(m_layout.depth) + m_box_height + margin +
                (m_layout.folded ? m_line_height + 4 : 0)};
}

double TreeDrawing::top(std::uint32_t depth) const
{
    return margin + depth * (m_box_height + m_level_gap);
}

double TreeDrawing::middle(const TreePlace& place) const
{
    return std::round(margin + place.x * (m_box_width + between_columns) - between_columns / 2);
}

/// A rule whose name is long takes of the room that its branch has on both sides of it.
double TreeDrawing::boxWidth(const TreePlace& place) const
{
    const TreeNodeRecord& node = m_figures.nodes[place.node];
    if (node.left < 0)
        return m_box_width;
    const double columns = std::min(place.x - place.first_column, place.end_column - place.x);
    const double room = 2 * columns * (m_box_width + between_columns) - between_columns;
    const double name = QFontMetricsF(m_name_font).horizontalAdvance(m_words.feature(node.feature));
    return std::clamp(std::ceil(name + beside_names), m_box_width,
                      std::max(m_box_width, std::floor(room)));
}

QRectF TreeDrawing::boxOf(const TreePlace& place) const
{
    const double width = boxWidth(place);
    return {middle(place) - std::floor(width / 2), top(place.depth), width, m_box_height};
}

std::uint32_t TreeDrawing::placeAt(QPointF point) const
{
    const double column = (point.x() - margin) / (m_box_width + between_columns);
    for (std::size_t i = 0; i < m_layout.places.size();) {
        const TreePlace& place = m_layout.places[i];
        // A branch's boxes do not reach beyond its columns.
        if (column < place.first_column || column > place.end_column ||
            top(place.depth) > point.y()) {
            i = place.end;
            continue;
        }
        if (boxOf(place).contains(point))
            return static_cast<std::uint32_t>(i);
        ++i;
    }
    return TreePlace::none;
}

QColor TreeDrawing::colourOf(std::size_t number) const
{
    return number < m_theme.series.size() ? m_theme.series[number] : m_theme.other_series;
}

int TreeDrawing::paint(QPainter& painter, const QRectF& visible, double scale) const
{
    const double column = m_box_width + between_columns;
    int drawn = 0;
    for (std::size_t i = 0; i < m_layout.places.size();) {
        const TreePlace& place = m_layout.places[i];
        const double left = margin + place.first_column * column;
        const double right = margin + place.end_column * column;
        if (right < visible.left() || left > visible.right() ||
            top(place.depth) - m_level_gap > visible.bottom()) {
            i = place.end;
            continue;
        }
        ++drawn;
        if ((right - left) * scale < smallest_branch) {
            drawBranch(painter, place);
            i = place.end;
            continue;
        }
        drawEdges(painter, place, scale);
        drawBox(painter, static_cast<std::uint32_t>(i), scale);
        ++i;
    }
    if (m_line_height * scale >= smallest_text)
        drawAnswers(painter);
    return drawn;
}

/// All nodes of a branch as one block of the colour of what its top says.
void TreeDrawing::drawBranch(QPainter& painter, const TreePlace& place) const
{
    const double column = m_box_width + between_columns;
    const QRectF block(margin + place.first_column * column, top(place.depth),
                       (place.end_column - place.first_column) * column,
                       top(place.deepest) + m_box_height - top(place.depth));
    const bool classes = m_words.classifies(m_output);
    painter.fillRect(block,
                     colourOf(classes ? m_figures.majority(place.node, m_output) : std::size_t{0}));
}

void TreeDrawing::drawEdges(QPainter& painter, const TreePlace& place, double scale) const
{
    if (place.left == TreePlace::none)
        return;
    const auto root_rows = static_cast<double>(
        std::max<std::int64_t>(m_figures.nodes[m_layout.places.front().node].samples, 1));
    const double down = top(place.depth) + m_box_height;
    const double across = down + std::round(m_level_gap / 2) - 1;
    for (const std::uint32_t child : {place.left, place.right}) {
        const TreePlace& to = m_layout.places[child];
        const auto rows = static_cast<double>(m_figures.nodes[to.node].samples);
        const double share = std::clamp(rows / root_rows, 0.0, 1.0) * std::min(scale, 1.0);
        // Odd, so that edges of different thickness have the same middle.
        const double half = (0.5 + std::round(share * (thickest_edge - 1) / 2)) / scale;
        const auto stroke = [&](QPointF from, QPointF until) {
            painter.fillRect(QRectF(from, until).normalized().adjusted(-half, -half, half, half),
                             m_theme.axis);
        };
        stroke({middle(place), down + half}, {middle(place), across});
        stroke({middle(place), across}, {middle(to), across});
        stroke({middle(to), across}, {middle(to), top(to.depth) - half});
    }
}

/// "yes" and "no" stand once, at the root.
void TreeDrawing::drawAnswers(QPainter& painter) const
{
    const TreePlace& root = m_layout.places.front();
    if (root.left == TreePlace::none)
        return;
    painter.setFont(m_name_font);
    painter.setPen(m_palette.color(QPalette::PlaceholderText));
    const double base = top(0) + m_box_height + std::round(m_level_gap / 2) - 4;
    const auto write = [&](std::uint32_t child, const QString& text) {
        const QRectF box = boxOf(root);
        const double to = middle(m_layout.places[child]);
        const double width = QFontMetricsF(m_name_font).horizontalAdvance(text);
        // Halfway, but clear of the root's own box.
        double at = (middle(root) + to) / 2 - width / 2;
        at = to < middle(root) ? std::min(at, box.left() - width - 4)
                               : std::max(at, box.right() + 4);
        painter.drawText(QPointF(at, base), text);
    };
    write(root.left, TreeWords::tr("yes"));
    write(root.right, TreeWords::tr("no"));
}

void TreeDrawing::drawBox(QPainter& painter, std::uint32_t at, double scale) const
{
    const TreePlace& place = m_layout.places[at];
    const QRectF box = boxOf(place);
    const bool leaf = m_figures.nodes[place.node].left < 0;
    painter.fillRect(box, m_palette.color(leaf ? QPalette::AlternateBase : QPalette::Base));
    drawBar(painter, place, box);
    const bool selected = at == m_selected;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(screen_pen(selected ? m_theme.focus : m_theme.frame, selected ? 2 : 1));
    painter.drawRect(box);
    if (m_line_height * scale >= smallest_text) {
        drawTexts(painter, place, box);
        drawFold(painter, place, box);
    }
}

void TreeDrawing::drawTexts(QPainter& painter, const TreePlace& place, const QRectF& box) const
{
    const TreeNodeRecord& node = m_figures.nodes[place.node];
    const bool leaf = node.left < 0;
    const QString first =
        leaf ? m_words.said(m_figures, place.node, m_output) : m_words.feature(node.feature);
    const QString second = leaf ? TreeWords::rows(node.samples) : TreeWords::threshold(node);
    const QFont& font = leaf ? m_leaf_font : m_name_font;
    const QRectF upper(box.left() + 4, box.top() + 1, box.width() - 8, m_line_height);
    painter.setFont(font);
    painter.setPen(m_palette.color(QPalette::Text));
    painter.drawText(upper, Qt::AlignCenter,
                     QFontMetricsF(font).elidedText(first, Qt::ElideRight, upper.width()));
    painter.setFont(m_number_font);
    painter.setPen(m_palette.color(QPalette::PlaceholderText));
    painter.drawText(upper.translated(0, m_line_height), Qt::AlignCenter | Qt::TextDontClip,
                     second);
}

void TreeDrawing::drawBar(QPainter& painter, const TreePlace& place, const QRectF& box) const
{
    const QRectF room(box.left(), box.bottom() - bar_height, box.width(), bar_height);
    const std::span<const double> said = m_figures.said(place.node, m_output);
    if (!m_words.classifies(m_output)) {
        // Of all the tree's values: where between the least and the largest this one lies.
        const auto [low, high] = m_value_range;
        const double share = high > low ? (said.front() - low) / (high - low) : 0;
        if (std::isfinite(share))
            painter.fillRect(QRectF(room.left(), room.top(),
                                    room.width() * std::clamp(share, 0.0, 1.0), room.height()),
                             colourOf(0));
        return;
    }
    double left = room.left();
    for (std::size_t number = 0; number < said.size(); ++number) {
        if (!(said[number] > 0))
            continue;
        const double right = std::min(left + said[number] * room.width(), room.right());
        painter.fillRect(QRectF(left, room.top(), right - left, room.height()), colourOf(number));
        left = right;
    }
}

void TreeDrawing::drawFold(QPainter& painter, const TreePlace& place, const QRectF& box) const
{
    if (place.hidden == 0)
        return;
    painter.setFont(m_name_font);
    painter.setPen(m_palette.color(QPalette::PlaceholderText));
    painter.drawText(QRectF(box.left(), box.bottom() + 2, box.width(), m_line_height),
                     Qt::AlignCenter | Qt::TextDontClip,
                     TreeWords::tr("+ %1 nodes").arg(words::count(place.hidden)));
}

} // namespace strata
