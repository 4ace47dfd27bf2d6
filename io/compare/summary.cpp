// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/summary.h"

#include "io/analysis/learning_rate.h"

#include <algorithm>

namespace strata {

namespace {

class Counter {
public:
    Counter(const Document& left, const Document& right, const Comparison& comparison)
        : m_left(left),
          m_right(right),
          m_comparison(comparison),
          m_rows_alike(keep_rows_alike(left, right))
    {
    }

    void count(ComparisonSummary& out)
    {
        const std::vector<PairRow>& rows = m_comparison.pairs.rows;
        for (std::size_t i = 1; i < rows.size(); ++i) {
            if (rows[i].part == PairPart::Beside)
                add_beside(rows[i], m_comparison.rows[i], out);
            else
                add(rows[i], m_comparison.rows[i], out);
        }
        out.relative_l2 = m_sums.relative_l2();
    }

private:
    [[nodiscard]] const Node& node_of(const PairRow& row) const
    {
        return row.left != NodeId::none ? m_left.main_tree().node(row.left)
                                        : m_right.main_tree().node(row.right);
    }

    void add(const PairRow& row, const RowFigures& figures, ComparisonSummary& out)
    {
        const Node& node = node_of(row);
        const bool alone = row.own == PairSign::OnlyLeft || row.own == PairSign::OnlyRight;
        if (alone && row.part == PairPart::Model && !m_rows_alike &&
            figures.left_values + figures.right_values == 0)
            return;
        if (node.layer != LayerId::none && row.part == PairPart::Model)
            add_layer(figures, out);
        if (row.tensors != PairRow::no_tensors)
            return add_pair(row, figures, out);
        if (!alone) {
            // Values are compared as settings, up to the tolerance.
            out.rows_changed +=
                row.own == PairSign::Changed && !is_differing_value(m_left, row) ? 1 : 0;
            out.rows_renamed += row.renamed && node.layer == LayerId::none ? 1 : 0;
            return;
        }
        if (node.tensor == TensorId::none)
            out.rows_changed += node.child_count == 0 && !is_told(row) ? 1 : 0;
        else if (row.part == PairPart::Optimizer)
            ++out.slots_alone;
        else if (row.own == PairSign::OnlyLeft)
            ++out.weights_only_left;
        else
            ++out.weights_only_right;
    }

    /// Parameters and fitted numbers of an estimator are compared as settings.
    [[nodiscard]] bool is_told(const PairRow& row) const
    {
        const PairRow& parent = m_comparison.pairs.row(row.parent);
        return parent.left != NodeId::none && parent.right != NodeId::none &&
               node_of(parent).estimator != EstimatorId::none;
    }

    /// Values of metadata are compared as settings; arrays are not.
    void add_beside(const PairRow& row, const RowFigures& figures, ComparisonSummary& out) const
    {
        if (row.tensors == PairRow::no_tensors)
            return;
        out.rows_changed += figures.tensors == PairSign::Changed ? 1 : 0;
        out.rows_failed += m_comparison.failures[row.tensors] ? 1 : 0;
    }

    static void add_layer(const RowFigures& figures, ComparisonSummary& out)
    {
        const PairSign sign = figures.sign;
        // Layers without weights are numbered by Keras, over all models of one process.
        const bool weights = figures.left_values + figures.right_values != 0;
        out.layers_changed += sign == PairSign::Changed ? 1 : 0;
        out.layers_renamed += sign == PairSign::Renamed && weights ? 1 : 0;
        out.rows_renamed += sign == PairSign::Renamed && !weights ? 1 : 0;
        out.layers_only_left += sign == PairSign::OnlyLeft ? 1 : 0;
        out.layers_only_right += sign == PairSign::OnlyRight ? 1 : 0;
    }

    static void add_dtypes(const std::string& left, const std::string& right,
                           ComparisonSummary& out)
    {
        if (++out.dtypes_changed == 1) {
            out.dtype_left = left;
            out.dtype_right = right;
        } else if (out.dtype_left != left || out.dtype_right != right) {
            out.dtype_left.clear();
            out.dtype_right.clear();
        }
    }

    void add_pair(const PairRow& row, const RowFigures& figures, ComparisonSummary& out)
    {
        const TensorPair& pair = m_comparison.pairs.tensors[row.tensors];
        const bool turned = pair.comparable && row.own == PairSign::Changed;
        const auto& found = m_comparison.differences[row.tensors];
        const bool equal = found ? found->equal && pair.comparable : turned;
        const std::uint64_t changed = figures.tensors == PairSign::Changed && !equal ? 1 : 0;
        const std::uint64_t failed = m_comparison.failures[row.tensors] ? 1 : 0;
        if (row.part == PairPart::Optimizer) {
            ++out.slots;
            (pair.counter ? out.slot_numbers : out.slots_changed) += changed;
            out.slots_failed += failed;
            return;
        }
        if (pair.counter) {
            out.counters_changed += changed + failed;
            return;
        }
        const DType& left = m_left.tensor(pair.left).dtype;
        const DType& right = m_right.tensor(pair.right).dtype;
        ++out.weights;
        out.weights_changed += changed;
        out.weights_failed += failed;
        out.weights_turned += turned ? 1 : 0;
        out.weights_renamed += row.renamed ? 1 : 0;
        out.weights_reshaped += pair.comparable ? 0 : 1;
        if (left.name() != right.name())
            add_dtypes(left.name(), right.name(), out);
        if (!found)
            return;
        out.parameters += found->count;
        out.parameters_changed += found->changed;
        const std::uint64_t bad_left = found->nan_left + found->infinite_left;
        const std::uint64_t bad_right = found->nan_right + found->infinite_right;
        out.spoiled += bad_right > bad_left ? 1 : 0;
        out.repaired += bad_right < bad_left ? 1 : 0;
        if (found->finite != 0 && !left.is_integer()) {
            m_sums.measured = 1;
            m_sums.squared_difference += found->squared_difference;
            m_sums.squared_left += found->squared_left;
        }
    }

    const Document& m_left;
    const Document& m_right;
    const Comparison& m_comparison;
    const bool m_rows_alike;
    RowFigures m_sums;
};

/// What has a place of its own in the line.
bool is_said(std::string_view key, const ComparisonSummary& summary)
{
    if (key == "optimizer@class")
        return summary.optimizer_left != summary.optimizer_right;
    if (key == "optimizer@iterations")
        return summary.steps_left && summary.steps_right;
    return (key == "optimizer@learning_rate" || key == "optimizer@lr") && summary.rate_left &&
           summary.rate_right;
}

/// The root's own class leads the line.
void count_classes(const SettingDifferences& parameters, ComparisonSummary& out)
{
    const auto short_name = [](const std::optional<Value>& value) {
        const std::string_view name = value ? value->as_text() : std::string_view();
        return std::string(name.substr(name.rfind('.') + 1));
    };
    for (const SettingDifference& each : parameters) {
        const std::string_view key = each.key;
        if (!key.ends_with("@class") || key.find('/') == std::string_view::npos)
            continue;
        if (++out.classes_changed > 1)
            continue;
        out.class_left = short_name(each.left);
        out.class_right = short_name(each.right);
        out.class_of = key.substr(key.rfind('/') + 1, key.rfind('@') - key.rfind('/') - 1);
    }
}

bool describes_layers(const Document& document)
{
    return std::ranges::any_of(document.layers, [](const Layer& layer) {
        return layer.config.kind() == Value::Kind::Dict && !layer.config.entries().empty();
    });
}

void count_frozen(const SettingDifferences& configuration, ComparisonSummary& out)
{
    for (const SettingDifference& each : configuration) {
        if (!each.key.ends_with("@trainable") || !each.left || !each.right ||
            each.left->kind() != Value::Kind::Bool || each.right->kind() != Value::Kind::Bool)
            continue;
        ++(each.left->as_bool() ? out.frozen : out.unfrozen);
    }
}

void describe(const Document& document, std::string& optimizer, std::optional<std::int64_t>& steps,
              std::string& estimator, std::uint64_t& trees)
{
    if (document.optimizer) {
        optimizer = document.optimizer->class_name;
        steps = document.optimizer->iterations;
    }
    if (document.estimator != EstimatorId::none) {
        estimator = document.estimators[index(document.estimator)].name;
        trees = document.estimators[index(document.estimator)].trees.size();
    }
}

} // namespace

ComparisonSummary summarize(const Document& left, const Document& right,
                            const Comparison& comparison, const SettingsComparison& settings)
{
    ComparisonSummary out;
    out.structure_only = comparison.structure_only;
    Counter(left, right, comparison).count(out);
    describe(left, out.optimizer_left, out.steps_left, out.estimator_left, out.trees_left);
    describe(right, out.optimizer_right, out.steps_right, out.estimator_right, out.trees_right);
    out.rate_left = learning_rate_setting(left);
    out.rate_right = learning_rate_setting(right);
    out.described_left = describes_layers(left);
    out.described_right = describes_layers(right);
    out.incomplete_left = left.verdict.integrity == Integrity::Incomplete;
    out.incomplete_right = right.verdict.integrity == Integrity::Incomplete;
    out.parameters_set = settings.parameters.size();
    out.fitted = settings.fitted.size();
    count_frozen(settings.configuration, out);
    count_classes(settings.parameters, out);
    out.settings = settings.metadata.size() + settings.values.size() +
                   settings.configuration.size() - out.frozen - out.unfrozen;
    // An optimizer that one side has only says that the other was not compiled.
    if (left.optimizer.has_value() == right.optimizer.has_value() ||
        left.training.has_value() == right.training.has_value())
        out.settings += settings.training.size();
    const bool both = left.optimizer && right.optimizer;
    if (both)
        out.settings += static_cast<std::uint64_t>(
            std::ranges::count_if(settings.optimizer, [&](const SettingDifference& each) {
                return !is_said(each.key, out);
            }));
    const bool all_layers = out.layers_only_left + out.layers_only_right == 0;
    const bool all_weights = out.weights_only_left + out.weights_only_right == 0;
    out.same_architecture = all_layers && all_weights &&
                            out.weights_reshaped + out.weights_turned == 0 &&
                            out.frozen + out.unfrozen == settings.configuration.size() &&
                            out.trees_left == out.trees_right;
    const std::uint64_t differences =
        out.layers_renamed + out.weights_renamed + out.rows_renamed + out.weights_changed +
        out.weights_failed + out.dtypes_changed + out.counters_changed + out.slots_changed +
        out.slot_numbers + out.slots_alone + out.slots_failed + out.rows_changed + out.rows_failed +
        out.settings + out.parameters_set + out.fitted + out.frozen + out.unfrozen;
    const bool one_sided = out.described_left != out.described_right ||
                           out.estimator_left.empty() != out.estimator_right.empty();
    out.identical = out.same_architecture && differences == 0 &&
                    !(both && !settings.optimizer.empty()) && !one_sided;
    return out;
}

} // namespace strata
