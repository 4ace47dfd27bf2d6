// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/pair_detail.h"

#include "widgets/compare/pair_facts.h"
#include "widgets/compare/pair_model.h"
#include "widgets/compare/pair_pictures.h"
#include "widgets/compare/pair_values.h"
#include "widgets/compare/settings_model.h"
#include "widgets/parts/box.h"
#include "widgets/parts/elided_label.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/facts_grid.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/tab_bar.h"
#include "widgets/parts/text.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"
#include "widgets/words/error_words.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>

namespace strata {

namespace {

/// The figures take so much of the width, in hundredths, within bounds.
constexpr int facts_share = 24;
constexpr int least_facts = 260;
constexpr int most_facts = 340;

/// Which side is drawn how: a filled square for the left one, a line for the right one.
class SideSwatches : public QWidget {
public:
    SideSwatches()
    {
        setAccessibleName(PairDetail::tr("Left: filled bars. Right: a line of steps."));
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics metrics(small_font(font()));
        return {2 * (swatch + gap) + between + metrics.horizontalAdvance(leftWord()) +
                    metrics.horizontalAdvance(rightWord()),
                fontMetrics().height()};
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        const Theme& theme = Theme::of(palette());
        painter.setFont(small_font(font()));
        const QFontMetrics metrics(painter.font());
        QColor half = theme.series[0];
        half.setAlphaF(0.5F);
        painter.fillRect(0, (height() - swatch) / 2, swatch, swatch, half);
        const int right = swatch + gap + metrics.horizontalAdvance(leftWord()) + between;
        painter.fillRect(right, height() / 2 - 1, swatch, 2, theme.series[1]);
        painter.setPen(palette().color(QPalette::Text));
        const auto word = [&](int left, const QString& text) {
            painter.drawText(
                QRect(left + swatch + gap, 0, metrics.horizontalAdvance(text) + 2, height()),
                Qt::AlignVCenter | Qt::AlignLeft, text);
        };
        word(0, leftWord());
        word(right, rightWord());
    }

private:
    static constexpr int swatch = 12;
    static constexpr int gap = 5;
    static constexpr int between = 14;
    static QString leftWord() { return PairDetail::tr("left"); }
    static QString rightWord() { return PairDetail::tr("right"); }
};

QString page_title(PairDetail::Page page)
{
    switch (page) {
    case PairDetail::Page::Histograms:
        return PairDetail::tr("Distribution");
    case PairDetail::Page::Pictures:
        return PairDetail::tr("Pictures");
    case PairDetail::Page::Values:
        return PairDetail::tr("Values");
    case PairDetail::Page::Settings:
        return PairDetail::tr("Settings");
    case PairDetail::Page::Nothing:
        break;
    }
    return {};
}

} // namespace

PairDetail::PairDetail(QWidget* parent)
    : QWidget(parent),
      m_tabs(new TabBar),
      m_stack(new QStackedWidget),
      m_both_box(new Box({})),
      m_both_title(new ElidedLabel(Qt::ElideMiddle)),
      m_difference_box(new Box(tr("Right \u2212 left"))),
      m_both(new HistogramPlot),
      m_difference(new HistogramPlot),
      m_both_note(make_secondary_label({})),
      m_histograms(makeHistograms()),
      m_pictures(new PairPictures),
      m_values(new PairValues),
      m_settings_model(new SettingsModel(this)),
      m_settings(new TableView),
      m_nothing(new EmptyState),
      m_facts_box(new Box(tr("The pair"))),
      m_facts(new FactsGrid)
{
    setObjectName(QStringLiteral("pairDetail"));
    makeTabs();
    makeFacts();
    m_settings->setObjectName(QStringLiteral("pairSettings"));
    m_settings->setAccessibleName(tr("Settings that differ"));
    m_settings->setSource(m_settings_model);
    for (QWidget* const page :
         std::initializer_list<QWidget*>{m_histograms, m_pictures, m_values, m_settings, m_nothing})
        m_stack->addWidget(page);
    auto* const body = new QHBoxLayout;
    body->setContentsMargins(12, 8, 12, 8);
    body->setSpacing(10);
    body->addWidget(m_stack, 1);
    body->addWidget(m_facts_box);
    auto* const lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(m_tabs);
    lines->addLayout(body, 1);
    showPage(Page::Nothing);
}

QWidget* PairDetail::makeHistograms()
{
    auto* const page = new QWidget;
    auto* const boxes = new QHBoxLayout(page);
    boxes->setContentsMargins(0, 0, 0, 0);
    boxes->setSpacing(10);
    m_both->setObjectName(QStringLiteral("bothHistogram"));
    m_both->setAccessibleName(tr("Histogram of both sides"));
    m_both->setQuantilesShown(false);
    m_both->setValueLabel(tr("Value"));
    m_difference->setObjectName(QStringLiteral("differenceHistogram"));
    m_difference->setAccessibleName(tr("Histogram of right minus left"));
    m_difference->setQuantilesShown(false);
    m_difference->setValueLabel(tr("Difference"));
    m_difference->setInk(IconInk::Changed);
    m_both_note->setObjectName(QStringLiteral("pairNote"));
    m_both_title->setFont(bold_font(font()));
    m_both_box->head()->insertWidget(0, m_both_title, 1);
    m_both_box->head()->addWidget(m_both_note);
    m_both_box->head()->addWidget(new SideSwatches);
    m_both_box->body()->addWidget(m_both, 1);
    m_difference_box->body()->addWidget(m_difference, 1);
    boxes->addWidget(m_both_box, 10);
    boxes->addWidget(m_difference_box, 9);
    for (HistogramPlot* const plot : {m_both, m_difference})
        connect(plot, &HistogramPlot::saveWanted, plot, [this, plot] {
            const QString problem =
                plot->save(m_subject.path.section(QLatin1Char('/'), -1) +
                           (plot == m_both ? QStringLiteral("-both") : QStringLiteral("-change")));
            m_both_note->setText(problem);
        });
    return page;
}

void PairDetail::makeFacts()
{
    m_facts->setObjectName(QStringLiteral("pairFacts"));
    auto* const scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Figures of the pair"));
    auto* const inside = new QWidget;
    auto* const lines = new QVBoxLayout(inside);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addWidget(m_facts);
    lines->addStretch(1);
    scroll->setWidget(inside);
    scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    m_facts_box->body()->addWidget(scroll, 1);
}

void PairDetail::makeTabs()
{
    m_tabs->setObjectName(QStringLiteral("pairPages"));
    m_tabs->setAccessibleName(tr("What is shown of the pair"));
    m_tabs->setDrawBase(true);
    m_tabs->setDocumentMode(true);
    connect(m_tabs, &QTabBar::tabBarClicked, this, [this](int tab) {
        if (tab >= 0)
            turnTo(pages().value(tab, Page::Nothing));
    });
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        if (tab >= 0 && m_tabs->hasFocus())
            turnTo(pages().value(tab, Page::Nothing));
    });
}

void PairDetail::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_facts_box->setFixedWidth(std::clamp(width() * facts_share / 100, least_facts, most_facts));
}

void PairDetail::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_both_title->setFont(bold_font(font()));
}

QList<PairDetail::Page> PairDetail::pages() const
{
    QList<Page> out;
    if (m_subject.hasHistograms())
        out.append(Page::Histograms);
    if (m_subject.hasPlane())
        out.append(Page::Pictures);
    if (m_subject.hasValues())
        out.append(Page::Values);
    if (!m_subject.settings.empty())
        out.append(Page::Settings);
    if (out.isEmpty())
        out.append(Page::Nothing);
    return out;
}

QWidget* PairDetail::widgetOf(Page page) const
{
    switch (page) {
    case Page::Histograms:
        return m_histograms;
    case Page::Pictures:
        return m_pictures;
    case Page::Values:
        return m_values;
    case Page::Settings:
        return m_settings;
    case Page::Nothing:
        break;
    }
    return m_nothing;
}

void PairDetail::turnTo(Page page)
{
    if (!pages().contains(page))
        return;
    m_wanted = page;
    showPage(page);
}

void PairDetail::showPage(Page page)
{
    m_page = page;
    m_stack->setCurrentWidget(widgetOf(page));
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setCurrentIndex(static_cast<int>(pages().indexOf(page)));
    if (page == Page::Pictures)
        m_pictures->wake();
    if (page == Page::Values)
        m_values->wake();
    if (page == Page::Settings)
        m_settings->fitColumns(SettingsModel::RightColumn);
}

void PairDetail::setSubject(PairSubject subject)
{
    m_subject = std::move(subject);
    const QList<Page> shown = pages();
    {
        const QSignalBlocker quiet(m_tabs);
        while (m_tabs->count() > 0)
            m_tabs->removeTab(0);
        for (const Page page : shown)
            m_tabs->addTab(page_title(page));
    }
    m_tabs->setVisible(shown.size() > 1);
    m_both_box->setAccessibleName(one_line(m_subject.path, 120));
    m_both_title->setText(one_line(m_subject.path.section(QLatin1Char('/'), -2), 120));
    m_both->clearHistogram();
    m_difference->clearHistogram();
    m_both_note->clear();
    m_settings_model->setSettings(m_subject.settings);
    m_pictures->setSubject(m_subject);
    m_values->setSubject(m_subject);
    m_facts_box->setVisible(m_subject.tensors.has_value());
    m_facts->setFacts(pair_facts(m_subject, nullptr));
    showNothing();
    showPage(shown.contains(m_wanted) ? m_wanted : shown.first());
    if (m_subject.tensors && m_subject.tensors->comparable)
        Q_EMIT figuresWanted(m_subject.pair);
}

/// Why there is nothing to hold against each other.
void PairDetail::showNothing()
{
    const QString name = one_line(m_subject.name, 120);
    if (m_subject.pair == 0)
        return m_nothing->setMessage(tr("No row is chosen"),
                                     tr("Choose a row above to see what differs in it."));
    if (!m_subject.has_right)
        return m_nothing->setMessage(tr("%1 is only on the left").arg(name),
                                     tr("There is nothing on the right that it could be compared "
                                        "with. Its menu can pair it by hand."));
    if (!m_subject.has_left)
        return m_nothing->setMessage(tr("%1 is only on the right").arg(name),
                                     tr("There is nothing on the left that it could be compared "
                                        "with. Its menu can pair it by hand."));
    if (m_subject.tensors && !m_subject.tensors->comparable)
        return m_nothing->setMessage(tr("The shapes differ"),
                                     tr("Values are compared place by place, where both sides have "
                                        "the same places."));
    if (m_subject.tensors)
        return m_nothing->setMessage(tr("No histogram of what is no number"),
                                     tr("The items are compared one by one, each equal or not."));
    m_nothing->setMessage(
        m_subject.sign == PairSign::Changed ? tr("No setting of %1 differs").arg(name)
                                            : tr("Nothing of %1 differs").arg(name),
        m_subject.sign == PairSign::Changed ? tr("What differs is in the rows below it.")
                                            : QString());
}

void PairDetail::setFigures(std::size_t pair, const Result<PairFigures>& figures)
{
    if (pair != m_subject.pair)
        return;
    if (figures)
        m_facts->setFacts(pair_facts(m_subject, &figures->difference));
    if (!figures || figures->no_histograms) {
        const Error& error = figures ? *figures->no_histograms : figures.error();
        m_both_note->setText(error.code == ErrorCode::Cancelled ? tr("Comparing was stopped")
                                                                : words::describe(error).message());
        return;
    }
    const PairHistograms& histograms = figures->histograms;
    if (histograms.left.counts.empty()) {
        m_both_note->setText(m_subject.hasHistograms() ? tr("No value is finite") : QString());
        return;
    }
    m_both->showHistogram(histograms.left, std::nullopt);
    m_both->showCompanion(histograms.right);
    if (histograms.difference.counts.empty())
        return;
    const std::vector<double>& edges = histograms.difference.edges;
    const auto& range = figures->difference.range_difference;
    if (range && range->first == range->second)
        m_difference->showConstant(range->first, figures->difference.finite);
    else if (edges.size() > 1)
        m_difference->showHistogram(histograms.difference, std::nullopt);
}

} // namespace strata
