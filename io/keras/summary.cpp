// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/summary.h"

#include "io/base/checked.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string_view>

namespace strata::keras {

namespace {

/// Rows between the top rows of the tree and this one.
std::size_t level_of(const Document& document, NodeId node)
{
    std::size_t depth = 0;
    for (; node != NodeId::none && node != Tree::root; node = document.model.node(node).parent)
        ++depth;
    return depth < 2 ? 0 : depth - 2; // the model's own row, and that of its layer
}

SummaryTotal total_of(const Tensor& tensor)
{
    return {tensor.count().value_or(0), tensor.bytes().value_or(0)};
}

/// The layer's name of "dense[0][0]".
std::string_view source_layer(std::string_view source)
{
    for (int brackets = 0; brackets < 2; ++brackets)
        source = source.substr(0, source.rfind('['));
    return source;
}

/// Whether a Functional is one chain: one input a layer, one call, one layer at each distance from
/// the output.
bool is_chain(const std::vector<SummaryRow>& rows)
{
    std::map<std::string_view, std::string_view> user; // of each layer's output
    std::size_t inputs = 0;
    for (const SummaryRow& row : rows) {
        if (row.level != 0)
            continue;
        if (row.connected_to.size() > 1)
            return false;
        if (row.connected_to.empty()) {
            if (++inputs > 1)
                return false;
            continue;
        }
        if (!user.emplace(source_layer(row.connected_to.front()), row.name).second)
            return false;
    }
    return true;
}

/// Whether the Keras of a file counts a nested model's own graph as its call 0 in the file alone:
/// tf.keras from 2.4 on, which no longer has that call while it runs.
bool counts_own_graph(std::string_view version)
{
    constexpr std::string_view major = "2.";
    if (!version.starts_with(major))
        return false;
    const std::string_view minor = version.substr(major.size(), version.find('.', 2) - 2);
    return minor.size() > 1 || minor >= "4";
}

/// "inner[1][0]" as "inner[0][0]", for summary() names the call as it is while the program runs.
void name_running_call(std::string& source)
{
    const std::size_t call = source_layer(source).size() + 1;
    const std::size_t end = source.find(']', call);
    const std::string digits = source.substr(call, end - call);
    if (digits.empty() || digits == "0")
        return;
    source.replace(call, digits.size(), std::to_string(std::stoull(digits) - 1));
}

/// Names the calls of nested models as they are while the program runs.
void name_running_calls(std::vector<SummaryRow>& rows)
{
    // Names of the models of each level, as far as the rows of one parent go.
    std::set<std::pair<std::size_t, std::string>> models;
    std::vector<std::size_t> parents; // the row that holds each level
    std::vector<std::size_t> parent_of(rows.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        parents.resize(std::min(parents.size(), rows[i].level));
        parent_of[i] = parents.empty() ? rows.size() : parents.back();
        parents.push_back(i);
        if (i + 1 < rows.size() && rows[i + 1].level > rows[i].level)
            models.emplace(parent_of[i], rows[i].name);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::string& source : rows[i].connected_to) {
            if (models.contains({parent_of[i], std::string(source_layer(source))}))
                name_running_call(source);
        }
    }
}

void count_weights(const Document& document, Summary& summary)
{
    std::set<TensorId> seen;
    for (const Layer& layer : document.layers) {
        for (const TensorId weight : layer.weights) {
            if (seen.insert(weight).second)
                (document.tensor(weight).trainable ? summary.trainable : summary.non_trainable) +=
                    total_of(document.tensor(weight));
        }
    }
    // Keras 3 counts an optimizer once it was built for the weights. The file of one that was not
    // has its step, at 0, and its learning rate all the same.
    const bool built = document.optimizer && (document.optimizer->iterations.value_or(0) > 0 ||
                                              !document.optimizer->slots.empty());
    if (!document.identity.parameters.optimizer || !built)
        return;
    summary.optimizer.emplace();
    for (const Tensor& tensor : document.tensors) {
        if (tensor.role == TensorRole::Optimizer)
            *summary.optimizer += total_of(tensor);
    }
}

} // namespace

SummaryTotal& SummaryTotal::operator+=(const SummaryTotal& other)
{
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    parameters = checked_add(parameters, other.parameters).value_or(most);
    bytes = checked_add(bytes, other.bytes).value_or(most);
    return *this;
}

SummaryTotal Summary::total() const
{
    SummaryTotal sum = trainable;
    return sum += non_trainable;
}

Result<Summary> summarize(const Document& document)
{
    if (document.layers.empty())
        return fail(ErrorCode::NoSuchItem, "summary");
    Summary summary;
    summary.model_name = document.identity.name;
    summary.version = document.format.version;
    summary.sequential = document.identity.class_name == "Sequential";
    for (std::size_t i = 0; i < document.layers.size(); ++i) {
        const Layer& layer = document.layers[i];
        SummaryRow row;
        row.layer = LayerId{static_cast<std::uint32_t>(i)};
        row.level = level_of(document, layer.node);
        row.name = layer.name;
        row.class_name = layer.class_name;
        row.output_shapes = layer.output_shapes;
        row.parameters = layer.parameters;
        row.trainable = layer.trainable;
        row.has_weights = layer.parameters.value_or(0) != 0;
        row.connected_to = layer.connected_to;
        summary.rows.push_back(std::move(row));
    }
    if (counts_own_graph(summary.version))
        name_running_calls(summary.rows);
    const bool connected =
        std::any_of(summary.rows.begin(), summary.rows.end(), [](const SummaryRow& row) {
            return row.level == 0 && !row.connected_to.empty();
        });
    summary.sequential_like = summary.sequential || !connected || is_chain(summary.rows);
    count_weights(document, summary);
    return summary;
}

} // namespace strata::keras
