// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/job_runner.h"
#include "app/window/session.h"

#include "io/analysis/optimizer_step.h"
#include "io/analysis/picture.h"
#include "io/analysis/statistics.h"
#include "io/analysis/tree_figures.h"
#include "io/analysis/value_checks.h"
#include "widgets/pages/estimator_figures.h"
#include "widgets/pages/histogram_group.h"
#include "widgets/tables/finding_bytes.h"
#include "widgets/tables/values_model.h"
#include "widgets/tree/spark.h"

#include <QHash>

#include <array>
#include <functional>
#include <set>

namespace strata {

/// The work that the views of one document ask for: statistics, histograms, pages of values,
/// filters, an estimator's figures. Each kind has its slot, so a newer wish replaces an older one.
class DocumentJobs : public QObject {
    Q_OBJECT

public:
    DocumentJobs(JobRunner& runner, std::shared_ptr<const OpenedFile> file,
                 QObject* parent = nullptr);

    void measure(TensorId tensor, int bins);
    void measureRange(TensorId tensor, double low, double high, int bins);
    void readPicture(TensorId tensor, const PictureRequest& request);
    /// The optimizer's steps, each against its weight.
    void measureSteps(const QList<TensorId>& weights);
    /// Histograms of a layer's weights, over the range of all of them together.
    void measureLayer(const QList<TensorId>& weights);
    /// Histograms of a weight and its slots, each over its own range.
    void measureSlots(const QList<TensorId>& tensors);
    void readPage(TensorId tensor, const GridSlice& slice, const GridPage& page,
                  const std::vector<SliceAxis>& axes);
    void readFigures(EstimatorId estimator);
    void readTree(EstimatorId estimator, int tree);
    void readFindingBytes(int finding);
    /// An empty text takes the filter away at once.
    void filter(Reading reading, const QString& text);
    /// Who asks for sparks; each has wishes of its own, served in this order.
    enum class SparkAsker { OptimizerPage, Tree, Check };
    /// Measures tensors one after the other, replacing what the same asker still waits for; what is
    /// measured and wanted by nobody any more is stopped. What is known is said at once.
    void measureSparks(SparkAsker asker, const QList<TensorId>& tensors);
    /// Measures every tensor, after what is on screen, for what its values say.
    void checkAllValues();
    [[nodiscard]] std::vector<Finding> checkedValues() const
    {
        return check_values(document(), m_flaws);
    }
    /// What was read so far.
    struct Done {
        std::uint64_t measured = 0; ///< tensors whose values are known
        std::uint64_t in_part = 0;  ///< of those, the ones that the file has not all values of
        std::uint64_t trees = 0;    ///< of forests
    };
    [[nodiscard]] const Done& done() const { return m_done; }

Q_SIGNALS:
    void measured(strata::TensorId tensor, const strata::Result<strata::Statistics>& statistics);
    void rangeMeasured(strata::TensorId tensor, const strata::Result<strata::Histogram>& histogram);
    void pictureRead(strata::TensorId tensor, const strata::Result<strata::Picture>& picture);
    void stepsMeasured(const std::vector<strata::WeightStep>& steps);
    void layerMeasured(const strata::Result<std::vector<strata::GroupMember>>& members);
    void slotsMeasured(const strata::Result<std::vector<strata::GroupMember>>& members);
    void pageRead(strata::TensorId tensor, const strata::GridSlice& slice,
                  const strata::GridPage& page, const strata::Result<strata::PresentItems>& items);
    /// The answer to a wish for a page of a tensor whose values have no fixed size: all of them.
    void listRead(strata::TensorId tensor, const strata::Result<strata::SharedValues>& values);
    void figuresRead(strata::EstimatorId estimator,
                     const strata::Result<strata::EstimatorFigures>& figures);
    void treeRead(strata::EstimatorId estimator, int tree,
                  const strata::Result<std::shared_ptr<const strata::TreeFigures>>& figures);
    void findingBytesRead(int finding, const strata::FindingBytes& bytes);
    void filtered(const std::shared_ptr<const strata::FilteredTree>& rows);
    void sparkMeasured(strata::TensorId tensor, const strata::Spark& spark);
    /// The findings about all that was measured so far, whenever there are others than before.
    void valuesChecked(const std::vector<strata::Finding>& findings);
    /// The answer to checkAllValues(): how many arrays could be measured.
    void allChecked(int tensors);

private:
    struct PageWish {
        TensorId tensor;
        GridSlice slice;
        GridPage page;
        std::vector<SliceAxis> axes;
    };

    void check(TensorId tensor, const Result<Statistics>& statistics);
    using GroupDone = std::function<void(const Result<std::vector<GroupMember>>&)>;
    void measureGroup(JobSlot& slot, const QList<TensorId>& tensors, const QStringList& axes,
                      const GroupDone& done);
    void readNextPage();
    void readList(TensorId tensor);
    void measureNextSpark();
    void sparkDone(TensorId tensor, const Result<Statistics>& result);
    void tellAllChecked();
    [[nodiscard]] bool isSparkWorthwhile(TensorId tensor) const;
    [[nodiscard]] const Document& document() const { return *m_file->open.document; }
    [[nodiscard]] QString nameOf(TensorId tensor) const;

    JobRunner& m_runner;
    std::shared_ptr<const OpenedFile> m_file;
    QHash<std::size_t, Statistics> m_known; ///< by tensor, with the default number of bins
    FlawsByTensor m_flaws;                  ///< of what was measured, where there are any
    QList<PageWish> m_pages;
    std::array<QList<TensorId>, 3> m_spark_wishes; ///< by asker
    QHash<std::size_t, Spark> m_sparks;            ///< by tensor
    TensorId m_spark_running = TensorId::none;
    std::array<bool, 3> m_running_wanted{}; ///< by asker
    bool m_checking_all = false;
    bool m_page_running = false;
    Done m_done;
    std::set<EstimatorId> m_read_estimators; ///< whose trees count already
    JobSlot m_statistics_slot;
    JobSlot m_range_slot;
    JobSlot m_picture_slot;
    JobSlot m_steps_slot;
    JobSlot m_layer_slot;
    JobSlot m_slots_slot;
    JobSlot m_page_slot;
    JobSlot m_figures_slot;
    JobSlot m_tree_slot;
    JobSlot m_finding_slot;
    JobSlot m_filter_slot;
    JobSlot m_spark_slot;
};

} // namespace strata
