// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/compare/pair_subject.h"

#include <QWidget>

class QLabel;

namespace strata {

class Box;
class ElidedLabel;
class HistogramPlot;

/// The histograms of a pair: of both sides over one axis, and of their difference. A range that is
/// chosen in one of them is counted anew by whoever shows them.
class PairDistribution : public QWidget {
    Q_OBJECT

public:
    explicit PairDistribution(QWidget* parent = nullptr);

    void setSubject(const PairSubject& subject);
    void setFigures(const PairFigures& figures);
    /// The answer to rangeWanted().
    void setRange(std::size_t pair, HistogramOf of, const Result<PairHistograms>& histograms);
    [[nodiscard]] HistogramPlot* both() { return m_both; }
    [[nodiscard]] HistogramPlot* difference() { return m_difference; }

Q_SIGNALS:
    /// `figures` are those of the pair, with the range that is to be counted for the whole one.
    void rangeWanted(std::size_t pair, strata::HistogramOf of,
                     const strata::TensorDifference& figures);

protected:
    void changeEvent(QEvent* event) override;

private:
    void makePlots();
    void connectPlot(HistogramPlot* plot, HistogramOf of);
    void askForRange(HistogramOf of, double low, double high);
    void showBoth(const PairHistograms& histograms);
    void showDifference(const PairHistograms& histograms);

    std::size_t m_pair = 0;
    QString m_name;        ///< for files
    bool m_counts = false; ///< the pair has an order, by which it can be counted
    std::optional<PairFigures> m_figures;
    bool m_both_zoomed = false; ///< a part is shown, or asked for
    bool m_difference_zoomed = false;
    Box* m_both_box;
    ElidedLabel* m_both_title;
    Box* m_difference_box;
    HistogramPlot* m_both;
    HistogramPlot* m_difference;
    QLabel* m_note;
};

} // namespace strata
