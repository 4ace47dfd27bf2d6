// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/folder_view.h"

#include "widgets/parts/band.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/line_edit_icons.h"
#include "widgets/parts/text.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"
#include "widgets/words/error_words.h"
#include "widgets/words/number_words.h"

#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace strata {

FolderView::FolderView(JobRunner& runner, Session::Opener opener, const QString& path,
                       QWidget* parent)
    : TabView(parent),
      m_runner(runner),
      m_opener(std::move(opener)),
      m_path(path),
      m_model(new FolderModel(this)),
      m_filtered(new QSortFilterProxyModel(this)),
      m_facts(make_secondary_label({})),
      m_filter(new QLineEdit),
      m_series(new QPushButton(tr("Show as a series"))),
      m_open(new QPushButton(tr("Open"))),
      m_band(new Band),
      m_table(new TableView),
      m_nothing(new EmptyState),
      m_stack(new QStackedWidget)
{
    setObjectName(QStringLiteral("folderView"));
    auto* const lines = new QVBoxLayout(this);
    lines->setContentsMargins(12, 10, 12, 12);
    lines->setSpacing(8);
    makeHead(*lines);
    lines->addWidget(m_band);
    m_band->setObjectName(QStringLiteral("folderBand"));
    m_band->hide();
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterKeyColumn(-1);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setObjectName(QStringLiteral("folderModels"));
    m_table->setAccessibleName(tr("Models in the folder"));
    m_table->setSource(m_filtered);
    m_table->sortByColumn(FolderModel::NameColumn, Qt::AscendingOrder);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_nothing);
    lines->addWidget(m_stack, 1);
    connect(m_filter, &QLineEdit::textChanged, m_filtered,
            &QSortFilterProxyModel::setFilterFixedString);
    connect(m_open, &QPushButton::clicked, this, &FolderView::openSelected);
    connect(m_series, &QPushButton::clicked, this, &FolderView::showSeries);
    connect(m_table, &QAbstractItemView::activated, this, &FolderView::openSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_open->setEnabled(m_table->selectionModel()->hasSelection());
        Q_EMIT selectionChanged();
    });
    connect(&m_runner, &JobRunner::changed, this, &FolderView::takeFound);
    look();
}

void FolderView::makeHead(QVBoxLayout& lines)
{
    auto* const head = new QHBoxLayout;
    head->setSpacing(12);
    QLabel* const title = make_label(one_line(QFileInfo(m_path).fileName(), 120));
    title->setFont(title_font(font()));
    head->addWidget(title);
    m_facts->setObjectName(QStringLiteral("folderFacts"));
    head->addWidget(m_facts, 1);
    m_filter->setObjectName(QStringLiteral("folderFilter"));
    m_filter->setPlaceholderText(tr("Filter names, frameworks"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAcceptDrops(false);
    add_leading_icon(*m_filter, QStringLiteral("filter"), tr("Filter"));
    m_filter->setMaximumWidth(280);
    head->addWidget(m_filter, 1);
    m_series->setObjectName(QStringLiteral("folderSeries"));
    m_series->setIcon(icon(QStringLiteral("series")));
    m_series->setAccessibleDescription(
        tr("Shows the selected models, or all, as states of one model"));
    m_series->setToolTip(tr("The selected models, or all, as states of one model"));
    m_series->setEnabled(false);
    head->addWidget(m_series);
    m_open->setObjectName(QStringLiteral("folderOpen"));
    m_open->setIcon(icon(QStringLiteral("open")));
    m_open->setAccessibleDescription(tr("Opens the selected models, each in a tab"));
    m_open->setEnabled(false);
    head->addWidget(m_open);
    lines.addLayout(head);
}

void FolderView::look()
{
    m_model->clear();
    m_totals = {};
    m_looking = true;
    m_found = std::make_shared<FoundModels>();
    m_band->hide();
    m_stack->setCurrentWidget(m_table);
    m_runner.run(
        m_slot, tr("Looking through %1").arg(QFileInfo(m_path).fileName()), WorkUnit::Files,
        [folder = m_path.toStdString(), opener = m_opener, found = m_found](const JobContext& job) {
            return look_through_folder(folder, opener, *found, job);
        },
        [this](const FolderTotals& totals) { finish(totals); });
    updateFacts();
}

void FolderView::takeFound()
{
    const std::vector<FolderRow> rows = m_found->take();
    if (rows.empty())
        return;
    m_model->append(rows);
    if (!m_fitted) {
        m_fitted = true;
        m_table->fitColumns(FolderModel::NameColumn);
        m_table->setCurrentIndex(m_table->model()->index(0, 0));
    }
    updateFacts();
}

void FolderView::finish(const FolderTotals& totals)
{
    m_looking = false;
    m_totals = totals;
    takeFound();
    m_table->fitColumns(FolderModel::NameColumn);
    if (totals.stopped)
        m_band->setMessage(Band::Kind::Note, tr("The folder was not looked through to its end"),
                           tr("Reload looks through it again."));
    else if (!totals.errors.empty())
        m_band->setMessage(Band::Kind::Warning,
                           words::plural(totals.errors.size(), tr("1 folder could not be listed"),
                                         tr("%1 folders could not be listed")),
                           words::describe(totals.errors.front(), m_path.toStdString()).message());
    m_band->setVisible(totals.stopped || !totals.errors.empty());
    if (m_model->rowCount() == 0) {
        m_nothing->setMessage(
            tr("No model in this folder"),
            words::plural(totals.files, tr("1 file was looked at; it is of no kind that is known"),
                          tr("%1 files were looked at; none is of a kind that is known")));
        m_stack->setCurrentWidget(m_nothing);
    }
    updateFacts();
    Q_EMIT selectionChanged();
}

void FolderView::updateFacts()
{
    const auto models = static_cast<std::uint64_t>(m_model->rowCount());
    QString text = words::plural(models, tr("1 model"), tr("%1 models"));
    if (!m_looking && m_totals.files > models)
        text += tr(", %1 other files").arg(words::count(m_totals.files - models));
    m_facts->setText(text);
    m_series->setEnabled(models > 1);
}

QStringList FolderView::selectedPaths() const
{
    QStringList paths;
    for (const int row : m_table->selectedSourceRows())
        paths.append(m_model->row(m_filtered->mapToSource(m_filtered->index(row, 0)).row()).path);
    return paths;
}

void FolderView::openSelected()
{
    const QStringList paths = selectedPaths();
    if (!paths.isEmpty())
        Q_EMIT openWanted(paths);
}

/// One row is always current: with no more than that all that are shown are meant.
void FolderView::showSeries()
{
    QStringList paths = selectedPaths();
    if (paths.size() < 2) {
        paths.clear();
        for (int row = 0; row < m_filtered->rowCount(); ++row)
            paths.append(
                m_model->row(m_filtered->mapToSource(m_filtered->index(row, 0)).row()).path);
    }
    Q_EMIT seriesWanted(paths);
}

QString FolderView::selectedPath() const
{
    const int row = m_table->currentSourceRow();
    return row < 0 ? m_path
                   : m_model->row(m_filtered->mapToSource(m_filtered->index(row, 0)).row()).path;
}

QString FolderView::restingText() const
{
    return m_looking ? QString() : tr("Read without running anything");
}

QList<QWidget*> FolderView::panes()
{
    return {m_filter, m_table};
}

void FolderView::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

bool FolderView::hasFilter() const
{
    return !m_filter->text().isEmpty();
}

void FolderView::clearFilter()
{
    m_filter->clear();
}

} // namespace strata
