// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/tree_plot.h"

#include "widgets/parts/text.h"
#include "widgets/theme/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace strata {

namespace {

constexpr double zoom_step = 1.25;
/// Smaller than this, a level is one pixel and nothing more can be told apart.
constexpr double smallest_scale = 0.02;
constexpr double largest_scale = 4;
/// A tree that does not fit is at first shown at the least scale that can be read.
constexpr double first_scale = 0.75;
/// A tree with more leaves is folded at first, to the columns that are seen at once.
constexpr std::uint32_t unfolded_leaves = 24;
constexpr int fewest_columns = 8;
constexpr int usual_column = 72; ///< pixels, at the least scale that can be read
constexpr std::size_t most_text_lines = 20'000;

} // namespace

TreePlot::TreePlot(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("treePlot"));
    setAccessibleName(tr("Decision tree"));
    setFocusPolicy(Qt::StrongFocus);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

void TreePlot::setTree(std::shared_ptr<const TreeFigures> figures, const TreeWords& words)
{
    m_figures = std::move(figures);
    m_words = words;
    m_output = 0;
    m_fold = {};
    m_fold.levels = levels_within(m_figures->nodes, unfolded_leaves);
    if (m_fold.levels < m_figures->shape.depth)
        m_fold.levels = levels_within(
            m_figures->nodes,
            static_cast<std::uint32_t>(std::max(width() / usual_column, fewest_columns)));
    findValueRange();
    m_selected = TreePlace::none;
    arrange();
    fit();
    choosePlace(0);
}

void TreePlot::clearTree()
{
    m_figures.reset();
    m_layout = {};
    m_selected = TreePlace::none;
    update();
}

void TreePlot::arrange()
{
    const std::uint32_t node = selectedNode();
    m_layout =
        m_figures ? lay_out_tree(m_figures->nodes, m_figures->shape.beneath, m_fold) : TreeLayout{};
    m_selected = placeOfNode(node);
    update();
}

void TreePlot::setOutput(std::size_t output)
{
    m_output = output;
    findValueRange();
    update();
}

void TreePlot::setLevels(int levels)
{
    if (levels < 1 || static_cast<std::uint32_t>(levels) == m_fold.levels)
        return;
    const std::uint32_t node = selectedNode();
    m_fold.levels = static_cast<std::uint32_t>(levels);
    m_fold.opened.clear();
    arrange();
    fit();
    if (m_selected == TreePlace::none && node != TreePlace::none)
        choosePlace(0);
}

void TreePlot::findValueRange()
{
    m_value_range = {std::numeric_limits<double>::infinity(),
                     -std::numeric_limits<double>::infinity()};
    if (!m_figures || m_words.classifies(m_output))
        return;
    for (std::size_t node = 0; node < m_figures->nodes.size(); ++node) {
        const double value = m_figures->said(node, m_output).front();
        if (!std::isfinite(value))
            continue;
        m_value_range.first = std::min(m_value_range.first, value);
        m_value_range.second = std::max(m_value_range.second, value);
    }
}

TreeDrawing TreePlot::drawing() const
{
    TreeDrawing made(m_layout, *m_figures, m_words, font(), palette());
    made.setOutput(m_output, m_value_range);
    made.setSelected(m_selected);
    return made;
}

std::uint32_t TreePlot::placeOfNode(std::uint32_t node) const
{
    const auto found = std::find_if(m_layout.places.begin(), m_layout.places.end(),
                                    [node](const TreePlace& at) { return at.node == node; });
    return found == m_layout.places.end()
               ? TreePlace::none
               : static_cast<std::uint32_t>(found - m_layout.places.begin());
}

std::uint32_t TreePlot::selectedNode() const
{
    return m_selected < m_layout.places.size() ? m_layout.places[m_selected].node : TreePlace::none;
}

void TreePlot::selectNode(std::uint32_t node)
{
    if (const std::uint32_t place = placeOfNode(node); place != TreePlace::none) {
        choosePlace(place);
        showPlace(place);
    }
}

void TreePlot::choosePlace(std::uint32_t place)
{
    if (place >= m_layout.places.size() || place == m_selected)
        return;
    m_selected = place;
    update();
    announce();
    Q_EMIT nodeChosen(m_layout.places[place].node);
}

/// Screen readers hear of the chosen node as the widget's description.
void TreePlot::announce()
{
    const std::uint32_t at = selectedNode();
    const TreeNodeRecord& node = m_figures->nodes[at];
    const QString says = node.left < 0 ? m_words.said(*m_figures, at)
                                       : m_words.feature(node.feature) + QLatin1Char(' ') +
                                             TreeWords::threshold(node);
    setAccessibleDescription(
        tr("Node %1: %2, %3").arg(QString::number(at), says, TreeWords::rows(node.samples)));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void TreePlot::toggleFold(std::uint32_t place)
{
    if (place >= m_layout.places.size())
        return;
    const TreePlace at = m_layout.places[place];
    const auto opened = std::find(m_fold.opened.begin(), m_fold.opened.end(), at.node);
    if (opened != m_fold.opened.end())
        m_fold.opened.erase(opened);
    else if (at.hidden != 0)
        m_fold.opened.push_back(at.node);
    else
        return;
    const QPointF before = placeRect(place).center();
    arrange();
    // What was opened stays under the pointer.
    if (const std::uint32_t now = placeOfNode(at.node); now != TreePlace::none)
        m_offset += before - placeRect(now).center();
    m_moved = true;
    keepInView();
}

QRectF TreePlot::placeRect(std::uint32_t place) const
{
    if (!m_figures || place >= m_layout.places.size())
        return {};
    const QRectF box = drawing().boxOf(m_layout.places[place]);
    return {box.topLeft() * m_scale + m_offset, box.size() * m_scale};
}

void TreePlot::zoomAbout(QPointF point, double factor)
{
    if (!m_figures)
        return;
    const QPointF held = toTree(point);
    m_scale = std::clamp(m_scale * factor, smallest_scale, largest_scale);
    m_offset = point - held * m_scale;
    m_moved = true;
    keepInView();
}

void TreePlot::zoomIn()
{
    zoomAbout(QRectF(rect()).center(), zoom_step);
}

void TreePlot::zoomOut()
{
    zoomAbout(QRectF(rect()).center(), 1 / zoom_step);
}

void TreePlot::fit()
{
    m_moved = false;
    if (!m_figures || m_layout.places.empty())
        return;
    const TreeDrawing made = drawing();
    const QSizeF whole = made.size();
    const double fitting = std::min(width() / whole.width(), height() / whole.height());
    m_scale = std::clamp(fitting, first_scale, 1.0);
    // The root in the middle, unless the whole tree is seen anyway.
    const double root = made.boxOf(m_layout.places.front()).center().x() * m_scale;
    m_offset = QPointF(whole.width() * m_scale <= width() ? (width() - whole.width() * m_scale) / 2
                                                          : width() / 2.0 - root,
                       0);
    keepInView();
}

/// Some of the tree stays on screen, and there is no empty side while the other side is cut.
void TreePlot::keepInView()
{
    if (!m_figures)
        return;
    const QSizeF whole = drawing().size() * m_scale;
    const auto kept = [](double offset, double room, double length) {
        return length <= room ? std::clamp(offset, 0.0, room - length)
                              : std::clamp(offset, room - length, 0.0);
    };
    m_offset = QPointF(std::round(kept(m_offset.x(), width(), whole.width())),
                       std::round(kept(m_offset.y(), height(), whole.height())));
    update();
}

void TreePlot::showPlace(std::uint32_t place)
{
    const QRectF box = placeRect(place);
    const QRectF room = QRectF(rect()).adjusted(8, 8, -8, -8);
    QPointF move;
    if (box.left() < room.left())
        move.setX(room.left() - box.left());
    else if (box.right() > room.right())
        move.setX(room.right() - box.right());
    if (box.top() < room.top())
        move.setY(room.top() - box.top());
    else if (box.bottom() > room.bottom())
        move.setY(room.bottom() - box.bottom());
    if (move.isNull())
        return;
    m_offset += move;
    m_moved = true;
    keepInView();
}

QSize TreePlot::wholeSize() const
{
    return m_figures ? drawing().size().toSize() : QSize();
}

void TreePlot::drawWhole(QPaintDevice& device) const
{
    if (!m_figures)
        return;
    QPainter painter(&device);
    const QRectF whole(QPointF(), drawing().size());
    painter.fillRect(whole, palette().color(QPalette::Base));
    TreeDrawing made = drawing();
    made.setSelected(TreePlace::none);
    made.paint(painter, whole, 1);
}

QString TreePlot::asText() const
{
    return m_figures ? tree_as_text(*m_figures, m_words, most_text_lines) : QString();
}

void TreePlot::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    if (m_figures && !m_layout.places.empty()) {
        painter.save();
        painter.translate(m_offset);
        painter.scale(m_scale, m_scale);
        m_drawn = drawing().paint(painter, QRectF(toTree(QPointF(0, 0)), QSizeF(size()) / m_scale),
                                  m_scale);
        painter.restore();
    }
    if (hasFocus()) {
        painter.setPen(QPen(Theme::of(palette()).focus, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void TreePlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_moved)
        keepInView();
    else
        fit();
}

void TreePlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

bool TreePlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && m_figures) {
        const auto* const help = static_cast<QHelpEvent*>(event);
        const std::uint32_t place = drawing().placeAt(toTree(help->pos()));
        if (place == TreePlace::none) {
            QToolTip::hideText();
            return true;
        }
        const std::uint32_t at = m_layout.places[place].node;
        const TreeNodeRecord& node = m_figures->nodes[at];
        const QString rule = node.left < 0 ? QString()
                                           : m_words.feature(node.feature) + QLatin1Char(' ') +
                                                 TreeWords::threshold(node) + QLatin1Char('\n');
        QToolTip::showText(help->globalPos(),
                           plain_tool_tip(rule + m_words.said(*m_figures, at) + QLatin1Char('\n') +
                                          TreeWords::rows(node.samples)),
                           this);
        return true;
    }
    return QWidget::event(event);
}

void TreePlot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void TreePlot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

void TreePlot::contextMenuEvent(QContextMenuEvent* event)
{
    Q_EMIT menuWanted(event->globalPos());
}

} // namespace strata
