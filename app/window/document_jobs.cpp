// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/document_jobs.h"

#include "app/window/estimator_work.h"
#include "app/window/finding_work.h"
#include "app/window/group_work.h"

#include "widgets/pages/weight_group.h"
#include "widgets/parts/text.h"
#include "widgets/words/identity_words.h"

#include <algorithm>

namespace strata {

namespace {

constexpr int default_bins = 64;
constexpr std::size_t spark_bins = 24;
/// Larger tensors are measured when they are looked at, not for the small picture in their row.
constexpr std::uint64_t spark_bytes = std::uint64_t{256} << 20;
constexpr qsizetype most_known = 512;
constexpr std::uint64_t page_bytes = std::uint64_t{64} << 20;
constexpr qsizetype most_waiting_pages = 8;

Spark spark_of(const Result<Statistics>& result)
{
    Spark spark;
    if (!result) {
        spark.unreadable = true;
        return spark;
    }
    const Statistics& s = *result;
    spark.has_nan = s.nan + s.positive_infinity + s.negative_infinity != 0;
    spark.constant = s.constant();
    spark.all_zero = s.all_zero();
    spark.l2 = s.l2;
    if (s.l1 && s.finite() != 0)
        spark.mean_magnitude = *s.l1 / static_cast<double>(s.finite());
    std::uint64_t most = 0;
    for (const std::uint64_t count : s.histogram.counts)
        most = std::max(most, count);
    if (most == 0)
        return spark;
    for (const std::uint64_t count : s.histogram.counts)
        spark.heights.append(
            static_cast<float>(static_cast<double>(count) / static_cast<double>(most)));
    return spark;
}

} // namespace

DocumentJobs::DocumentJobs(JobRunner& runner, std::shared_ptr<const OpenedFile> file,
                           QObject* parent)
    : QObject(parent), m_runner(runner), m_file(std::move(file))
{
}

QString DocumentJobs::nameOf(TensorId tensor) const
{
    const Tensor& of = document().tensor(tensor);
    const bool model = of.model_node != NodeId::none;
    return one_line(
        model ? document().model.name(of.model_node) : document().file.name(of.file_node), 60);
}

void DocumentJobs::measure(TensorId tensor, int bins)
{
    const auto known = m_known.constFind(index(tensor));
    if (bins == default_bins && known != m_known.constEnd()) {
        m_statistics_slot.cancel();
        Q_EMIT measured(tensor, *known);
        return;
    }
    m_runner.run(
        m_statistics_slot, tr("Measuring %1").arg(nameOf(tensor)), WorkUnit::Values,
        [file = m_file, tensor, bins](const JobContext& job) {
            StatisticsRequest request;
            request.bins = static_cast<std::size_t>(bins);
            return compute_statistics(file->open.document->tensor(tensor), file->open.sources,
                                      request, job);
        },
        [this, tensor, bins](const Result<Statistics>& result) {
            if (result && bins == default_bins) {
                if (m_known.size() >= most_known)
                    m_known.clear();
                m_known.insert(index(tensor), *result);
            }
            check(tensor, result);
            Q_EMIT measured(tensor, result);
        });
}

void DocumentJobs::check(TensorId tensor, const Result<Statistics>& statistics)
{
    if (!statistics)
        return;
    const ValueFlaws flaws = value_flaws(*statistics);
    if (flaws.any() && m_flaws.emplace(tensor, flaws).second)
        Q_EMIT valuesChecked(check_values(document(), m_flaws));
}

void DocumentJobs::measureRange(TensorId tensor, double low, double high, int bins)
{
    m_runner.run(
        m_range_slot, tr("Counting %1").arg(nameOf(tensor)), WorkUnit::Values,
        [file = m_file, tensor, low, high, bins](const JobContext& job) {
            return compute_histogram(file->open.document->tensor(tensor), file->open.sources, low,
                                     high, static_cast<std::size_t>(bins), job);
        },
        [this, tensor](const Result<Histogram>& result) { Q_EMIT rangeMeasured(tensor, result); });
}

void DocumentJobs::readPicture(TensorId tensor, const PictureRequest& request)
{
    m_runner.run(
        m_picture_slot, tr("Drawing %1").arg(nameOf(tensor)), WorkUnit::Values,
        [file = m_file, tensor, request](const JobContext& job) {
            return compute_picture(file->open.document->tensor(tensor), file->open.sources, request,
                                   job);
        },
        [this, tensor](const Result<Picture>& result) { Q_EMIT pictureRead(tensor, result); });
}

void DocumentJobs::measureLayer(const QList<TensorId>& weights)
{
    measureGroup(m_layer_slot, weights, weight_axes(*m_file->open.document, weights),
                 [this](const auto& result) { Q_EMIT layerMeasured(result); });
}

void DocumentJobs::measureSlots(const QList<TensorId>& tensors)
{
    measureGroup(m_slots_slot, tensors, {},
                 [this](const auto& result) { Q_EMIT slotsMeasured(result); });
}

void DocumentJobs::measureGroup(JobSlot& slot, const QList<TensorId>& tensors,
                                const QStringList& axes, const GroupDone& done)
{
    m_runner.run(
        slot, tr("Measuring weights"), WorkUnit::Values,
        [file = m_file, tensors, axes](const JobContext& job) {
            return measure_group(file->open, tensors, axes, job);
        },
        [this, done](const Result<std::vector<GroupMember>>& result) {
            if (result) {
                for (const GroupMember& member : *result)
                    check(member.tensor, member.statistics);
            }
            done(result);
        });
}

void DocumentJobs::measureSteps(const QList<TensorId>& weights)
{
    m_runner.run(
        m_steps_slot, tr("Measuring the optimizer's steps"), WorkUnit::None,
        [file = m_file, weights](const JobContext& job) -> Result<std::vector<WeightStep>> {
            const Document& document = *file->open.document;
            const OptimizerState* const optimizer = words::find_optimizer(document);
            if (optimizer == nullptr)
                return std::vector<WeightStep>();
            return compute_steps(
                document, *optimizer,
                std::span(weights.constData(), static_cast<std::size_t>(weights.size())),
                file->open.sources, job);
        },
        [this, weights](const Result<std::vector<WeightStep>>& result) {
            if (result)
                return Q_EMIT stepsMeasured(*result);
            if (result.error().code == ErrorCode::Cancelled)
                return; // they are asked for again when they are looked at
            std::vector<WeightStep> unknown;
            for (const TensorId weight : weights)
                unknown.push_back({weight, {}, true});
            Q_EMIT stepsMeasured(unknown);
        });
}

void DocumentJobs::readPage(TensorId tensor, const GridSlice& slice, const GridPage& page,
                            const std::vector<SliceAxis>& axes)
{
    // The newest wish is what is on screen; old ones have scrolled away and will be asked again.
    m_pages.prepend({tensor, slice, page, axes});
    while (m_pages.size() > most_waiting_pages) {
        const PageWish dropped = m_pages.takeLast();
        Q_EMIT pageRead(dropped.tensor, dropped.slice, dropped.page, fail(ErrorCode::Cancelled));
    }
    if (!m_page_running)
        readNextPage();
}

void DocumentJobs::readNextPage()
{
    m_page_running = !m_pages.isEmpty();
    if (!m_page_running)
        return;
    const PageWish wish = m_pages.takeFirst();
    if (std::holds_alternative<ListedStorage>(document().tensor(wish.tensor).storage)) {
        readList(wish.tensor);
        return;
    }
    m_runner.run(
        m_page_slot, tr("Reading values of %1").arg(nameOf(wish.tensor)), WorkUnit::None,
        [file = m_file, wish](const JobContext& job) {
            return read_present_slice(file->open.document->tensor(wish.tensor), file->open.sources,
                                      wish.axes, job, page_bytes);
        },
        [this, wish](const Result<PresentItems>& result) {
            Q_EMIT pageRead(wish.tensor, wish.slice, wish.page, result);
            readNextPage();
        });
}

void DocumentJobs::readList(TensorId tensor)
{
    m_runner.run(
        m_page_slot, tr("Reading values of %1").arg(nameOf(tensor)), WorkUnit::None,
        [file = m_file, tensor](const JobContext& job) {
            return listed_values(file->open.document->tensor(tensor), file->open.sources, job);
        },
        [this, tensor](const Result<SharedValues>& result) {
            Q_EMIT listRead(tensor, result);
            readNextPage();
        });
}

void DocumentJobs::readFigures(EstimatorId estimator)
{
    m_runner.run(
        m_figures_slot, tr("Reading the estimator"), WorkUnit::None,
        [file = m_file, estimator](const JobContext& job) {
            return read_estimator_figures(file->open, estimator, job);
        },
        [this, estimator](const Result<EstimatorFigures>& result) {
            if (result && m_read_estimators.insert(estimator).second)
                m_done.trees += document().estimators[index(estimator)].trees.size();
            Q_EMIT figuresRead(estimator, result);
        });
}

void DocumentJobs::readTree(EstimatorId estimator, int tree)
{
    using Shared = std::shared_ptr<const TreeFigures>;
    m_runner.run(
        m_tree_slot, tr("Reading tree %1").arg(tree), WorkUnit::None,
        [file = m_file, estimator, tree](const JobContext& job) -> Result<Shared> {
            const Document& document = *file->open.document;
            const DecisionTree& of =
                document.estimators[index(estimator)].trees[static_cast<std::size_t>(tree)];
            STRATA_ASSIGN(TreeFigures figures,
                          read_tree_figures(document, of, file->open.sources, job));
            return Shared(std::make_shared<const TreeFigures>(std::move(figures)));
        },
        [this, estimator, tree](const Result<Shared>& result) {
            Q_EMIT treeRead(estimator, tree, result);
        });
}

void DocumentJobs::readFindingBytes(int finding)
{
    m_runner.run(
        m_finding_slot, tr("Reading bytes"), WorkUnit::None,
        [file = m_file, finding](const JobContext& job) {
            return read_finding_bytes(file->open, static_cast<std::size_t>(finding), job);
        },
        [this, finding](const FindingBytes& bytes) { Q_EMIT findingBytesRead(finding, bytes); });
}

void DocumentJobs::filter(Reading reading, const QString& text)
{
    if (text.isEmpty()) {
        m_filter_slot.cancel();
        Q_EMIT filtered(nullptr);
        return;
    }
    // Shared from the start: a million rows are not copied on this thread.
    using Filtered = std::shared_ptr<const FilteredTree>;
    m_runner.run(
        m_filter_slot, tr("Filtering"), WorkUnit::None,
        [file = m_file, reading,
         words = text.toStdString()](const JobContext& job) -> Result<Filtered> {
            STRATA_ASSIGN(FilteredTree rows,
                          filter_tree(*file->open.document, reading, words, job));
            return std::make_shared<const FilteredTree>(std::move(rows));
        },
        [this](const Result<Filtered>& result) {
            if (result)
                Q_EMIT filtered(*result);
        });
}

bool DocumentJobs::isSparkWorthwhile(TensorId id) const
{
    const Tensor& tensor = document().tensor(id);
    return tensor.dtype.is_numeric() && tensor.count().value_or(0) != 0 &&
           tensor.bytes().value_or(spark_bytes + 1) <= spark_bytes;
}

void DocumentJobs::measureSparks(SparkAsker asker, const QList<TensorId>& tensors)
{
    QList<TensorId>& wishes = m_spark_wishes[static_cast<std::size_t>(asker)];
    wishes.clear();
    bool running_wanted = false;
    for (const TensorId tensor : tensors) {
        if (const auto known = m_sparks.constFind(index(tensor)); known != m_sparks.constEnd())
            Q_EMIT sparkMeasured(tensor, *known);
        else if (tensor == m_spark_running)
            running_wanted = true;
        else if (isSparkWorthwhile(tensor))
            wishes.append(tensor);
    }
    m_running_wanted[static_cast<std::size_t>(asker)] = running_wanted;
    const bool wanted =
        std::find(m_running_wanted.begin(), m_running_wanted.end(), true) != m_running_wanted.end();
    if (m_spark_running != TensorId::none && !wanted) {
        m_spark_slot.cancel(); // it has scrolled away
        m_spark_running = TensorId::none;
    }
    if (m_spark_running == TensorId::none)
        measureNextSpark();
}

void DocumentJobs::checkAllValues()
{
    QList<TensorId> all;
    for (std::size_t id = 0; id < document().tensors.size(); ++id)
        all.append(TensorId{static_cast<std::uint32_t>(id)});
    m_checking_all = true;
    measureSparks(SparkAsker::Check, all);
    tellAllChecked();
}

void DocumentJobs::tellAllChecked()
{
    constexpr auto check = static_cast<std::size_t>(SparkAsker::Check);
    const bool running = m_spark_running != TensorId::none && m_running_wanted[check];
    if (!m_checking_all || running || !m_spark_wishes[check].isEmpty())
        return;
    m_checking_all = false;
    Q_EMIT allChecked(static_cast<int>(
        std::ranges::count_if(m_sparks, [](const Spark& spark) { return !spark.unreadable; })));
}

void DocumentJobs::measureNextSpark()
{
    m_spark_running = TensorId::none;
    for (QList<TensorId>& wishes : m_spark_wishes) {
        if (!wishes.isEmpty() && m_spark_running == TensorId::none)
            m_spark_running = wishes.first();
    }
    if (m_spark_running == TensorId::none)
        return;
    for (std::size_t asker = 0; asker < m_spark_wishes.size(); ++asker)
        m_running_wanted[asker] = m_spark_wishes[asker].removeAll(m_spark_running) > 0;
    const TensorId tensor = m_spark_running;
    m_runner.run(
        m_spark_slot, tr("Measuring for the tree"), WorkUnit::Values,
        [file = m_file, tensor](const JobContext& job) {
            StatisticsRequest request;
            request.bins = spark_bins;
            request.threads = 1; // never slows what the person asked for
            return compute_statistics(file->open.document->tensor(tensor), file->open.sources,
                                      request, job);
        },
        [this, tensor](const Result<Statistics>& result) { sparkDone(tensor, result); });
}

void DocumentJobs::sparkDone(TensorId tensor, const Result<Statistics>& result)
{
    m_spark_running = TensorId::none;
    if (!result && result.error().code == ErrorCode::Cancelled) {
        m_spark_wishes = {}; // the person stopped it
        m_checking_all = false;
        return;
    }
    const Spark spark = spark_of(result);
    m_sparks.insert(index(tensor), spark);
    if (result) {
        ++m_done.measured;
        m_done.in_part += result->partial ? 1 : 0;
    }
    check(tensor, result);
    Q_EMIT sparkMeasured(tensor, spark);
    if (m_spark_running == TensorId::none)
        measureNextSpark();
    tellAllChecked();
}

} // namespace strata
