// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/weight_group.h"

#include "widgets/parts/text.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <span>

namespace strata {

namespace {

struct WeightWords {
    Q_DECLARE_TR_FUNCTIONS(WeightWords)
};

/// Of more weights the first ones are shown.
constexpr int most_histograms = 12;

bool has_numbers(const Document& document, const Layer& layer)
{
    return std::any_of(layer.weights.begin(), layer.weights.end(),
                       [&](TensorId tensor) { return document.tensor(tensor).dtype.is_numeric(); });
}

/// The layers that a row stands for: itself, or all of the model that it is.
std::span<const Layer> layers_of(const Selection& selection)
{
    const NodeId node = selection.document ? selection.model_node() : NodeId::none;
    if (node == NodeId::none)
        return {};
    const Document& document = *selection.document;
    const Node& row = document.model.node(node);
    if (row.layer != LayerId::none && index(row.layer) < document.layers.size())
        return std::span(document.layers).subspan(index(row.layer), 1);
    return row.kind == NodeKind::Model && row.parent == Tree::root ? std::span(document.layers)
                                                                   : std::span<const Layer>();
}

/// The box cuts a longer one in its middle; cut here as well it would lose its end.
constexpr int longest_title = 400;

/// "kernel" of a layer, "dense_1/kernel" of a model.
QString name_of(const Document& document, TensorId tensor, bool of_model)
{
    const Tree& tree = document.model;
    NodeId model = document.tensor(tensor).model_node;
    if (model == NodeId::none)
        return one_line(document.tensor_path(tensor), longest_title);
    if (!of_model)
        return one_line(tree.name(model), longest_title);
    while (tree.node(model).parent != Tree::root)
        model = tree.node(model).parent;
    const std::string above = tree.path(model); // empty where paths leave the model out
    const std::string path = document.tensor_path(tensor);
    return one_line(path.substr(above.empty() ? 0 : above.size() + 1), longest_title);
}

/// The kinds of arrays of a layer, by what frameworks call those that are no weights.
QString kind_of_weight(const Document& document, TensorId id)
{
    const Tensor& tensor = document.tensor(id);
    const std::string path = document.tensor_path(id);
    const std::string_view name =
        tensor.model_node == NodeId::none ? path : document.model.name(tensor.model_node);
    const std::string_view last = name.substr(name.find_last_of("./") + 1);
    if (last == "moving_mean" || last == "running_mean")
        return QStringLiteral("mean");
    if (last == "moving_variance" || last == "moving_var" || last == "running_var")
        return QStringLiteral("variance");
    return tensor.dtype.is_integer() ? QStringLiteral("count") : QStringLiteral("weight");
}

QString title_of_group(std::uint64_t shown, std::uint64_t all, bool one_kind)
{
    if (!one_kind)
        return shown < all
                   ? WeightWords::tr("%1 of %2 arrays, one axis for each kind")
                         .arg(words::count(shown), words::count(all))
                   : WeightWords::tr("%1 arrays, one axis for each kind").arg(words::count(shown));
    return shown < all ? WeightWords::tr("%1 of %2 weights over one axis")
                             .arg(words::count(shown), words::count(all))
                       : words::plural(shown, WeightWords::tr("1 weight"),
                                       WeightWords::tr("%1 weights over one axis"));
}

} // namespace

QStringList weight_axes(const Document& document, const QList<TensorId>& weights)
{
    QStringList axes;
    for (const TensorId weight : weights)
        axes.append(kind_of_weight(document, weight));
    return axes;
}

bool has_weight_group(const Selection& selection)
{
    const std::span<const Layer> layers = layers_of(selection);
    return std::any_of(layers.begin(), layers.end(),
                       [&](const Layer& layer) { return has_numbers(*selection.document, layer); });
}

std::optional<WeightGroup> weight_group(const Selection& selection)
{
    if (!has_weight_group(selection))
        return std::nullopt;
    const Document& document = *selection.document;
    const std::span<const Layer> layers = layers_of(selection);
    const Node& row = document.model.node(selection.model_node());
    const bool of_model = row.layer == LayerId::none;
    WeightGroup group;
    std::uint64_t values = 0;
    QSet<std::uint32_t> seen; // layers may share theirs
    for (const Layer& layer : layers) {
        for (const TensorId id : layer.weights) {
            const auto number = static_cast<std::uint32_t>(id);
            if (seen.contains(number))
                continue;
            seen.insert(number);
            const Tensor& tensor = document.tensor(id);
            values += tensor.count().value_or(0);
            if (tensor.dtype.is_numeric() && group.parts.size() < most_histograms)
                group.parts.append({id, name_of(document, id, of_model), 0});
        }
    }
    group.name = one_line(of_model ? document.model.text(row.name) : layers.front().name);
    group.class_name =
        one_line(of_model ? document.model.text(row.type) : layers.front().class_name, 60);
    group.facts = words::plural(values, WeightWords::tr("1 value"), WeightWords::tr("%1 values"));
    const auto all = static_cast<std::uint64_t>(seen.size());
    QList<TensorId> tensors;
    for (const HistogramGroup::Part& part : std::as_const(group.parts))
        tensors.append(part.tensor);
    QStringList axes = weight_axes(document, tensors);
    group.title = title_of_group(static_cast<std::uint64_t>(tensors.size()), all,
                                 axes.removeDuplicates() == tensors.size() - 1);
    return group;
}

} // namespace strata
