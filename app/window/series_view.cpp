// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/series_view.h"

#include "widgets/parts/band.h"
#include "widgets/parts/box.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/line_edit_icons.h"
#include "widgets/series/series_layers_model.h"
#include "widgets/series/series_plot.h"
#include "widgets/series/series_states_model.h"
#include "widgets/series/series_words.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/fonts.h"
#include "widgets/words/error_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QApplication>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace strata {

namespace {

/// Shares of the height: the layers above, what is known of one below.
constexpr int layers_share = 2;
constexpr int detail_share = 3;
/// Layers for which there is room at first.
constexpr int most_rows = 12;
/// Shares of the width.
constexpr int plot_width = 500;
constexpr int states_width = 480;
constexpr int side_gap = 10;

} // namespace

SeriesView::SeriesView(JobRunner& runner, Session::Opener opener, const QStringList& paths,
                       QWidget* parent)
    : TabView(parent),
      m_runner(runner),
      m_opener(std::move(opener)),
      m_paths(paths),
      m_layers_model(new SeriesLayersModel(this)),
      m_states_model(new SeriesStatesModel(this)),
      m_filtered(new QSortFilterProxyModel(this)),
      m_facts(make_secondary_label({})),
      m_filter(new QLineEdit),
      m_band(new Band),
      m_layers(new TableView),
      m_box(new Box({})),
      m_plot(new SeriesPlot),
      m_states(new TableView),
      m_nothing(new EmptyState),
      m_splitter(new QSplitter(Qt::Vertical)),
      m_stack(new QStackedWidget)
{
    setObjectName(QStringLiteral("seriesView"));
    auto* const lines = new QVBoxLayout(this);
    lines->setContentsMargins(12, 10, 12, 12);
    lines->setSpacing(8);
    lines->addWidget(makeHead());
    m_band->setObjectName(QStringLiteral("seriesBand"));
    m_band->hide();
    lines->addWidget(m_band);
    m_filtered->setSourceModel(m_layers_model);
    m_filtered->setFilterKeyColumn(SeriesLayersModel::Name);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_layers->setObjectName(QStringLiteral("seriesLayers"));
    m_layers->setAccessibleName(tr("Layers over the states"));
    m_layers->setSource(m_filtered);
    m_layers->sortByColumn(SeriesLayersModel::Name, Qt::AscendingOrder);
    m_splitter->addWidget(m_layers);
    m_splitter->addWidget(makeDetail());
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(side_gap);
    m_splitter->setStretchFactor(0, layers_share);
    m_splitter->setStretchFactor(1, detail_share);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_nothing);
    lines->addWidget(m_stack, 1);
    connect(m_filter, &QLineEdit::textChanged, m_filtered,
            &QSortFilterProxyModel::setFilterFixedString);
    connect(m_layers, &TableView::sourceRowChosen, this, [this](int row) {
        const QModelIndex shown = m_filtered->index(row, 0);
        if (shown.isValid())
            showRow(m_filtered->mapToSource(shown).row());
    });
    connect(m_states, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { choose(m_states->sourceRow(index)); });
    connect(m_plot, &SeriesPlot::stateChosen, this, &SeriesView::choose);
    reload();
}

QWidget* SeriesView::makeHead()
{
    auto* const head = new QWidget;
    auto* const line = new QHBoxLayout(head);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(12);
    QLabel* const title = make_label(tr("Series"));
    title->setFont(title_font(font()));
    line->addWidget(title);
    m_facts->setObjectName(QStringLiteral("seriesFacts"));
    line->addWidget(m_facts, 1);
    m_filter->setObjectName(QStringLiteral("seriesFilter"));
    m_filter->setPlaceholderText(tr("Filter layers"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAcceptDrops(false);
    add_leading_icon(*m_filter, QStringLiteral("filter"), tr("Filter"));
    m_filter->setMaximumWidth(280);
    line->addWidget(m_filter, 1);
    return head;
}

QWidget* SeriesView::makeDetail()
{
    auto* const sides = new QSplitter(Qt::Horizontal);
    sides->setChildrenCollapsible(false);
    sides->setHandleWidth(side_gap);
    m_box->setObjectName(QStringLiteral("seriesLayer"));
    m_box->body()->addWidget(m_plot);
    sides->addWidget(m_box);
    m_states->setObjectName(QStringLiteral("seriesStates"));
    m_states->setAccessibleName(tr("States"));
    m_states->setAccessibleDescription(tr("Enter compares a state with the one before it."));
    m_states->setSource(m_states_model);
    m_states->sortByColumn(SeriesStatesModel::File, Qt::AscendingOrder);
    sides->addWidget(m_states);
    sides->setStretchFactor(0, 1);
    sides->setStretchFactor(1, 1);
    sides->setSizes({plot_width, states_width});
    return sides;
}

void SeriesView::reload()
{
    std::vector<std::string> paths;
    for (const QString& path : m_paths)
        paths.push_back(path.toStdString());
    m_facts->setText(words::plural(paths.size(), tr("1 file"), tr("%1 files")));
    using Made = Result<std::shared_ptr<const Series>>;
    m_runner.run(
        m_slot, tr("Reading %1 files").arg(paths.size()), WorkUnit::Files,
        [paths, opener = m_opener](const JobContext& job) -> Made {
            STRATA_ASSIGN(Series series, compute_series(paths, opener, job));
            return std::make_shared<const Series>(std::move(series));
        },
        [this](const Made& made) { finish(made); });
}

void SeriesView::finish(const Result<std::shared_ptr<const Series>>& made)
{
    m_band->hide();
    if (!made) {
        m_series.reset();
        const bool stopped = made.error().code == ErrorCode::Cancelled;
        const auto words = words::describe(made.error(), {});
        m_nothing->setMessage(stopped ? tr("The files were not read to the end")
                                      : tr("This is no series"),
                              stopped ? tr("Reload reads them again.") : words.text());
        m_stack->setCurrentWidget(m_nothing);
        m_layers_model->setSeries(nullptr);
        showRow(-1);
        return;
    }
    m_series = *made;
    m_stack->setCurrentWidget(m_splitter);
    m_facts->setText(series_line(*m_series));
    m_layers_model->setSeries(m_series);
    m_layers->fitColumns(SeriesLayersModel::Name,
                         {SeriesLayersModel::ChangePlot, SeriesLayersModel::NormPlot});
    if (!m_series->failures.empty()) {
        const SeriesFailure& failure = m_series->failures.front();
        m_band->setMessage(Band::Kind::Warning,
                           words::plural(m_series->failures.size(), tr("1 file could not be read"),
                                         tr("%1 files could not be read")),
                           words::text_of(failure.path) + QStringLiteral(": ") +
                               words::describe(failure.error, failure.path).message());
        m_band->show();
    }
    const QModelIndex first = m_layers->model()->index(0, 0);
    m_layers->setCurrentIndex(first);
    const QModelIndex shown = m_filtered->index(m_layers->sourceRow(first), 0);
    showRow(shown.isValid() ? m_filtered->mapToSource(shown).row() : -1);
    const int rows = m_layers->heightOfRows(most_rows);
    if (m_splitter->height() > 2 * rows)
        m_splitter->setSizes({rows, m_splitter->height() - rows});
    if (isVisible() && !isAncestorOf(QApplication::focusWidget()))
        m_layers->setFocus(Qt::OtherFocusReason);
}

void SeriesView::showRow(int row)
{
    m_row = row;
    const SeriesRow* const shown = m_layers_model->row(row);
    m_box->setTitle(shown != nullptr ? presence_words(*shown, *m_series) : QString());
    m_plot->showRow(m_series, shown);
    m_states_model->setRow(m_series, shown);
    m_states->fitColumns(SeriesStatesModel::File,
                         {SeriesStatesModel::Zeros, SeriesStatesModel::Rate, SeriesStatesModel::Nan,
                          SeriesStatesModel::Norm});
    Q_EMIT selectionChanged();
}

void SeriesView::choose(int state)
{
    if (m_series == nullptr || state < 1 || state >= static_cast<int>(m_series->states.size()))
        return;
    const auto at = static_cast<std::size_t>(state);
    Q_EMIT compareWanted(words::text_of(m_series->states[at - 1].path),
                         words::text_of(m_series->states[at].path));
}

bool SeriesView::choosePath(const QString& path)
{
    for (int row = 0; row < m_layers_model->rowCount(); ++row) {
        if (words::text_of(m_layers_model->row(row)->path) != path)
            continue;
        const QModelIndex shown = m_filtered->mapFromSource(m_layers_model->index(row, 0));
        m_layers->selectSourceRow(shown.row());
        showRow(row);
        return true;
    }
    return false;
}

QString SeriesView::title() const
{
    const QString first = QFileInfo(m_paths.value(0)).fileName();
    return m_paths.size() < 2 ? first : tr("%1 and %2 more").arg(first).arg(m_paths.size() - 1);
}

QString SeriesView::selectedPath() const
{
    const SeriesRow* const row = m_layers_model->row(m_row);
    return row != nullptr ? words::text_of(row->path) : QString();
}

QString SeriesView::restingText() const
{
    return m_series == nullptr
               ? QString()
               : words::plural(m_series->layers.size(), tr("1 layer"), tr("%1 layers"));
}

QList<QWidget*> SeriesView::panes()
{
    return {m_layers, m_plot, m_states, m_filter};
}

void SeriesView::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

bool SeriesView::hasFilter() const
{
    return !m_filter->text().isEmpty();
}

void SeriesView::clearFilter()
{
    m_filter->clear();
}

} // namespace strata
