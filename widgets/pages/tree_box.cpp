// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/tree_box.h"

#include "widgets/parts/facts_grid.h"
#include "widgets/parts/labels.h"
#include "widgets/plots/legend.h"
#include "widgets/plots/save_drawing.h"
#include "widgets/plots/tree_plot.h"
#include "widgets/theme/icons.h"
#include "widgets/words/number_words.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QMenu>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

constexpr int detail_width = 168;
/// Below this width the node's detail leaves: the tool tip says the same.
constexpr int narrow_box = 560;
constexpr std::size_t most_class_facts = 200;

} // namespace

TreeBox::TreeBox(QWidget* parent)
    : Box(tr("Tree"), parent),
      m_summary(make_secondary_label({})),
      m_legend(new Legend),
      m_levels_label(make_secondary_label(tr("Levels"))),
      m_levels(new QSpinBox),
      m_output(new QComboBox),
      m_plot(new TreePlot),
      m_message(make_text_label({})),
      m_detail(makeDetail())
{
    setObjectName(QStringLiteral("treeBox"));
    layout()->setContentsMargins(1, 8, 1, 1);
    head()->setContentsMargins(11, 0, 9, 0);
    makeHead();
    m_message->setObjectName(QStringLiteral("treeMessage"));
    m_message->setContentsMargins(11, 4, 11, 8);
    auto* const line = new QFrame;
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Midlight);
    body()->setSpacing(0);
    body()->addWidget(line);
    body()->addWidget(m_message);
    auto* const row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_plot, 1);
    row->addWidget(m_detail);
    body()->addLayout(row, 1);
    connect(m_plot, &TreePlot::nodeChosen, this, &TreeBox::showNode);
    connect(m_plot, &TreePlot::menuWanted, this, &TreeBox::showMenu);
    connect(m_levels, &QSpinBox::valueChanged, m_plot, &TreePlot::setLevels);
    connect(m_output, &QComboBox::activated, this, &TreeBox::showOutput);
    clearTree();
}

void TreeBox::makeHead()
{
    head()->insertWidget(1, m_summary);
    head()->addWidget(m_legend);
    m_output->setObjectName(QStringLiteral("treeOutput"));
    m_output->setAccessibleName(tr("Output"));
    head()->addWidget(m_output);
    m_levels->setObjectName(QStringLiteral("treeLevels"));
    m_levels->setAccessibleName(tr("Levels that are shown"));
    m_levels->setKeyboardTracking(false);
    m_levels_label->setBuddy(m_levels);
    head()->addWidget(m_levels_label);
    head()->addWidget(m_levels);
    connect(addButton(QStringLiteral("zoom-out"), tr("Zoom out"), QStringLiteral("treeZoomOut")),
            &QToolButton::clicked, m_plot, &TreePlot::zoomOut);
    connect(addButton(QStringLiteral("zoom-in"), tr("Zoom in"), QStringLiteral("treeZoomIn")),
            &QToolButton::clicked, m_plot, &TreePlot::zoomIn);
    connect(
        addButton(QStringLiteral("zoom-fit"), tr("Show from the root"), QStringLiteral("treeFit")),
        &QToolButton::clicked, m_plot, &TreePlot::fit);
    connect(addButton(QStringLiteral("export"), tr("Save the drawing"), QStringLiteral("treeSave")),
            &QToolButton::clicked, this, &TreeBox::save);
}

QToolButton* TreeBox::addButton(const QString& icon_name, const QString& text, const QString& name)
{
    auto* const button = new QToolButton;
    button->setObjectName(name);
    button->setIcon(icon(icon_name));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::StrongFocus);
    head()->addWidget(button);
    return button;
}

QWidget* TreeBox::makeDetail()
{
    auto* const content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    auto* const layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(2);
    m_node = make_head_label({});
    m_rule = make_label({});
    m_rule->setWordWrap(true);
    m_rule->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_threshold = make_value_label({});
    m_facts = new FactsGrid;
    m_node->setObjectName(QStringLiteral("treeNode"));
    m_facts->setObjectName(QStringLiteral("treeNodeFacts"));
    layout->addWidget(m_node);
    layout->addWidget(m_rule);
    layout->addWidget(m_threshold);
    layout->addSpacing(8);
    layout->addWidget(m_facts);
    layout->addStretch(1);
    auto* const scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    scroll->viewport()->setBackgroundRole(QPalette::Base);
    scroll->setFixedWidth(detail_width + 24);
    scroll->setAccessibleName(tr("Chosen node"));
    auto* const detail = new QWidget;
    auto* const row = new QHBoxLayout(detail);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* const rule = new QFrame;
    rule->setFrameShape(QFrame::VLine);
    rule->setFrameShadow(QFrame::Plain);
    rule->setForegroundRole(QPalette::Midlight);
    row->addWidget(rule);
    row->addWidget(scroll);
    return detail;
}

void TreeBox::awaitTree(const QString& title, const Estimator& estimator, const DecisionTree& tree)
{
    clearTree();
    m_name = title;
    setTitle(title);
    m_words = TreeWords(estimator, tree);
    const auto depth = tree.depth ? tr("depth %1").arg(words::count(*tree.depth)) : QString();
    QStringList facts = {
        words::plural(tree.node_count, tr("1 node"), tr("%1 nodes")),
        words::plural(tree.leaves, tr("1 leaf"), tr("%1 leaves")),
    };
    if (!depth.isEmpty())
        facts.append(depth);
    m_summary->setText(facts.join(QStringLiteral(", ")));
}

void TreeBox::setTree(std::shared_ptr<const TreeFigures> figures)
{
    m_figures = std::move(figures);
    if (m_figures->nodes.empty())
        return setError(tr("The tree has no nodes."));
    m_message->hide();
    m_plot->show();
    m_output->clear();
    for (std::size_t output = 0; output < m_figures->outputs(); ++output)
        m_output->addItem(tr("Output %1").arg(output));
    m_output->setVisible(m_figures->outputs() > 1);
    // How much of the tree is shown at first depends on the room for it.
    m_detail->setVisible(width() >= narrow_box);
    layout()->activate();
    m_plot->setTree(m_figures, m_words);
    const bool folded = m_plot->layoutOfTree().folded;
    {
        const QSignalBlocker quiet(m_levels);
        m_levels->setRange(1, std::max(1, static_cast<int>(m_figures->shape.depth)));
        m_levels->setValue(m_plot->levels());
    }
    m_levels->setVisible(folded);
    m_levels_label->setVisible(folded);
    showOutput(0);
}

void TreeBox::setError(const QString& message)
{
    m_figures.reset();
    m_plot->clearTree();
    m_plot->hide();
    m_detail->hide();
    m_message->setText(message);
    m_message->show();
}

void TreeBox::clearTree()
{
    m_figures.reset();
    m_plot->clearTree();
    m_message->hide();
    m_detail->hide();
    m_output->hide();
    m_levels->hide();
    m_levels_label->hide();
    m_legend->setNames({}, 0);
    m_facts->setFacts(QList<FactsGrid::Fact>());
}

void TreeBox::showOutput(int output)
{
    const auto at = static_cast<std::size_t>(output);
    m_plot->setOutput(at);
    const std::uint64_t classes = m_words.classifies(at) ? m_figures->class_counts[at] : 0;
    QStringList names;
    for (std::size_t number = 0; number < std::min<std::uint64_t>(classes, m_legend->mostNames());
         ++number)
        names.append(m_words.className(at, number));
    m_legend->setNames(names, classes);
    if (const std::uint32_t node = m_plot->selectedNode(); node != TreePlace::none)
        showNode(node);
}

void TreeBox::showNode(quint32 node)
{
    if (!m_figures)
        return;
    const TreeNodeRecord& record = m_figures->nodes[node];
    const bool leaf = record.left < 0;
    m_node->setText(leaf ? tr("Node %1, a leaf").arg(node) : tr("Node %1").arg(node));
    m_rule->setText(leaf ? m_words.said(*m_figures, node) : m_words.feature(record.feature));
    m_threshold->setText(TreeWords::threshold(record));
    m_threshold->setVisible(!leaf);
    m_threshold->setToolTip(leaf || record.categorical ? QString()
                                                       : words::exact_real(record.threshold));
    constexpr auto figure = FactsGrid::ValueStyle::Figure;
    const auto rows = static_cast<std::uint64_t>(std::max<std::int64_t>(record.samples, 0));
    QList<FactsGrid::Fact> facts = {{tr("Rows"), words::count(rows), figure, {}},
                                    {tr("Weighted"), words::real(record.weighted_samples), figure,
                                     words::exact_real(record.weighted_samples)},
                                    {m_words.impurity(), words::real(record.impurity), figure,
                                     words::exact_real(record.impurity)}};
    if (std::isnan(record.impurity)) // not stored, nor are weights
        facts.resize(1);
    else if (record.weighted_samples == std::floor(record.weighted_samples) &&
             record.weighted_samples >= 0 && record.weighted_samples < 1e15)
        facts[1].value = words::count(static_cast<std::uint64_t>(record.weighted_samples));
    for (std::size_t output = 0; output < m_figures->outputs(); ++output) {
        const std::span<const double> said = m_figures->said(node, output);
        if (!m_words.classifies(output)) {
            const QString name =
                m_figures->outputs() == 1 ? tr("Value") : tr("Value %1").arg(output);
            facts.append(
                {name, words::real(said.front()), figure, words::exact_real(said.front())});
        } else if (static_cast<int>(output) == std::max(m_output->currentIndex(), 0)) {
            for (std::size_t i = 0; i < std::min(said.size(), most_class_facts); ++i)
                facts.append({m_words.className(output, i), words::share(said[i], 1), figure,
                              words::exact_real(said[i])});
        }
    }
    m_facts->setFacts(facts);
}

QString TreeBox::nodeTitle() const
{
    return m_node->text() + QLatin1Char('\n') + m_rule->text() +
           (m_threshold->text().isEmpty() ? QString() : QLatin1Char(' ') + m_threshold->text());
}

void TreeBox::showMenu(const QPoint& global)
{
    if (!m_figures)
        return;
    QMenu menu(this);
    const QAction* const picture = menu.addAction(tr("Copy picture"));
    const QAction* const text = menu.addAction(tr("Copy as text"));
    menu.addSeparator();
    const QAction* const file = menu.addAction(tr("Save…"));
    const QAction* const chosen = menu.exec(global);
    if (chosen == picture)
        QGuiApplication::clipboard()->setPixmap(m_plot->grab());
    else if (chosen == text)
        QGuiApplication::clipboard()->setText(m_plot->asText());
    else if (chosen == file)
        save();
}

void TreeBox::save()
{
    if (!m_figures)
        return;
    const Drawing drawing{m_name, m_plot->wholeSize(), [this](QPaintDevice& device) {
                              m_plot->drawWhole(device);
                          }};
    const QString failed =
        save_drawing(this, drawing,
                     {{tr("Rules as text (*.txt)"), QStringLiteral("txt"),
                       [this] {
                           return m_plot->asText();
                       }}},
                     QString(m_name).replace(QLatin1Char(' '), QLatin1Char('_')).toLower());
    m_message->setText(failed);
    m_message->setVisible(!failed.isEmpty());
}

void TreeBox::resizeEvent(QResizeEvent* event)
{
    Box::resizeEvent(event);
    m_detail->setVisible(m_figures && width() >= narrow_box);
    m_summary->setVisible(width() >= narrow_box);
}

} // namespace strata
