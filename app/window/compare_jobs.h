// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/estimator_differences.h"
#include "app/window/job_runner.h"
#include "app/window/session.h"

#include "io/compare/summary.h"
#include "widgets/compare/pair_pictures.h"
#include "widgets/compare/pair_values.h"

#include <array>
#include <map>
#include <mutex>

namespace strata {

/// Where a job leaves the differences that it has found, to be fetched while it goes on.
class FoundDifferences {
public:
    struct Found {
        std::size_t pair = 0; ///< in ModelPairs::tensors
        PairOutcome outcome;
    };
    void add(std::size_t pair, const PairOutcome& outcome);
    /// All that there is by now, the oldest first.
    [[nodiscard]] std::vector<Found> takeAll();

private:
    std::mutex m_mutex;
    std::vector<Found> m_found;
};

/// Two models aligned, and what beside tensors differs.
struct AlignedModels {
    std::shared_ptr<SharedComparison> shared;
    std::shared_ptr<const SettingsComparison> settings;
    std::shared_ptr<const EstimatorDifferences> estimators; ///< null until they are compared
};

/// The work behind one comparison: aligning the models, by their indexes first and by the content of
/// what is in doubt then; the differences of all pairs, those on screen first; which rows are
/// listed; what is looked at closely. Differences that were found stay when rows are paired anew.
class CompareJobs : public QObject {
    Q_OBJECT

public:
    CompareJobs(JobRunner& runner, std::shared_ptr<const OpenedFile> left,
                std::shared_ptr<const OpenedFile> right, QObject* parent = nullptr);

    /// Aligns the models; whatever else ran for the rows before is dropped.
    void align(std::vector<MatchOverride> overrides);
    /// Compares the values of all pairs that are not compared yet, `first` before the others.
    void compareValues(const std::vector<std::size_t>& first);
    void arrange(const PairOrder& order);
    void summarizeAll();
    /// Of files that hold estimators, once values are compared.
    void compareEstimators();
    void writeReport(const QString& path);
    void measurePair(std::size_t row, const TensorPair& tensors, bool numbers);
    /// Histograms over the ranges that `figures` tell.
    void countRange(std::size_t row, const TensorPair& tensors, HistogramOf of,
                    const TensorDifference& figures);
    void readPlanes(std::size_t row, const TensorPair& tensors, const PictureRequest& request);
    void readPage(Side side, TensorId tensor, const GridSlice& slice, const GridPage& page,
                  const std::vector<SliceAxis>& axes);

    [[nodiscard]] const AlignedModels& models() const { return m_models; }
    /// What was paired by hand as align() was told, or, once that was stopped, before.
    [[nodiscard]] const std::vector<MatchOverride>& overrides() const { return m_overrides; }
    [[nodiscard]] const OpenDocument& left() const { return m_left->open; }
    [[nodiscard]] const OpenDocument& right() const { return m_right->open; }
    [[nodiscard]] std::shared_ptr<const OpenedFile> sharedLeft() const { return m_left; }
    [[nodiscard]] std::shared_ptr<const OpenedFile> sharedRight() const { return m_right; }
    /// Values are being compared, or rows aligned anew by what they hold.
    [[nodiscard]] bool isWorking() const { return m_working; }
    [[nodiscard]] bool wasStopped() const { return m_stopped; }

Q_SIGNALS:
    /// models() are others than before.
    void aligned();
    /// The rows stay as they were, or there are none yet; Cancelled where the person stopped it.
    void alignFailed(const strata::Error& error);
    /// Figures of models() have changed.
    void figuresChanged();
    /// All that can be compared is, or the person stopped it.
    void finished();
    void arranged(const std::shared_ptr<const strata::PairRows>& rows);
    /// The rows stay as they were, or there are none yet.
    void arrangeFailed(const strata::Error& error);
    void reportWritten(const QString& path, const strata::Result<void>& result);
    void summarized(const strata::ComparisonSummary& summary);
    /// models() tells of them now.
    void estimatorsCompared();
    void pairMeasured(std::size_t row, const strata::Result<strata::PairFigures>& figures);
    void rangeCounted(std::size_t row, strata::HistogramOf of,
                      const strata::Result<strata::PairHistograms>& histograms);
    void planesRead(std::size_t row, const strata::Result<strata::PairPlanes>& planes);
    void pageRead(strata::Side side, strata::TensorId tensor, const strata::GridSlice& slice,
                  const strata::GridPage& page, const strata::Result<strata::PresentItems>& items);
    void listRead(strata::Side side, strata::TensorId tensor,
                  const strata::Result<strata::SharedValues>& values);

private:
    void hashContents();
    void alignAgain(ContentHashes hashes);
    void takeModels(AlignedModels models);
    void noticeStop();
    void failAlign(const Error& error);
    /// Lays what was found over the rows; false while others read them or there is more to come.
    bool takeFound();
    void finishWhenTaken(std::uint64_t run, bool stopped);
    /// What was found belongs to other rows, or to none that are still wanted.
    void dropFound();
    struct PageWish {
        Side side;
        TensorId tensor;
        GridSlice slice;
        GridPage page;
        std::vector<SliceAxis> axes;
    };
    void readNextPage();
    void readList(Side side, TensorId tensor);
    [[nodiscard]] const std::shared_ptr<const OpenedFile>& file(Side side) const
    {
        return side == Side::Left ? m_left : m_right;
    }

    JobRunner& m_runner;
    std::shared_ptr<const OpenedFile> m_left;
    std::shared_ptr<const OpenedFile> m_right;
    std::vector<MatchOverride> m_overrides;
    std::vector<MatchOverride> m_aligned_overrides; ///< those that models() were aligned by
    ContentHashes m_hashes;
    bool m_hashed = false;
    AlignedModels m_models;
    std::shared_ptr<FoundDifferences> m_found;
    std::vector<FoundDifferences::Found> m_taken; ///< of m_found, and
    std::size_t m_laid = 0;                       ///< so many of them lie over the rows
    std::uint64_t m_run = 0;                      ///< counts what m_working stands for
    std::vector<std::size_t> m_first;
    bool m_working = false;
    bool m_comparing = false; ///< the rows of models() were handed on to compareValues()
    bool m_stopped = false;
    bool m_aligning_again = false; ///< by what the tensors hold; models() are there
    QList<PageWish> m_pages;       ///< the newest first
    bool m_page_running = false;
    JobSlot m_align_slot;
    JobSlot m_hash_slot;
    JobSlot m_values_slot;
    JobSlot m_arrange_slot;
    JobSlot m_summary_slot;
    JobSlot m_estimators_slot;
    JobSlot m_pair_slot;
    std::array<JobSlot, 2> m_range_slots; ///< by HistogramOf
    JobSlot m_planes_slot;
    JobSlot m_page_slot;
    JobSlot m_report_slot;
};

} // namespace strata
