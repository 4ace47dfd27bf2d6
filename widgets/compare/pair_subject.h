// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/settings.h"
#include "io/compare/tensor_difference.h"
#include "widgets/compare/pair_rows.h"

#include <QString>

#include <memory>
#include <vector>

namespace strata {

/// Settings of one thing that differ.
struct SettingGroup {
    QString title;
    SettingDifferences settings; ///< never empty
    bool words = false;          ///< keys and values are words of the program, and not of the files
};

/// A row that differs itself, as a list tells it.
struct DifferingRow {
    std::size_t pair = 0; ///< row of ModelPairs
    QString name;         ///< with the rows between it and the subject, joined by '/'
    PairSign sign = PairSign::Unknown;
    QString how;  ///< "changed, 12 of 64 values", "renamed, the same content"
    QString left; ///< what stands there where that is what differs: a name, a shape, a value
    QString right;
};

/// What the lower part of a comparison shows: one row, with the tensors of both sides when it has
/// some, and what else of it differs.
struct PairSubject {
    std::shared_ptr<const Document> left;
    std::shared_ptr<const Document> right;
    std::size_t pair = 0; ///< row of ModelPairs
    QString path;
    QString name; ///< as people know it, where the path is none
    PairSign sign = PairSign::Unknown;
    MatchReason reason = MatchReason::None;
    std::uint64_t unread = 0; ///< tensor pairs of it and below it that could not be read
    std::uint64_t values = 0; ///< of all tensors of what one side alone has
    bool has_left = false;
    bool has_right = false;
    std::optional<TensorPair> tensors;
    std::optional<PairFailure> failure; ///< which side could not be read, once it is known
    std::vector<SettingGroup> settings;
    std::vector<DifferingRow> rows; ///< of a row without tensors: itself and those below it
    bool more_rows = false;         ///< than are listed

    /// Both sides have numbers that can be compared place by place.
    [[nodiscard]] bool hasFigures() const
    {
        return tensors && tensors->comparable && left->tensor(tensors->left).dtype.is_numeric() &&
               right->tensor(tensors->right).dtype.is_numeric();
    }
    /// The numbers of both sides have an order, by which they can be counted.
    [[nodiscard]] bool hasHistograms() const
    {
        return hasFigures() && !left->tensor(tensors->left).dtype.is_complex() &&
               !right->tensor(tensors->right).dtype.is_complex();
    }
    /// There is a place on each side for every value of the other one.
    [[nodiscard]] bool hasValues() const
    {
        return tensors && tensors->comparable &&
               left->tensor(tensors->left).count().value_or(0) != 0;
    }
    [[nodiscard]] bool hasPlane() const
    {
        return hasFigures() && left->tensor(tensors->left).shape.size() >= 2 &&
               left->tensor(tensors->left).count().value_or(0) != 0;
    }
};

/// Which histogram of a pair: of the values of both sides, or of right − left.
enum class HistogramOf : std::uint8_t { Sides, Difference };

/// What is computed of a pair once it is looked at.
struct PairFigures {
    TensorDifference difference;
    PairHistograms histograms;
    std::optional<Error> no_histograms; ///< why they could not be counted
};

} // namespace strata
