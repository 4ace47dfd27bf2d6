// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/presence.h"

#include <QString>
#include <QStringList>

/// What is said of a file that ends early and of its tensors.
namespace strata::words {

/// "of the first 1,262,980 of 2,359,296 values", "of 96 of 120 values" where they are not the first
/// ones; empty for a tensor that is not cut.
[[nodiscard]] QString part_of_values(const Tensor& tensor);
/// The same for less and less room: "of the first 1,262,980 values", "first 1,262,980".
[[nodiscard]] QStringList shorter_part_of_values(const Tensor& tensor);
/// "cut: 53.5 % of its values are in the file", "missing"; empty for a whole tensor.
[[nodiscard]] QString presence_text(const Tensor& tensor);
/// The same for less and less room: "cut: 53.5 % are in the file", "cut: 53.5 %".
[[nodiscard]] QStringList shorter_presence_text(const Tensor& tensor);

/// "106 tensors measured, 1 in part", "40 of 106 tensors measured": `measured` wholly, of `whole`
/// ones.
[[nodiscard]] QString measured_text(std::uint64_t measured, std::uint64_t in_part,
                                    std::uint64_t whole);

/// "1 tensor is cut, 15 are missing"; empty for none.
[[nodiscard]] QString damaged_text(std::uint64_t cut, std::uint64_t missing);
/// "layer.0.weight, layer.1.weight, 3 more": the first `most` by their paths.
[[nodiscard]] QString tensor_names(const Document& document, const std::vector<TensorId>& tensors,
                                   std::size_t most);

struct EarlyEndWords {
    QString headline; ///< "The file ends early: 23,808,496 bytes are missing"
    QString sentence; ///< what it promises and has, and what became of its tensors
    QString remedy;
};
[[nodiscard]] EarlyEndWords describe(const EarlyEnd& end);

} // namespace strata::words
