// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QString>

/// Facts of a document that its text and its reports say in the same words.
namespace strata::report {

/// How many layers a layer lies in.
[[nodiscard]] int layer_depth(const Document& document, const Layer& layer);

/// "(None, 10)"; several outputs apart by commas; "–" where the file does not say.
[[nodiscard]] QString shapes_text(const std::vector<SymbolicShape>& shapes);

/// What an optimizer keeps under one name: an array for each weight.
struct SlotGroup {
    std::string name;
    std::uint64_t arrays = 0;
    std::uint64_t not_paired = 0;
};
[[nodiscard]] std::vector<SlotGroup> group_slots(const OptimizerState& optimizer);
/// "4 arrays, 1 of them of no weight"
[[nodiscard]] QString text_of_group(const SlotGroup& group);

/// Whether the parts of an estimator get columns of their own.
[[nodiscard]] bool has_columns(const Estimator& estimator);

/// The name of a feature; "x3", as scikit-learn calls them, where the file names none.
[[nodiscard]] QString feature_name(const Estimator& estimator, std::size_t feature);
/// The places of the numbers, the largest first.
[[nodiscard]] std::vector<std::size_t> largest_first(const std::vector<double>& numbers);

/// The metadata without the outer estimators' hyper-parameters, which have sections of their own.
[[nodiscard]] std::vector<MetadataEntry> other_metadata(const Document& document);

/// "byte 298, in object/tokenizer", or nothing.
[[nodiscard]] QString finding_place(const Document& document, const Finding& finding);

} // namespace strata::report
