// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/difference_sums.h"
#include "io/compare/pair_reader.h"

#include <vector>

namespace strata {

/// What one thread gathers of a pair of tensors of numbers.
class PairSurvey {
public:
    PairSurvey(const DType& left, const DType& right, const Tolerance& tolerance)
        : m_left(left.type), m_right(right.type), m_tolerance(tolerance)
    {
    }

    /// `number` is the block's.
    void add(const PairBlock& block, const PairReader& reader, std::uint64_t number);
    void append(const PairSurvey& other);

    /// All blocks put together in their order, so that rounding does not depend on which thread
    /// came first. Places of `differences` are those of PairReader::place_of().
    [[nodiscard]] PairFigures whole();

private:
    struct Part {
        std::uint64_t number = 0;
        PairFigures figures;
    };
    template <class T> void add_runs(const PairBlock& block, PairFigures& part) const;
    void add_real(const PairBlock& block, PairFigures& part) const;
    void add_complex(const PairBlock& block, PairFigures& part) const;

    ScalarType m_left;
    ScalarType m_right;
    Tolerance m_tolerance;
    std::vector<Part> m_parts;
};

/// Whether items of both types are complex or of none, so that their values can be compared.
[[nodiscard]] bool have_common_values(const DType& left, const DType& right);

} // namespace strata
