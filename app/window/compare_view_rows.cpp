// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a CompareView: which there are, what is known of them, and how a person changes that.
#include "app/window/compare_report.h"
#include "app/window/compare_rows.h"
#include "app/window/compare_view.h"
#include "widgets/compare/compare_head.h"
#include "widgets/compare/pair_detail.h"
#include "widgets/compare/pair_distribution.h"
#include "widgets/compare/pair_view.h"
#include "widgets/parts/elided_label.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/text.h"
#include "widgets/words/comparison_words.h"
#include "widgets/words/error_words.h"
#include "widgets/words/number_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QStackedWidget>

#include <algorithm>

namespace strata {

void CompareView::connectPairs()
{
    m_pairs->setPairModel(m_model);
    connect(m_pairs, &PairView::pairChosen, this, &CompareView::showPair);
    connect(m_pairs, &PairView::showWanted, this, [this](std::size_t pair, Side side) {
        Q_EMIT showWanted(sidePath(side), m_model->path(pair, side));
    });
    connect(m_pairs, &PairView::partWanted, this, &CompareView::partPair);
    connect(m_pairs, &PairView::joinWanted, this, &CompareView::joinPair);
    connect(m_pairs, &PairView::matchWanted, this, [this] { setOverrides({}); });
    connect(m_nothing, &EmptyState::actionRequested, this, [this] {
        if (m_jobs && !m_jobs->models().shared) // their aligning was stopped
            return m_jobs->align(m_overrides);
        if (!showsModels()) // or their ordering
            return askForRows();
        m_only_differences->setChecked(false);
        m_filter->clear();
    });
    connect(m_detail, &PairDetail::pairWanted, this, [this](std::size_t pair) {
        if (m_pairs->choosePair(pair))
            m_pairs->setFocus(Qt::OtherFocusReason);
    });
    connectDetail();
}

/// What is looked at closely is read when the lower part asks for it.
void CompareView::connectDetail()
{
    const auto pair = [this]() -> const std::optional<TensorPair>& {
        return m_detail->subject().tensors;
    };
    connect(m_detail, &PairDetail::figuresWanted, this, [this, pair](std::size_t row) {
        if (m_jobs && pair())
            m_jobs->measurePair(row, *pair(), m_detail->subject().hasHistograms());
    });
    connect(m_detail->distribution(), &PairDistribution::rangeWanted, this,
            [this, pair](std::size_t row, HistogramOf of, const TensorDifference& figures) {
                if (m_jobs && pair())
                    m_jobs->countRange(row, *pair(), of, figures);
            });
    connect(m_detail->pictures(), &PairPictures::planesWanted, this,
            [this, pair](std::size_t row, const PictureRequest& request) {
                if (m_jobs && pair())
                    m_jobs->readPlanes(row, *pair(), request);
            });
    connect(m_detail->values(), &PairValues::pageWanted, this,
            [this](Side side, TensorId tensor, const GridSlice& slice, const GridPage& page,
                   const std::vector<SliceAxis>& axes) {
                if (m_jobs)
                    m_jobs->readPage(side, tensor, slice, page, axes);
            });
}

void CompareView::takeJobs(std::unique_ptr<CompareJobs> jobs)
{
    m_jobs = std::move(jobs);
    const File left = m_jobs->sharedLeft();
    const File right = m_jobs->sharedRight();
    const auto side = [](const OpenedFile& file) {
        const Document& document = *file.open.document;
        const auto reading = static_cast<std::size_t>(first_reading(document));
        return CompareSide{file.open.document, file.indexes[reading]};
    };
    m_model->setSides(side(*left), side(*right));
    carryOverrides();
    connect(m_jobs.get(), &CompareJobs::aligned, this, &CompareView::showAligned);
    connect(m_jobs.get(), &CompareJobs::alignFailed, this, &CompareView::showUnaligned);
    connect(m_jobs.get(), &CompareJobs::arranged, this, &CompareView::showRows);
    connect(m_jobs.get(), &CompareJobs::arrangeFailed, this, &CompareView::showUnarranged);
    connect(m_jobs.get(), &CompareJobs::figuresChanged, this, &CompareView::showFigures);
    connect(m_jobs.get(), &CompareJobs::finished, this, &CompareView::showFinished);
    connect(m_jobs.get(), &CompareJobs::estimatorsCompared, this, &CompareView::showMore);
    connect(m_jobs.get(), &CompareJobs::summarized, this, &CompareView::showSummary);
    connect(m_jobs.get(), &CompareJobs::pairMeasured, m_detail, &PairDetail::setFigures);
    connect(m_jobs.get(), &CompareJobs::rangeCounted, m_detail->distribution(),
            &PairDistribution::setRange);
    connect(m_jobs.get(), &CompareJobs::planesRead, m_detail->pictures(), &PairPictures::setPlanes);
    connect(m_jobs.get(), &CompareJobs::pageRead, m_detail->values(), &PairValues::setPage);
    connect(m_jobs.get(), &CompareJobs::listRead, m_detail->values(), &PairValues::setList);
    connect(m_jobs.get(), &CompareJobs::reportWritten, this, &CompareView::showReport);
    m_jobs->align(m_overrides);
    Q_EMIT selectionChanged();
}

bool CompareView::showsModels() const
{
    return m_jobs && m_jobs->models().shared &&
           m_model->comparison() == &m_jobs->models().shared->comparison;
}

bool CompareView::canSaveReport() const
{
    return m_jobs && m_jobs->models().shared && !m_jobs->isWorking() && loading(Side::Left).file &&
           loading(Side::Right).file;
}

void CompareView::saveReport()
{
    if (!canSaveReport())
        return;
    // While the dialog is open files may be read again, or fail to be.
    const QPointer<CompareView> self(this);
    const QString path = ask_for_report(this, title());
    if (!self || path.isEmpty())
        return;
    if (canSaveReport())
        return m_jobs->writeReport(path);
    m_notice = tr("The report was not saved: the files are no longer compared");
    Q_EMIT selectionChanged();
}

void CompareView::showReport(const QString& path, const Result<void>& result)
{
    m_notice = result ? tr("The report was saved as %1").arg(one_line(path, 300))
                      : tr("The report was not saved: %1")
                            .arg(words::describe(result.error(), path.toStdString()).text());
    Q_EMIT selectionChanged();
}

PairOrder CompareView::order() const
{
    return {m_only_differences->isChecked(), m_order->currentIndex() == 1,
            m_filter->text().trimmed().toStdString()};
}

void CompareView::askForRows()
{
    m_notice.clear();
    if (m_jobs && m_jobs->models().shared)
        m_jobs->arrange(order());
    Q_EMIT selectionChanged(); // there may be a filter to clear
}

void CompareView::showAligned()
{
    m_fresh = true;
    m_notice.clear();
    m_jobs->summarizeAll();
    m_jobs->arrange(order());
}

void CompareView::showRows(const std::shared_ptr<const PairRows>& rows)
{
    const bool first = !m_place.seen;
    keepPlace();
    m_shown_order = order();
    m_model->setRows(m_jobs->models().shared, rows);
    const bool nothing = rows->list.rows.size() <= 1;
    if (nothing)
        m_nothing->setMessage(
            m_jobs->models().shared->comparison.pairs.rows.size() <= 1
                ? tr("Neither file holds anything")
            : m_shown_order.filter.empty()
                ? (m_jobs->isWorking() ? tr("No difference so far") : tr("Nothing differs"))
                : tr("No row matches %1").arg(one_line(m_filter->text(), 60)),
            words::plural(rows->hidden, tr("1 row is hidden"), tr("%1 rows are hidden")),
            rows->hidden != 0 ? tr("Show all rows") : QString());
    m_rows_stack->setCurrentIndex(nothing ? 1 : 0);
    if (!nothing) {
        restorePlace();
        m_pairs->fitColumns();
        fitSplitter();
        m_place.seen = true;
    } else {
        m_detail->setSubject({});
    }
    // The keyboard is in the rows at once.
    if (first && isVisible() && !m_filter->hasFocus())
        m_pairs->setFocus(Qt::OtherFocusReason);
    if (std::exchange(m_fresh, false))
        m_jobs->compareValues(m_pairs->visibleTensors());
    m_save->setEnabled(canSaveReport());
    Q_EMIT selectionChanged();
}

void CompareView::showUnaligned(const Error& error)
{
    m_overrides = m_jobs->overrides();
    m_pairs->setMatchedByHand(!m_overrides.empty());
    m_notice = error.code == ErrorCode::Cancelled
                   ? tr("Aligning the rows was stopped")
                   : tr("The rows were not aligned: %1").arg(words::describe(error).message());
    if (!showsModels()) {
        m_nothing->setMessage(m_notice, QString(), tr("Align the rows"));
        m_rows_stack->setCurrentIndex(1);
    }
    m_save->setEnabled(canSaveReport());
    Q_EMIT selectionChanged();
}

void CompareView::showUnarranged(const Error& error)
{
    m_notice = error.code == ErrorCode::Cancelled
                   ? tr("Ordering the rows was stopped")
                   : tr("The rows were not ordered: %1").arg(words::describe(error).message());
    if (!showsModels()) {
        m_nothing->setMessage(m_notice, QString(), tr("Order the rows"));
        m_rows_stack->setCurrentIndex(1);
    }
    m_save->setEnabled(canSaveReport());
    Q_EMIT selectionChanged();
}

void CompareView::showFigures()
{
    chooseFirstChange();
    // Not by dataChanged(): a view looks for each of a million rows from its start.
    m_pairs->viewport()->update();
    Q_EMIT selectionChanged();
}

void CompareView::showFinished()
{
    m_jobs->summarizeAll();
    if (!m_jobs->wasStopped())
        m_jobs->compareEstimators();
    m_save->setEnabled(canSaveReport());
    if (m_shown_order.only_differences || m_shown_order.by_change)
        m_jobs->arrange(order());
    showFigures();
    showMore();
}

/// Of a row without tensors its sign may be known now, and what differs in it and below it.
void CompareView::showMore()
{
    const QScopedValueRollback stays(m_choosing, true);
    if (!m_detail->subject().tensors && m_pairs->currentPair() != 0)
        showPair(m_pairs->currentPair());
}

void CompareView::showSummary(const ComparisonSummary& summary)
{
    m_summary->setText(words::comparison_line(summary));
}

QString CompareView::summary() const
{
    return m_summary->text();
}

void CompareView::showPair(std::size_t pair)
{
    if (!m_choosing) { // the person looks at something
        m_seeking.reset();
        m_notice.clear();
    }
    if (showsModels())
        m_detail->setSubject(subject_of_row(*m_jobs, pair));
    Q_EMIT selectionChanged();
}

void CompareView::stepToDifference(int by)
{
    if (!m_jobs || !m_model->rows())
        return;
    if (m_pairs->stepToDifference(by))
        return m_pairs->setFocus(Qt::OtherFocusReason);
    m_notice = by > 0 ? tr("There is no difference after this row")
                      : tr("There is no difference before this row");
    Q_EMIT selectionChanged();
}

QString CompareView::selectedPath() const
{
    const std::size_t pair = m_pairs->currentPair();
    return pair == 0 ? QString() : one_line(m_detail->subject().name, 400);
}

QString CompareView::restingText() const
{
    if (!m_jobs || !m_jobs->models().shared)
        return {};
    const QString text = compared_text(m_jobs->models().shared->comparison);
    return m_jobs->wasStopped() && !text.isEmpty() ? tr("%1, stopped").arg(text) : text;
}

QList<QWidget*> CompareView::panes()
{
    return {m_pairs, m_detail, m_filter, m_head};
}

int CompareView::headHeight() const
{
    return m_head->height();
}

void CompareView::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

bool CompareView::hasFilter() const
{
    return !m_filter->text().isEmpty();
}

void CompareView::clearFilter()
{
    m_filter->clear();
}

void CompareView::expandAll()
{
    m_pairs->expandBounded();
}

void CompareView::collapseAll()
{
    m_pairs->collapseAll();
}

} // namespace strata
