// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"
#include "io/compare/series.h"
#include "io/compare/tensor_difference.h"

#include <cmath>

namespace strata {

/// Sums that become SeriesFigures.
struct WeightSums {
    SeriesFigures figures;
    std::uint64_t finite = 0;
    long double squares = 0; ///< of all finite values
    bool paired = false;
    long double difference = 0; ///< of b − a
    long double before = 0;     ///< of a, where it has a partner

    void add(const Statistics& statistics)
    {
        figures.values += statistics.count;
        figures.zeros += statistics.zeros;
        figures.nan += statistics.nan;
        figures.infinite += statistics.positive_infinity + statistics.negative_infinity;
        finite += statistics.finite();
        if (statistics.l2)
            squares += static_cast<long double>(*statistics.l2) * *statistics.l2;
    }

    void add(const TensorDifference& found)
    {
        paired = paired || found.finite != 0;
        difference += found.squared_difference;
        before += found.squared_left;
    }

    void add(const WeightSums& other)
    {
        figures.values += other.figures.values;
        figures.zeros += other.figures.zeros;
        figures.nan += other.figures.nan;
        figures.infinite += other.figures.infinite;
        finite += other.finite;
        squares += other.squares;
        paired = paired || other.paired;
        difference += other.difference;
        before += other.before;
    }

    [[nodiscard]] SeriesFigures finished() const
    {
        SeriesFigures out = figures;
        if (finite != 0)
            out.norm = static_cast<double>(std::sqrt(squares));
        if (paired)
            out.change =
                difference == 0 ? 0.0 : static_cast<double>(std::sqrt(difference / before));
        return out;
    }
};

/// Of a layer, or of all: counters, as of batches that were seen, would outweigh all weights, so
/// integers count only where there is nothing else.
struct SeriesSums {
    WeightSums reals;
    WeightSums integers;
    bool failed = false;

    bool has_reals = false; ///< whatever could be read of them

    WeightSums& of(const DType& dtype)
    {
        has_reals = has_reals || !dtype.is_integer();
        return dtype.is_integer() ? integers : reals;
    }

    void add(const SeriesSums& other)
    {
        reals.add(other.reals);
        integers.add(other.integers);
        failed = failed || other.failed;
        has_reals = has_reals || other.has_reals;
    }

    [[nodiscard]] SeriesFigures finished() const
    {
        SeriesFigures out = (has_reals ? reals : integers).finished();
        out.failed = failed;
        return out;
    }
};

} // namespace strata
