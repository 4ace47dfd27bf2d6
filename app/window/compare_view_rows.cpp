// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a CompareView: which there are, what is known of them, and how a person changes that.
#include "app/window/compare_report.h"
#include "app/window/compare_rows.h"
#include "app/window/compare_view.h"
#include "widgets/compare/compare_head.h"
#include "widgets/compare/pair_detail.h"
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
        if (!showsModels()) // their ordering was stopped
            return askForRows();
        m_only_differences->setChecked(false);
        m_filter->clear();
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
    connect(m_jobs.get(), &CompareJobs::arranged, this, &CompareView::showRows);
    connect(m_jobs.get(), &CompareJobs::arrangeFailed, this, &CompareView::showUnarranged);
    connect(m_jobs.get(), &CompareJobs::figuresChanged, this, &CompareView::showFigures);
    connect(m_jobs.get(), &CompareJobs::finished, this, &CompareView::showFinished);
    connect(m_jobs.get(), &CompareJobs::summarized, this, &CompareView::showSummary);
    connect(m_jobs.get(), &CompareJobs::pairMeasured, m_detail, &PairDetail::setFigures);
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
    return m_jobs && !m_jobs->isWorking() && loading(Side::Left).file && loading(Side::Right).file;
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
    if (m_jobs && m_jobs->models().shared)
        m_jobs->arrange(order());
    Q_EMIT selectionChanged(); // there may be a filter to clear
}

void CompareView::showAligned()
{
    m_fresh = true;
    m_jobs->summarizeAll();
    m_jobs->arrange(order());
}

void CompareView::keepPlace()
{
    if (!m_model->rows() || !m_jobs)
        return;
    const std::size_t current = m_pairs->currentPair();
    m_place.left = m_jobs->left().document;
    m_place.right = m_jobs->right().document;
    if (current != 0) {
        m_place.path = m_model->path(current);
        m_place.current = {m_model->node(current, Side::Left), m_model->node(current, Side::Right)};
    }
    if (!m_shown_order.filter.empty())
        return; // what a filter opens is not what the person did
    m_place.open.clear();
    for (const std::size_t pair : m_pairs->openPairs())
        m_place.open.emplace(m_model->node(pair, Side::Left), m_model->node(pair, Side::Right));
}

void CompareView::Place::swap()
{
    std::swap(left, right);
    std::swap(current.first, current.second);
    std::set<Nodes> swapped;
    for (const auto& [one, other] : open)
        swapped.emplace(other, one);
    open = std::move(swapped);
}

/// The row that was current, wherever it is now.
bool CompareView::chooseAgain()
{
    if (m_place.left != m_jobs->left().document || m_place.right != m_jobs->right().document)
        return choosePath(m_place.path);
    const ModelPairs& pairs = m_model->comparison()->pairs;
    const auto choose = [this](const std::vector<PairId>& rows, NodeId node) {
        return node != NodeId::none && rows[index(node)] != PairId::none &&
               m_pairs->choosePair(index(rows[index(node)]));
    };
    return choose(pairs.row_of_left, m_place.current.first) ||
           choose(pairs.row_of_right, m_place.current.second);
}

void CompareView::restorePlace()
{
    const ModelPairs& pairs = m_model->comparison()->pairs;
    if (!m_shown_order.filter.empty()) {
        m_pairs->expandToMatches();
    } else if (!m_place.seen) {
        m_pairs->expandFirstRows();
    } else {
        std::set<std::size_t> open;
        const auto add = [&open](const std::vector<PairId>& rows, NodeId node) {
            if (node != NodeId::none && index(node) < rows.size() &&
                rows[index(node)] != PairId::none)
                open.insert(index(rows[index(node)]));
        };
        for (const auto& [left, right] : m_place.open) {
            add(pairs.row_of_left, left);
            add(pairs.row_of_right, right);
        }
        m_pairs->openAgain(open);
    }
    if (chooseAgain())
        return;
    if (const QModelIndex first = m_model->index(0, 0); first.isValid())
        m_pairs->setCurrentIndex(first);
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
        m_pairs->fitColumns();
        restorePlace();
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

void CompareView::showUnarranged(const Error& error)
{
    m_notice = error.code == ErrorCode::Cancelled ? tr("Ordering the rows was stopped")
                                                  : words::describe(error).message();
    if (!showsModels()) {
        m_nothing->setMessage(m_notice, QString(), tr("Order the rows"));
        m_rows_stack->setCurrentIndex(1);
    }
    m_save->setEnabled(canSaveReport());
    Q_EMIT selectionChanged();
}

void CompareView::showFigures()
{
    // Not by dataChanged(): a view looks for each of a million rows from its start.
    m_pairs->viewport()->update();
    Q_EMIT selectionChanged();
}

void CompareView::showFinished()
{
    m_jobs->summarizeAll();
    m_save->setEnabled(canSaveReport());
    if (m_shown_order.only_differences || m_shown_order.by_change)
        m_jobs->arrange(order());
    // The sign of what is chosen may be known now.
    if (!m_detail->subject().tensors && m_pairs->currentPair() != 0)
        showPair(m_pairs->currentPair());
    showFigures();
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
    m_notice.clear();
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

bool CompareView::choosePath(const QString& path)
{
    if (path.isEmpty() || !m_model->rows())
        return false;
    const ModelPairs& pairs = m_model->comparison()->pairs;
    for (const Side side : {Side::Left, Side::Right}) {
        const auto node = m_model->document(side)->main_tree().find(path.toStdString());
        if (!node || *node == Tree::root)
            continue;
        const auto& rows = side == Side::Left ? pairs.row_of_left : pairs.row_of_right;
        const PairId row = rows[index(*node)];
        if (row != PairId::none && m_pairs->choosePair(index(row)))
            return true;
    }
    return false;
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
