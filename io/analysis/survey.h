// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/figures.h"
#include "io/analysis/integer_survey.h"
#include "io/analysis/run_figures.h"
#include "io/analysis/samples.h"
#include "io/source/tensor_reader.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace strata {

/// What one thread gathers in the first pass over a tensor: figures that need no range.
template <class Stored> class Survey {
public:
    using Sample = SampleOf<Stored>;

    /// `copy` is where the block's samples go, or null.
    void add(const ValueBlock& block, Sample* copy)
    {
        BlockFigures& part = m_parts.emplace_back();
        part.first = block.first;
        const auto visit = [&](std::span<const Stored> items, std::span<const Sample> samples) {
            if (copy != nullptr)
                copy = std::copy(samples.begin(), samples.end(), copy);
            m_integers.add(items);
            part.figures.append(figures_of(items, samples));
        };
        m_runs.for_each(block.bytes, visit);
    }

    void append(const Survey& other)
    {
        m_parts.insert(m_parts.end(), other.m_parts.begin(), other.m_parts.end());
        m_integers.append(other.m_integers);
    }

    /// All blocks put together in their order, so that rounding does not depend on which thread
    /// came first.
    [[nodiscard]] Figures figures()
    {
        std::sort(m_parts.begin(), m_parts.end(),
                  [](const BlockFigures& a, const BlockFigures& b) { return a.first < b.first; });
        Figures all;
        for (const BlockFigures& part : m_parts)
            all.append(part.figures);
        return all;
    }
    [[nodiscard]] const IntegerSurvey<Stored>& integers() const { return m_integers; }

private:
    struct BlockFigures {
        std::uint64_t first = 0; ///< index of the block's first item
        Figures figures;
    };
    static constexpr bool wide_integer = std::is_integral_v<Stored> && sizeof(Stored) == 8;

    Figures figures_of(std::span<const Stored> items, std::span<const Sample> samples)
    {
        if constexpr (wide_integer) {
            if (!double_holds(items))
                return figures_of_run(items);
        }
        return figures_of_run(samples, m_room);
    }

    /// Whether every one of the integers is a double.
    static bool double_holds(std::span<const Stored> items)
    {
        constexpr auto most = Stored{1} << std::numeric_limits<double>::digits;
        bool holds = true;
        for (const Stored item : items) {
            holds = holds && item <= most;
            if constexpr (std::is_signed_v<Stored>)
                holds = holds && item >= -most;
        }
        return holds;
    }

    SampleRuns<Stored> m_runs;
    std::vector<Sample> m_room;
    std::vector<BlockFigures> m_parts;
    IntegerSurvey<Stored> m_integers;
};

} // namespace strata
