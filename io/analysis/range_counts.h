// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/float_kernels.h"
#include "io/analysis/run_figures.h"
#include "io/analysis/samples.h"
#include "io/analysis/statistics.h"
#include "io/source/tensor_reader.h"

#include <vector>

namespace strata {

/// What one thread counts for a histogram over a range of one's own choosing.
template <class Stored> class RangeCounts {
public:
    using Sample = SampleOf<Stored>;

    /// `layout` outlives the counts.
    explicit RangeCounts(const BinLayout<Sample>& layout)
        : m_layout(layout), m_bins(run_length), m_even(layout.bins() + 2), m_odd(m_even.size())
    {
    }

    void add(const ValueBlock& block)
    {
        m_runs.for_each(block.bytes, [&](std::span<const Stored>, std::span<const Sample> samples) {
            const auto finite = finite_values(samples, m_room);
            find_bins(finite, m_layout, m_bins.data());
            for (std::size_t i = 0; i < finite.size(); ++i)
                ++(i % 2 == 0 ? m_even : m_odd)[m_bins[i]];
        });
    }

    /// Adds the counts to a histogram of the layout's bins.
    void add_to(Histogram& histogram) const
    {
        histogram.below += m_even.front() + m_odd.front();
        histogram.above += m_even.back() + m_odd.back();
        for (std::size_t bin = 0; bin < m_layout.bins(); ++bin)
            histogram.counts[bin] += m_even[bin + 1] + m_odd[bin + 1];
    }

private:
    const BinLayout<Sample>& m_layout;
    SampleRuns<Stored> m_runs;
    std::vector<Sample> m_room;
    std::vector<std::uint32_t> m_bins;
    /// Two tables taken in turn, since counting one bin twice in a row has to wait. The first and
    /// the last entry are for what lies outside.
    std::vector<std::uint64_t> m_even;
    std::vector<std::uint64_t> m_odd;
};

} // namespace strata
