// SPDX-License-Identifier: GPL-3.0-or-later
// What a comparison reads of a pair that is looked at closely.
#include "app/window/compare_jobs.h"
#include "app/window/compare_planes.h"
#include "app/window/compare_report.h"

#include "io/source/listed_values.h"

namespace strata {

namespace {

/// What waits longer has scrolled away.
constexpr qsizetype most_waiting = 8;
constexpr std::size_t pair_bins = 64;

} // namespace

void CompareJobs::measurePair(std::size_t row, const TensorPair& tensors, bool numbers)
{
    m_runner.run(
        m_pair_slot, tr("Comparing the pair"), WorkUnit::None,
        [left = m_left, right = m_right, tensors,
         numbers](const JobContext& job) -> Result<PairFigures> {
            CompareRequest request;
            request.all_figures = true;
            PairFigures figures;
            STRATA_ASSIGN(figures.difference,
                          compare_tensors(left->open, right->open, tensors, request, job));
            if (numbers) {
                Result<PairHistograms> histograms = compare_histograms(
                    left->open, right->open, tensors, figures.difference, pair_bins, job);
                if (histograms)
                    figures.histograms = *std::move(histograms);
                else
                    figures.no_histograms = histograms.error();
            }
            return figures;
        },
        [this, row](const Result<PairFigures>& figures) { Q_EMIT pairMeasured(row, figures); });
}

void CompareJobs::countRange(std::size_t row, const TensorPair& tensors, HistogramOf of,
                             const TensorDifference& figures)
{
    m_runner.run(
        m_range_slots[static_cast<std::size_t>(of)], tr("Counting the range"), WorkUnit::None,
        [left = m_left, right = m_right, tensors, figures](const JobContext& job) {
            return compare_histograms(left->open, right->open, tensors, figures, pair_bins, job);
        },
        [this, row, of](const Result<PairHistograms>& histograms) {
            Q_EMIT rangeCounted(row, of, histograms);
        });
}

void CompareJobs::readPlanes(std::size_t row, const TensorPair& tensors,
                             const PictureRequest& request)
{
    m_runner.run(
        m_planes_slot, tr("Drawing the pair"), WorkUnit::None,
        [left = m_left, right = m_right, tensors, request](const JobContext& job) {
            return read_pair_planes(left->open, right->open, tensors, request, job);
        },
        [this, row](const Result<PairPlanes>& planes) { Q_EMIT planesRead(row, planes); });
}

void CompareJobs::writeReport(const QString& path)
{
    m_runner.run(
        m_report_slot, tr("Writing the report"), WorkUnit::None,
        [left = m_left, right = m_right, models = m_models,
         path = path.toStdString()](const JobContext& job) {
            return write_comparison(path, left->open, right->open, models, job);
        },
        [this, path](const Result<void>& result) { Q_EMIT reportWritten(path, result); });
}

void CompareJobs::readPage(Side side, TensorId tensor, const GridSlice& slice, const GridPage& page,
                           const std::vector<SliceAxis>& axes)
{
    m_pages.prepend({side, tensor, slice, page, axes});
    while (m_pages.size() > most_waiting) { // they are asked for again when they are painted
        const PageWish dropped = m_pages.takeLast();
        Q_EMIT pageRead(dropped.side, dropped.tensor, dropped.slice, dropped.page,
                        fail(ErrorCode::Cancelled));
    }
    if (!m_page_running)
        readNextPage();
}

void CompareJobs::readNextPage()
{
    m_page_running = !m_pages.isEmpty();
    if (!m_page_running)
        return;
    const PageWish wish = m_pages.takeFirst();
    const std::shared_ptr<const OpenedFile>& of = file(wish.side);
    if (std::holds_alternative<ListedStorage>(of->open.document->tensor(wish.tensor).storage))
        return readList(wish.side, wish.tensor);
    m_runner.run(
        m_page_slot, tr("Reading values"), WorkUnit::None,
        [file = of, wish](const JobContext& job) {
            return read_side_page(file->open, wish.tensor, wish.slice, wish.axes, job);
        },
        [this, wish](const Result<PresentItems>& items) {
            Q_EMIT pageRead(wish.side, wish.tensor, wish.slice, wish.page, items);
            readNextPage();
        });
}

void CompareJobs::readList(Side side, TensorId tensor)
{
    m_runner.run(
        m_page_slot, tr("Reading values"), WorkUnit::None,
        [file = file(side), tensor](const JobContext& job) {
            return listed_values(file->open.document->tensor(tensor), file->open.sources, job);
        },
        [this, side, tensor](const Result<SharedValues>& values) {
            Q_EMIT listRead(side, tensor, values);
            readNextPage();
        });
}

} // namespace strata
