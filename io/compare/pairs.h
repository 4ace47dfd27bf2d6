// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/model/document.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace strata {

/// Index of a row of ModelPairs.
enum class PairId : std::uint32_t { none = 0xffffffff };

/// Why two rows stand beside each other.
enum class MatchReason : std::uint8_t {
    None,    ///< there is nothing on the other side
    Path,    ///< the same path
    Name,    ///< the same name in the spelling of another format or generation
    Content, ///< another name, the same bytes, of very large arrays as far as these were read
    Order,   ///< another name, the same shapes at the same place among the others or with values
             ///< that are much alike
    Hand,    ///< a person said so
};
const char* match_reason_name(MatchReason reason); ///< "path", "name" …; "" for None

/// What a row of the comparison says.
enum class PairSign : std::uint8_t {
    Unknown, ///< its values have not been compared yet
    Same,
    Changed,
    Renamed, ///< nothing differs but the name
    OnlyLeft,
    OnlyRight,
};
const char* pair_sign_name(PairSign sign); ///< "unknown", "same", "changed" …

/// What a row belongs to.
enum class PairPart : std::uint8_t {
    Model,
    Optimizer, ///< what the optimizer keeps, in files that say nothing of what rows are, too
    Beside,    ///< metadata, and what metrics keep
};

/// A row of two aligned trees: a node of each side's main_tree(), or of one of them alone. A group
/// may have one side only and pairs below it all the same, where the other file is flat.
struct PairRow {
    NodeId left = NodeId::none;
    NodeId right = NodeId::none;
    PairId parent = PairId::none;
    PairId first_child = PairId::none; ///< children lie one after the other
    std::uint32_t child_count = 0;
    std::uint32_t tensors = no_tensors; ///< place in ModelPairs::tensors
    MatchReason reason = MatchReason::None;
    PairPart part = PairPart::Model;
    bool renamed = false; ///< the names differ by more than the spelling of a format
    /// What the indexes alone say of the row itself, whatever lies below: Unknown for tensors whose
    /// values are to be compared.
    PairSign own = PairSign::Unknown;
    static constexpr std::uint32_t no_tensors = 0xffffffff;
};

/// Two tensors that stand for each other.
struct TensorPair {
    PairId row = PairId::none;
    TensorId left = TensorId::none;
    TensorId right = TensorId::none;
    /// The right tensor's axis for each axis of the left one, where they lie in another order (a
    /// Keras kernel beside a PyTorch weight); empty: the same order.
    std::vector<std::uint8_t> right_axes;
    /// The shapes agree, once the right axes are put in order: there are values to compare.
    bool comparable = false;
    /// One integer, or one number of the optimizer's, such as the batches that were seen: it would
    /// outweigh all weights in a sum over several pairs.
    bool counter = false;

    [[nodiscard]] bool transposed() const { return !right_axes.empty(); }
};

/// Two models, aligned. Plain data: no tensor is read to make it.
struct ModelPairs {
    static constexpr PairId root = PairId{0};
    std::vector<PairRow> rows; ///< [0] pairs the invisible roots; parents before their children
    std::vector<TensorPair> tensors; ///< in the order of the rows
    /// The row of each node of the left and of the right main_tree(); none for those that are not
    /// listed (groups that are empty once their tensors stand beside others).
    std::vector<PairId> row_of_left;
    std::vector<PairId> row_of_right;

    [[nodiscard]] const PairRow& row(PairId id) const { return rows[index(id)]; }
    [[nodiscard]] PairId child(PairId parent, std::size_t at) const
    {
        return PairId{static_cast<std::uint32_t>(index(row(parent).first_child) + at)};
    }
};

/// What a person decided: the two belong together, or, where one is none, the other stands alone.
/// Later ones overrule earlier ones.
struct MatchOverride {
    NodeId left = NodeId::none;
    NodeId right = NodeId::none;
    bool operator==(const MatchOverride&) const = default;
};

/// Some values of a tensor, centred and of length 1, which two states of one training have much alike
/// and two trainings do not; zeros where all are the same, empty where nothing is known.
using Sketch = std::vector<float>;

/// What is known of tensors' values by TensorId; nothing of those that were not read.
struct ContentHashes {
    /// Hashes of all values in C order; of very large tensors of some parts.
    std::vector<std::optional<std::uint64_t>> left;
    std::vector<std::optional<std::uint64_t>> right;
    std::vector<Sketch> left_sketches; ///< empty or one for each tensor
    std::vector<Sketch> right_sketches;

    /// Of each side something is known that could be found on the other one.
    [[nodiscard]] bool is_known() const;
};

struct MatchRequest {
    std::vector<MatchOverride> overrides;
    /// From hash_contents(); without them nothing is matched by content.
    ContentHashes hashes;
};

/// Aligns the main trees of two documents in time that is nearly linear in their size: by what a
/// person said, by path, by name across formats and generations, by content, and what is left by
/// shapes and order between matched neighbours. A job that is stopped leaves pairs out: who stops it
/// throws the answer away.
[[nodiscard]] ModelPairs match_models(const Document& left, const Document& right,
                                      const MatchRequest& request = {}, const JobContext& job = {});

} // namespace strata
