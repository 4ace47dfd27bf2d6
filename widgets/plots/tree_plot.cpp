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

namespace strata {

namespace {

/// A tree with more columns than are seen at once is folded at first.
constexpr int narrowest_column = 78; ///< pixels
constexpr int fewest_columns = 10;
constexpr std::size_t most_text_lines = 20'000;

} // namespace

TreePlot::TreePlot(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("treePlot"));
    setAccessibleName(tr("Decision tree"));
    setFocusPolicy(Qt::StrongFocus);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    makeBars();
}

void TreePlot::setTree(std::shared_ptr<const TreeFigures> figures, const TreeWords& words)
{
    m_figures = std::move(figures);
    m_words = words;
    m_output = 0;
    m_fold = {};
    m_fold.levels = levels_within(
        m_figures->nodes,
        static_cast<std::uint32_t>(std::max(width() / narrowest_column, fewest_columns)));
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
    m_across->hide();
    m_down->hide();
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

TreeDrawing TreePlot::drawing() const
{
    TreeDrawing made(m_layout, *m_figures, m_words, font(), palette());
    made.setOutput(m_output, m_output < m_figures->value_ranges.size()
                                 ? m_figures->value_ranges[m_output]
                                 : std::pair<double, double>());
    if (m_widest_box > 0)
        made.setWidestBox(m_widest_box);
    made.setLevelGap(std::max(m_level_gap, TreeDrawing::least_level_gap));
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

QSize TreePlot::wholeSize() const
{
    return m_figures ? drawing().size().toSize() : QSize();
}

void TreePlot::drawWhole(QPaintDevice& device) const
{
    if (!m_figures)
        return;
    QPainter painter(&device);
    TreeDrawing made = drawing();
    const QRectF whole(QPointF(), made.size());
    painter.fillRect(whole, palette().color(QPalette::Base));
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
