// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/series.h"

#include "io/analysis/learning_rate.h"
#include "io/analysis/statistics.h"
#include "io/base/guarded.h"
#include "io/base/natural_order.h"
#include "io/compare/block_work.h"
#include "io/compare/comparison.h"
#include "io/compare/series_sums.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace strata {

namespace {

constexpr std::size_t no_row = std::numeric_limits<std::size_t>::max();

/// Weights of one state and the row that each is counted in.
struct State {
    OpenDocument opened;
    std::vector<TensorId> weights;     ///< in the order of the rows
    std::vector<std::size_t> rows;     ///< by weight, places in Series::layers
    std::vector<std::size_t> place_of; ///< by TensorId, places in weights; no_row
    std::optional<Error> failure;      ///< the first of its weights that could not be read
};

bool is_weight(const Tensor& tensor)
{
    return tensor.role != TensorRole::Optimizer && tensor.dtype.is_numeric();
}

NodeId row_of(const Document& document, const Tensor& tensor)
{
    return document.model.empty() ? tensor.file_node : tensor.model_node;
}

/// What holds the weight; the weight itself where only the file does.
NodeId layer_of(const Tree& tree, NodeId row)
{
    const NodeId parent = tree.node(row).parent;
    return parent == NodeId::none || parent == Tree::root ? row : parent;
}

std::vector<TensorId> weights_of(const Document& document)
{
    std::vector<std::pair<NodeId, TensorId>> found;
    for (std::size_t i = 0; i < document.tensors.size(); ++i) {
        const Tensor& tensor = document.tensors[i];
        const NodeId row = row_of(document, tensor);
        if (is_weight(tensor) && row != NodeId::none)
            found.emplace_back(row, TensorId{static_cast<std::uint32_t>(i)});
    }
    std::ranges::sort(found);
    std::vector<TensorId> weights;
    weights.reserve(found.size());
    for (const auto& [row, id] : found)
        weights.push_back(id);
    return weights;
}

class SeriesMaker {
public:
    SeriesMaker(const SeriesOpener& open, const JobContext& job) : m_open(open), m_job(job) {}

    Result<Series> make(std::span<const std::string> paths)
    {
        STRATA_TRY(describe(paths));
        if (m_series.states.size() < 2)
            return too_few();
        sort();
        label();
        State before;
        for (std::size_t i = 0; i < m_series.states.size(); ++i) {
            m_job.report(i, m_series.states.size());
            STRATA_ASSIGN(State now, take(i));
            STRATA_TRY(measure(i, before, now));
            note_failure(m_series.states[i].path, now);
            before = std::move(now);
        }
        m_series.whole.states.resize(m_series.states.size());
        for (SeriesRow& row : m_series.layers)
            row.states.resize(m_series.states.size());
        return std::move(m_series);
    }

private:
    /// What can be said of each file before their order is known.
    Result<void> describe(std::span<const std::string> paths)
    {
        for (const std::string& path : paths) {
            STRATA_TRY(m_job.check());
            const auto opened = m_open(path, m_job);
            if (!opened) {
                if (opened.error().code == ErrorCode::Cancelled)
                    return fail(opened.error());
                m_series.failures.push_back({path, opened.error()});
                continue;
            }
            const Document& document = *opened->document;
            SeriesState state{path, document.name, {}, std::nullopt, std::nullopt};
            if (document.optimizer)
                state.step = document.optimizer->iterations;
            state.learning_rate = learning_rate_of(*opened, m_job);
            m_series.states.push_back(std::move(state));
        }
        return {};
    }

    Result<Series> too_few() const
    {
        if (m_series.failures.empty())
            return fail(ErrorCode::BadArgument, "a series needs two files or more");
        return fail(m_series.failures.front().error);
    }

    void sort()
    {
        auto& states = m_series.states;
        std::ranges::stable_sort(states, natural_less, &SeriesState::path);
        std::vector<std::int64_t> steps;
        for (const SeriesState& state : states) {
            if (!state.step)
                return;
            steps.push_back(*state.step);
        }
        std::ranges::sort(steps);
        if (std::ranges::adjacent_find(steps) != steps.end())
            return;
        m_series.by_step = true;
        std::ranges::sort(states, {}, &SeriesState::step);
    }

    void label()
    {
        std::map<std::string_view, std::size_t> names;
        for (const SeriesState& state : m_series.states)
            ++names[state.name];
        for (SeriesState& state : m_series.states)
            state.label = names[state.name] == 1 ? state.name : state.path;
    }

    Result<State> take(std::size_t number)
    {
        State state;
        STRATA_ASSIGN(state.opened, m_open(m_series.states[number].path, m_job));
        const Document& document = *state.opened.document;
        state.weights = weights_of(document);
        state.rows.assign(state.weights.size(), no_row);
        state.place_of.assign(document.tensors.size(), no_row);
        for (std::size_t i = 0; i < state.weights.size(); ++i)
            state.place_of[index(state.weights[i])] = i;
        return state;
    }

    /// The rows that the partners of a layer's weights were counted in, and new ones for others.
    void place(const ModelPairs& pairs, const State& before, State& now)
    {
        const Document& document = *now.opened.document;
        std::map<NodeId, std::size_t> row_of_layer;
        const auto layer = [&](TensorId id) {
            return layer_of(document.main_tree(), row_of(document, document.tensor(id)));
        };
        std::vector<bool> taken(m_series.layers.size(), false);
        for (const TensorPair& pair : pairs.tensors) {
            const std::size_t left = before.place_of[index(pair.left)];
            const std::size_t right = now.place_of[index(pair.right)];
            if (left == no_row || right == no_row || taken[before.rows[left]])
                continue;
            if (row_of_layer.try_emplace(layer(pair.right), before.rows[left]).second)
                taken[before.rows[left]] = true;
        }
        std::map<std::string, std::size_t> left_before = rows_not_in(before);
        for (std::size_t i = 0; i < now.weights.size(); ++i) {
            const auto [known, is_new] =
                row_of_layer.try_emplace(layer(now.weights[i]), m_series.layers.size());
            if (is_new) {
                const std::string path = document.main_tree().path(known->first);
                if (const auto back = left_before.extract(path))
                    known->second = back.mapped();
                else
                    m_series.layers.push_back({path, {}});
            }
            now.rows[i] = known->second;
        }
    }

    /// By path the rows of earlier states: a layer that comes back goes on in its own.
    [[nodiscard]] std::map<std::string, std::size_t> rows_not_in(const State& state) const
    {
        std::vector<bool> held(m_series.layers.size(), false);
        for (const std::size_t row : state.rows)
            held[row] = true;
        std::map<std::string, std::size_t> rows;
        for (std::size_t row = 0; row < held.size(); ++row) {
            if (!held[row])
                rows.emplace(m_series.layers[row].path, row);
        }
        return rows;
    }

    Result<void> measure(std::size_t number, const State& before, State& now)
    {
        ModelPairs pairs;
        if (before.opened.document) {
            STRATA_ASSIGN(pairs, match_with_contents(before.opened, now.opened, {},
                                                     m_job.without_progress()));
        }
        place(pairs, before, now);
        std::vector<SeriesSums> sums(m_series.layers.size());
        std::vector<bool> present(m_series.layers.size(), false);
        for (std::size_t i = 0; i < now.weights.size(); ++i) {
            STRATA_TRY(m_job.check());
            const std::size_t row = now.rows[i];
            present[row] = true;
            STRATA_TRY(add_weight(now, i, sums[row]));
        }
        STRATA_TRY(compare(pairs, before, now, sums));
        SeriesSums all;
        for (std::size_t row = 0; row < sums.size(); ++row) {
            if (!present[row])
                continue;
            m_series.layers[row].states.resize(number + 1);
            m_series.layers[row].states[number] = sums[row].finished();
            all.add(sums[row]);
        }
        m_series.whole.states.push_back(all.finished());
        return {};
    }

    Result<void> add_weight(State& state, std::size_t weight, SeriesSums& sums)
    {
        const Document& document = *state.opened.document;
        const TensorId id = state.weights[weight];
        const auto statistics = compute_statistics(document.tensor(id), state.opened.sources,
                                                   {.bins = 1}, m_job.without_progress());
        WeightSums& same_kind = sums.of(document.tensor(id).dtype);
        if (statistics)
            same_kind.add(*statistics);
        else if (statistics.error().code == ErrorCode::Cancelled)
            return fail(statistics.error());
        if (statistics && !statistics->partial)
            return {};
        sums.failed = true;
        if (!state.failure) {
            state.failure =
                statistics ? Error{ErrorCode::Truncated, {}, {}, {}} : statistics.error();
            if (state.failure->path.empty())
                state.failure->path = document.tensor_path(id);
        }
        return {};
    }

    /// Of a file that is damaged elsewhere what its index says.
    void note_failure(const std::string& path, const State& state)
    {
        const Document& document = *state.opened.document;
        if (state.failure)
            return m_series.failures.push_back({path, *state.failure});
        if (document.verdict.integrity != Integrity::Incomplete)
            return;
        Error error;
        for (const Finding& finding : document.findings) {
            if (finding.category != Category::Integrity)
                continue;
            const bool cut = finding.rule.find("truncated") != std::string::npos;
            error = {cut ? ErrorCode::Truncated : ErrorCode::Malformed,
                     finding.offset,
                     {},
                     cut ? std::string() : finding.rule};
            break;
        }
        m_series.failures.push_back({path, std::move(error)});
    }

    Result<void> compare(const ModelPairs& pairs, const State& before, const State& now,
                         std::vector<SeriesSums>& sums)
    {
        std::vector<std::size_t> wanted;
        for (std::size_t i = 0; i < pairs.tensors.size(); ++i) {
            const TensorPair& pair = pairs.tensors[i];
            if (pair.comparable && before.place_of[index(pair.left)] != no_row &&
                now.place_of[index(pair.right)] != no_row)
                wanted.push_back(i);
        }
        // Summed in the pairs' order, so that rounding is the same each time.
        std::vector<std::optional<TensorDifference>> differences(pairs.tensors.size());
        STRATA_TRY(compare_pairs(before.opened, now.opened, pairs, wanted, {},
                                 m_job.without_progress(),
                                 [&](std::size_t at, const PairOutcome& found) {
                                     if (found)
                                         differences[at] = *found;
                                 }));
        for (const std::size_t at : wanted) {
            SeriesSums& row = sums[now.rows[now.place_of[index(pairs.tensors[at].right)]]];
            const DType& dtype = now.opened.document->tensor(pairs.tensors[at].right).dtype;
            if (differences[at])
                row.of(dtype).add(*differences[at]);
            else
                row.failed = true;
        }
        return {};
    }

    const SeriesOpener& m_open;
    const JobContext& m_job;
    Series m_series;
};

} // namespace

std::optional<std::size_t> SeriesRow::first() const
{
    const auto found =
        std::ranges::find_if(states, [](const auto& each) { return each.has_value(); });
    return found == states.end() ? std::nullopt
                                 : std::optional<std::size_t>(found - states.begin());
}

std::optional<std::size_t> SeriesRow::last() const
{
    for (std::size_t i = states.size(); i-- > 0;) {
        if (states[i])
            return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> SeriesRow::first_nan() const
{
    const auto found = std::ranges::find_if(
        states, [](const auto& each) { return each && each->nan + each->infinite != 0; });
    return found == states.end() ? std::nullopt
                                 : std::optional<std::size_t>(found - states.begin());
}

Result<Series> compute_series(std::span<const std::string> paths, const SeriesOpener& open,
                              const JobContext& job)
{
    return guarded([&] { return SeriesMaker(open, job).make(paths); });
}

} // namespace strata
