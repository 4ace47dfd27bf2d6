// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/source/open_document.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Several states of one model as a timeline.
namespace strata {

/// One file of a series.
struct SeriesState {
    std::string path;                 ///< as it was given
    std::string name;                 ///< the file's own
    std::string label = {};           ///< the name; the path where another state has that name too
    std::optional<std::int64_t> step; ///< of the optimizer
    std::optional<double> learning_rate;
};

/// What the weights of a layer are in one state. Over the finite values; complex numbers by
/// magnitude. Integers (counters, positions) are left out where a layer has other numbers too.
struct SeriesFigures {
    std::uint64_t values = 0;
    std::uint64_t zeros = 0;
    std::uint64_t nan = 0;
    std::uint64_t infinite = 0;
    std::optional<double> norm; ///< L2, of all weights of the layer; nothing without a finite value
    /// ‖b − a‖ / ‖a‖ from the state before (a) to this one (b), over the weights that both have in one
    /// shape; infinite where a is zero and b is not. Nothing where there are none.
    std::optional<double> change;
    bool failed = false; ///< a weight could not be read: the figures leave it out
};

/// A layer (what holds weights by name) over all states, or a weight that stands alone.
struct SeriesRow {
    std::string path;                                 ///< in the first state that has it
    std::vector<std::optional<SeriesFigures>> states; ///< nothing where a state does not have it

    [[nodiscard]] std::optional<std::size_t> first() const; ///< state that has it
    [[nodiscard]] std::optional<std::size_t> last() const;
    [[nodiscard]] std::optional<std::size_t> first_nan() const; ///< or infinity
};

/// A file that could not be opened, or of which a part could not be read: the first of them.
struct SeriesFailure {
    std::string path;
    Error error;
};

struct Series {
    /// By the optimizer's step where each state has one of its own, else by path, with numbers in it
    /// by their value.
    std::vector<SeriesState> states;
    bool by_step = false;
    std::vector<SeriesRow> layers; ///< in the first model's order, later ones behind; no slots
    SeriesRow whole;               ///< all layers together; its path is empty
    std::vector<SeriesFailure> failures;
};

using SeriesOpener =
    std::function<Result<OpenDocument>(const std::string& path, const JobContext&)>;

/// Opens the files one after the other, two at a time, matches each with the one before it
/// (match_with_contents()) and reads every weight. Memory is bounded by two indexes, whatever the number and
/// size of the files. Progress is in files. BadArgument where fewer than two could be opened, with
/// the first failure's words; Cancelled.
Result<Series> compute_series(std::span<const std::string> paths, const SeriesOpener& open,
                              const JobContext& job);

} // namespace strata
