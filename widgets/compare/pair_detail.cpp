// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/pair_detail.h"

#include "widgets/compare/differing_rows_model.h"
#include "widgets/compare/pair_distribution.h"
#include "widgets/compare/pair_facts.h"
#include "widgets/compare/pair_model.h"
#include "widgets/compare/pair_pictures.h"
#include "widgets/compare/pair_values.h"
#include "widgets/compare/settings_model.h"
#include "widgets/parts/box.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/facts_grid.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/tab_bar.h"
#include "widgets/parts/text.h"
#include "widgets/tables/table_view.h"
#include "widgets/words/comparison_words.h"
#include "widgets/words/error_words.h"
#include "widgets/words/number_words.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>

namespace strata {

namespace {

/// The figures take so much of the width, in hundredths, within bounds.
constexpr int facts_share = 24;
constexpr int least_facts = 260;
constexpr int most_facts = 340;
constexpr int room_for_facts = 1'100;
/// Figures are never cut; words are where they would take more than this.
constexpr int most_words = 280;
/// Between the figures and a scroll bar.
constexpr int bar_gap = 6;

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
    case PairDetail::Page::Rows:
        return PairDetail::tr("Rows that differ");
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
      m_distribution(new PairDistribution),
      m_pictures(new PairPictures),
      m_values(new PairValues),
      m_settings_model(new SettingsModel(this)),
      m_settings(new TableView),
      m_rows_model(new DifferingRowsModel(this)),
      m_rows(new TableView),
      m_rows_note(make_secondary_label({})),
      m_rows_page(makeRows()),
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
    m_settings->setSortingEnabled(false); // what has one title stays together
    for (QWidget* const page : std::initializer_list<QWidget*>{m_distribution, m_pictures, m_values,
                                                               m_settings, m_rows_page, m_nothing})
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
    showNothing();
    showPage(Page::Nothing);
}

QWidget* PairDetail::makeRows()
{
    auto* const page = new QWidget;
    auto* const lines = new QVBoxLayout(page);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(4);
    m_rows->setObjectName(QStringLiteral("differingRows"));
    m_rows->setAccessibleName(tr("Rows that differ"));
    m_rows->setSource(m_rows_model);
    m_rows->setSelectionMode(QAbstractItemView::SingleSelection);
    lines->addWidget(m_rows, 1);
    lines->addWidget(m_rows_note);
    connect(m_rows, &QAbstractItemView::activated, this, [this](const QModelIndex& cell) {
        if (const int row = m_rows->sourceRow(cell); row >= 0)
            Q_EMIT pairWanted(m_rows_model->pair(row));
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
    m_facts_box->layout()->setContentsMargins(10, 6, 10, 4);
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
    fitFacts();
    showFacts();
}

/// A share of the width, and what no figure is cut by, scroll bar or not.
void PairDetail::fitFacts()
{
    const QMargins margins = m_facts_box->layout()->contentsMargins();
    const int figures = std::max(m_facts->minimumSizeHint().width(),
                                 std::min(m_facts->sizeHint().width(), most_words));
    const int needed = figures + margins.left() + margins.right() + 2 * m_facts_box->frameWidth() +
                       style()->pixelMetric(QStyle::PM_ScrollBarExtent) + bar_gap;
    m_facts_box->setFixedWidth(
        std::min(std::max(std::clamp(width() * facts_share / 100, least_facts, most_facts), needed),
                 std::max(least_facts, width() / 2)));
}

/// Pictures and values have all of a narrow window.
void PairDetail::showFacts()
{
    const bool wide = m_page == Page::Pictures || m_page == Page::Values;
    m_facts_box->setVisible(m_subject.tensors.has_value() && !(wide && width() < room_for_facts));
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
    if (!m_subject.rows.empty())
        out.append(Page::Rows);
    if (out.isEmpty())
        out.append(Page::Nothing);
    return out;
}

QWidget* PairDetail::widgetOf(Page page) const
{
    switch (page) {
    case Page::Histograms:
        return m_error ? static_cast<QWidget*>(m_nothing) : m_distribution;
    case Page::Pictures:
        return m_pictures;
    case Page::Values:
        return m_values;
    case Page::Settings:
        return m_settings;
    case Page::Rows:
        return m_rows_page;
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
    showFacts();
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setCurrentIndex(static_cast<int>(pages().indexOf(page)));
    if (page == Page::Pictures)
        m_pictures->wake();
    if (page == Page::Values)
        m_values->wake();
    if (page == Page::Settings)
        m_settings->fitColumns(SettingsModel::RightColumn);
    if (page == Page::Rows)
        m_rows->fitColumns(DifferingRowsModel::RightColumn);
}

void PairDetail::setSubject(PairSubject subject)
{
    m_subject = std::move(subject);
    m_error.reset();
    const QList<Page> shown = pages();
    {
        const QSignalBlocker quiet(m_tabs);
        while (m_tabs->count() > 0)
            m_tabs->removeTab(0);
        for (const Page page : shown)
            m_tabs->addTab(page_title(page));
    }
    m_tabs->setVisible(shown.size() > 1);
    m_distribution->setSubject(m_subject);
    m_settings_model->setSettings(m_subject.settings);
    m_rows_model->setRows(m_subject.rows);
    m_rows_note->setText(
        m_subject.more_rows
            ? tr("These are the first %1 of them.").arg(words::count(m_subject.rows.size()))
            : QString());
    m_rows_note->setVisible(m_subject.more_rows);
    m_pictures->setSubject(m_subject);
    m_values->setSubject(m_subject);
    m_facts->setFacts(pair_facts(m_subject, nullptr));
    showNothing();
    showPage(shown.contains(m_wanted) ? m_wanted : shown.first());
    if (m_subject.tensors && m_subject.tensors->comparable)
        Q_EMIT figuresWanted(m_subject.pair);
}

QString PairDetail::whyAlone() const
{
    const QString why =
        m_subject.has_left
            ? tr("There is nothing on the right that it could be compared with. Its menu can "
                 "pair it by hand.")
            : tr("There is nothing on the left that it could be compared with. Its menu can pair "
                 "it by hand.");
    if (m_subject.values == 0)
        return why;
    return tr("%1 %2").arg(
        words::plural(m_subject.values, tr("It holds 1 value."), tr("It holds %1 values.")), why);
}

/// Why there is nothing to hold against each other.
void PairDetail::showNothing()
{
    const QString name = one_line(m_subject.name, 120);
    if (m_subject.pair == 0)
        return m_nothing->setMessage(tr("No row is chosen"),
                                     tr("Choose a row above to see what differs in it."));
    if (!m_subject.has_left || !m_subject.has_right)
        return m_nothing->setMessage(m_subject.has_left ? tr("%1 is only on the left").arg(name)
                                                        : tr("%1 is only on the right").arg(name),
                                     whyAlone());
    if (m_subject.tensors && !m_subject.tensors->comparable)
        return m_nothing->setMessage(tr("The shapes differ"),
                                     tr("Values are compared place by place, where both sides have "
                                        "the same places."));
    if (m_error && m_error->code == ErrorCode::Cancelled)
        return m_nothing->setMessage(tr("Comparing %1 was stopped").arg(name), QString());
    if (m_error)
        return m_nothing->setMessage(
            tr("%1 %2").arg(name, m_subject.failure ? words::failure_words(*m_subject.failure)
                                                    : tr("could not be read")),
            words::describe(*m_error).message());
    if (m_subject.tensors)
        return m_nothing->setMessage(tr("No histogram of what is no number"),
                                     tr("The items are compared one by one, each equal or not."));
    if (m_subject.unread != 0)
        return m_nothing->setMessage(tr("Nothing that could be read of %1 differs").arg(name),
                                     words::plural(m_subject.unread,
                                                   tr("1 pair could not be read."),
                                                   tr("%1 pairs could not be read.")));
    m_nothing->setMessage(m_subject.sign == PairSign::Unknown
                              ? tr("Nothing of %1 differs so far").arg(name)
                              : tr("Nothing of %1 differs").arg(name),
                          QString());
}

void PairDetail::setFigures(std::size_t pair, const Result<PairFigures>& figures)
{
    if (pair != m_subject.pair)
        return;
    m_facts->setFacts(pair_facts(m_subject, &figures));
    // What was put in counts in a layout once it is shown.
    QMetaObject::invokeMethod(this, &PairDetail::fitFacts, Qt::QueuedConnection);
    if (figures)
        return m_distribution->setFigures(*figures);
    m_error = figures.error();
    showNothing();
    showPage(m_page);
}

HistogramPlot* PairDetail::histogram()
{
    return m_distribution->both();
}

HistogramPlot* PairDetail::differenceHistogram()
{
    return m_distribution->difference();
}

} // namespace strata
