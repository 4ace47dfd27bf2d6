// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/compare_jobs.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <shared_mutex>

namespace strata {

namespace {

/// What is found is laid over the rows in parts, for so long without a pause.
constexpr std::size_t taken_at_once = 256;
constexpr qint64 taking_ms = 20;
constexpr int taking_pause_ms = 5;

void carry_over(const SharedComparison& before, SharedComparison& shared)
{
    const std::shared_lock lock(before.mutex);
    const Comparison& old = before.comparison;
    std::map<std::pair<TensorId, TensorId>, std::size_t> known;
    for (std::size_t i = 0; i < old.pairs.tensors.size(); ++i) {
        if (old.differences[i])
            known.emplace(std::pair(old.pairs.tensors[i].left, old.pairs.tensors[i].right), i);
    }
    const std::vector<TensorPair>& pairs = shared.comparison.pairs.tensors;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const TensorPair& pair = pairs[i];
        const auto found = known.find({pair.left, pair.right});
        if (found != known.end() && old.pairs.tensors[found->second].right_axes == pair.right_axes)
            lay_difference(shared, i, *old.differences[found->second]);
    }
}

Result<AlignedModels> align_models(const OpenedFile& left, const OpenedFile& right,
                                   const MatchRequest& match, const SharedComparison* before,
                                   const JobContext& job)
{
    const Document& a = *left.open.document;
    const Document& b = *right.open.document;
    auto shared = std::make_shared<SharedComparison>();
    ModelPairs pairs = match_models(a, b, match, job);
    STRATA_TRY(job.check());
    start_shared(*shared, a, b, std::move(pairs));
    STRATA_TRY(job.check());
    if (before)
        carry_over(*before, *shared);
    STRATA_TRY(job.check());
    auto settings = std::make_shared<const SettingsComparison>(
        compare_settings(a, b, shared->comparison.pairs));
    return AlignedModels{std::move(shared), std::move(settings), nullptr};
}

bool same_rows(const ModelPairs& a, const ModelPairs& b)
{
    return std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(),
                      [](const PairRow& one, const PairRow& other) {
                          return one.left == other.left && one.right == other.right &&
                                 one.parent == other.parent && one.reason == other.reason &&
                                 one.renamed == other.renamed && one.own == other.own;
                      });
}

} // namespace

void FoundDifferences::add(std::size_t pair, const PairOutcome& outcome)
{
    const std::scoped_lock lock(m_mutex);
    m_found.push_back({pair, outcome});
}

std::vector<FoundDifferences::Found> FoundDifferences::takeAll()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_found, {});
}

CompareJobs::CompareJobs(JobRunner& runner, std::shared_ptr<const OpenedFile> left,
                         std::shared_ptr<const OpenedFile> right, QObject* parent)
    : QObject(parent), m_runner(runner), m_left(std::move(left)), m_right(std::move(right))
{
    connect(&m_runner, &JobRunner::changed, this, [this] {
        (void)takeFound();
        noticeStop();
    });
}

void CompareJobs::align(std::vector<MatchOverride> overrides)
{
    m_overrides = std::move(overrides);
    ++m_run;
    m_working = true;
    m_comparing = m_aligning_again = false;
    m_stopped = false;
    for (JobSlot* const slot :
         {&m_hash_slot, &m_values_slot, &m_arrange_slot, &m_summary_slot, &m_estimators_slot})
        slot->cancel();
    MatchRequest match{m_overrides, m_hashes};
    m_runner.run(
        m_align_slot, tr("Aligning the models"), WorkUnit::None,
        [left = m_left, right = m_right, match = std::move(match),
         before = m_models.shared](const JobContext& job) {
            return align_models(*left, *right, match, before.get(), job);
        },
        [this](Result<AlignedModels> models) {
            if (models)
                takeModels(*std::move(models));
            else
                failAlign(models.error());
        });
}

/// Aligning looks only now and then whether it was stopped; the person is told at once.
void CompareJobs::noticeStop()
{
    if (!m_align_slot.isStopped())
        return;
    m_align_slot.cancel();
    if (!m_aligning_again)
        return failAlign(Error{ErrorCode::Cancelled, {}, {}, {}});
    ++m_run;
    m_working = false;
    m_stopped = true;
    Q_EMIT finished();
}

void CompareJobs::failAlign(const Error& error)
{
    ++m_run;
    m_working = false;
    m_stopped = true;
    m_overrides = m_aligned_overrides;
    Q_EMIT alignFailed(error);
}

void CompareJobs::takeModels(AlignedModels models)
{
    m_models = std::move(models);
    m_aligned_overrides = m_overrides;
    m_comparing = false;
    dropFound();
    Q_EMIT aligned();
}

void CompareJobs::compareValues(const std::vector<std::size_t>& first)
{
    m_first = first;
    m_working = m_comparing = true;
    m_stopped = false;
    const std::uint64_t run = ++m_run;
    if (!m_hashed)
        return hashContents();
    const Comparison& comparison = m_models.shared->comparison;
    std::vector<std::size_t> wanted;
    std::vector<bool> listed(comparison.pairs.tensors.size(), false);
    const auto add = [&](std::size_t pair) {
        if (pair >= listed.size() || listed[pair] || comparison.differences[pair] ||
            comparison.failures[pair])
            return;
        listed[pair] = true;
        wanted.push_back(pair);
    };
    for (const std::size_t pair : first)
        add(pair);
    for (std::size_t pair = 0; pair < listed.size(); ++pair)
        add(pair);
    dropFound();
    m_found = std::make_shared<FoundDifferences>();
    // The pairs are read by the job and only figures are written meanwhile, under the lock.
    m_runner.run(
        m_values_slot, tr("Comparing values"), WorkUnit::Bytes,
        [left = m_left, right = m_right, shared = m_models.shared, wanted = std::move(wanted),
         found = m_found](const JobContext& job) -> Result<void> {
            return compare_pairs(left->open, right->open, shared->comparison.pairs, wanted, {}, job,
                                 [&found](std::size_t pair, const PairOutcome& outcome) {
                                     found->add(pair, outcome);
                                 });
        },
        [this, run](const Result<void>& result) {
            finishWhenTaken(run, !result && result.error().code == ErrorCode::Cancelled);
        });
}

void CompareJobs::hashContents()
{
    m_runner.run(
        m_hash_slot, tr("Looking for what was renamed"), WorkUnit::Rows,
        [left = m_left, right = m_right,
         shared = m_models.shared](const JobContext& job) -> Result<ContentHashes> {
            return hash_contents(left->open, right->open, shared->comparison.pairs, job);
        },
        [this](const Result<ContentHashes>& hashes) {
            if (!hashes && hashes.error().code == ErrorCode::Cancelled)
                return finishWhenTaken(m_run, true);
            m_hashed = true;
            if (hashes && hashes->is_known())
                return alignAgain(*hashes);
            compareValues(m_first);
        });
}

/// Rows move once more where the content of two tensors says that they belong together.
void CompareJobs::alignAgain(ContentHashes hashes)
{
    m_hashes = std::move(hashes);
    m_aligning_again = true;
    MatchRequest match{m_overrides, m_hashes};
    m_runner.run(
        m_align_slot, tr("Aligning the models"), WorkUnit::None,
        [left = m_left, right = m_right, match = std::move(match),
         before = m_models.shared](const JobContext& job) -> Result<AlignedModels> {
            STRATA_ASSIGN(AlignedModels models,
                          align_models(*left, *right, match, before.get(), job));
            if (same_rows(models.shared->comparison.pairs, before->comparison.pairs))
                return AlignedModels();
            return models;
        },
        [this](Result<AlignedModels> models) {
            if (models && models->shared)
                return takeModels(*std::move(models));
            if (!models) // values are compared in the rows that there are
                Q_EMIT alignFailed(models.error());
            compareValues(m_first);
        });
}

bool CompareJobs::takeFound()
{
    if (!m_found)
        return true;
    std::unique_lock lock(m_models.shared->mutex, std::try_to_lock);
    if (!lock.owns_lock())
        return false;
    QElapsedTimer timer;
    timer.start();
    bool any = false;
    bool all = false;
    while (!all && timer.elapsed() < taking_ms) {
        if (m_laid == m_taken.size()) {
            m_taken = m_found->takeAll();
            m_laid = 0;
        }
        const std::size_t end = std::min(m_laid + taken_at_once, m_taken.size());
        all = m_laid == end;
        any = any || !all;
        for (; m_laid < end; ++m_laid) {
            const FoundDifferences::Found& each = m_taken[m_laid];
            if (each.outcome || each.outcome.error().error.code != ErrorCode::Cancelled)
                lay_difference(*m_models.shared, each.pair, each.outcome);
        }
    }
    lock.unlock();
    if (any)
        Q_EMIT figuresChanged();
    return all;
}

void CompareJobs::dropFound()
{
    m_found.reset();
    m_taken.clear();
    m_laid = 0;
}

void CompareJobs::finishWhenTaken(std::uint64_t run, bool stopped)
{
    if (run != m_run)
        return; // other work began while this waited for the rows
    if (!takeFound()) {
        QTimer::singleShot(taking_pause_ms, this,
                           [this, run, stopped] { finishWhenTaken(run, stopped); });
        return;
    }
    m_working = false;
    m_stopped = stopped;
    Q_EMIT finished();
}

void CompareJobs::arrange(const PairOrder& order)
{
    using Rows = std::shared_ptr<const PairRows>;
    m_runner.run(
        m_arrange_slot, tr("Ordering the rows"), WorkUnit::None,
        [left = m_left, right = m_right, shared = m_models.shared,
         order](const JobContext& job) -> Result<Rows> {
            STRATA_ASSIGN(PairRows rows, arrange_pairs(*left->open.document, *right->open.document,
                                                       *shared, order, job));
            return Rows(std::make_shared<const PairRows>(std::move(rows)));
        },
        [this](const Result<Rows>& rows) {
            if (rows) {
                Q_EMIT arranged(*rows);
                return;
            }
            if (!m_comparing) { // nothing goes on: values are compared once there are rows
                m_working = false;
                m_stopped = true;
            }
            Q_EMIT arrangeFailed(rows.error());
        });
}

void CompareJobs::summarizeAll()
{
    m_runner.run(
        m_summary_slot, {}, WorkUnit::None,
        [left = m_left, right = m_right,
         models = m_models](const JobContext&) -> Result<ComparisonSummary> {
            const std::shared_lock lock(models.shared->mutex);
            return summarize(*left->open.document, *right->open.document, models.shared->comparison,
                             *models.settings);
        },
        [this](const Result<ComparisonSummary>& summary) {
            if (summary)
                Q_EMIT summarized(*summary);
        });
}

void CompareJobs::compareEstimators()
{
    if (m_left->open.document->estimators.empty() || m_right->open.document->estimators.empty())
        return;
    m_runner.run(
        m_estimators_slot, tr("Comparing estimators"), WorkUnit::None,
        [left = m_left, right = m_right, shared = m_models.shared](const JobContext& job) {
            return compare_estimators(left->open, right->open, *shared, job);
        },
        [this](Result<EstimatorDifferences> found) {
            if (!found)
                return;
            m_models.estimators = std::make_shared<const EstimatorDifferences>(*std::move(found));
            Q_EMIT estimatorsCompared();
        });
}

} // namespace strata
