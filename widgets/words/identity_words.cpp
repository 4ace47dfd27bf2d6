// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/identity_words.h"

#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <algorithm>

namespace strata::words {

namespace {

QString depth_range(const std::vector<DecisionTree>& trees)
{
    std::uint64_t lowest = ~std::uint64_t{0};
    std::uint64_t highest = 0;
    for (const DecisionTree& tree : trees) {
        if (!tree.depth)
            return translate("unknown");
        lowest = std::min(lowest, *tree.depth);
        highest = std::max(highest, *tree.depth);
    }
    return lowest == highest ? count(lowest)
                             : translate("%1 to %2").arg(count(lowest), count(highest));
}

} // namespace

QString framework_name(std::string_view id)
{
    if (id == "keras")
        return QStringLiteral("Keras");
    if (id == "torch" || id == "pytorch")
        return QStringLiteral("PyTorch");
    if (id == "tensorflow")
        return QStringLiteral("TensorFlow");
    if (id == "numpy")
        return QStringLiteral("NumPy");
    return text_of(id);
}

QString framework_text(const FormatIdentity& format)
{
    if (format.framework.empty())
        return translate("none recognised");
    const QString name = framework_name(format.framework);
    return format.version.empty() ? name
                                  : QStringLiteral("%1 %2").arg(name, text_of(format.version));
}

QString version_number(const VersionEvidence& version)
{
    return version.version.empty() ? translate("of unknown version") : text_of(version.version);
}

QString format_text(const FormatIdentity& format)
{
    const QString name = text_of(format.name);
    return format.compression.empty() ? name
                                      : translate("%1, %2").arg(name, text_of(format.compression));
}

QString parameters_text(const Document& document)
{
    const auto& total = document.identity.parameters.total;
    return total ? count(*total) : translate("Not stored");
}

const OptimizerState* find_optimizer(const Document& document)
{
    if (document.optimizer)
        return &*document.optimizer;
    if (document.estimator == EstimatorId::none)
        return nullptr;
    const Estimator& estimator = document.estimators[index(document.estimator)];
    return estimator.optimizer ? &*estimator.optimizer : nullptr;
}

QString optimizer_text(const Document& document)
{
    const OptimizerState* const optimizer = find_optimizer(document);
    if (optimizer == nullptr)
        return {};
    const QString name = text_of(optimizer->class_name);
    if (!optimizer->iterations || *optimizer->iterations < 0)
        return name;
    const auto step = static_cast<std::uint64_t>(*optimizer->iterations);
    return translate("%1, step %2").arg(name, count(step));
}

QString class_text(const Document& document)
{
    if (document.outer_estimators.size() > 1)
        return translate("%1 and %2 more")
            .arg(text_of(document.identity.class_name),
                 count(document.outer_estimators.size() - 1));
    if (!document.identity.class_name.empty())
        return text_of(document.identity.class_name);
    if (document.estimator != EstimatorId::none)
        return text_of(document.estimators[index(document.estimator)].name);
    return {};
}

QString class_count_text(const Estimator& estimator)
{
    QStringList outputs;
    for (const Value& output : estimator.classes) {
        if (output.kind() != Value::Kind::List) // a class of the only output
            return count(estimator.classes.size());
        outputs.append(count(output.items().size() + output.omitted()));
    }
    return outputs.join(QLatin1String(", "));
}

QString trees_text(const Estimator& estimator)
{
    const auto& trees = estimator.trees;
    if (trees.empty())
        return {};
    std::uint64_t nodes = 0;
    for (const DecisionTree& tree : trees)
        nodes += tree.node_count;
    const QString number = plural(trees.size(), translate("1 tree"), translate("%1 trees"));
    return translate("%1, depth %2, %3 in all")
        .arg(number, depth_range(trees), plural(nodes, translate("1 node"), translate("%1 nodes")));
}

} // namespace strata::words
