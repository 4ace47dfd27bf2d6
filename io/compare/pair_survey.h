// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/difference_sums.h"
#include "io/compare/pair_reader.h"

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
    struct Whole {
        DifferenceSums differences;
        Figures left;
        Figures right;
    };
    [[nodiscard]] Whole whole();

private:
    struct Part {
        std::uint64_t number = 0;
        Whole figures;
    };
    void add_real(const PairBlock& block, Whole& part);
    void add_complex(const PairBlock& block, Whole& part);

    ScalarType m_left;
    ScalarType m_right;
    Tolerance m_tolerance;
    std::vector<Part> m_parts;
    std::vector<double> m_left_values;
    std::vector<double> m_right_values;
    std::vector<double> m_room;
};

/// Whether items of both types are complex or of none, so that their values can be compared.
[[nodiscard]] bool have_common_values(const DType& left, const DType& right);

} // namespace strata
