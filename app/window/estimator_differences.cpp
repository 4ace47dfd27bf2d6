// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/estimator_differences.h"

#include "widgets/words/number_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <shared_mutex>

namespace strata {

namespace {

/// More nobody reads through; a report has them.
constexpr std::size_t most_told = 200;

struct EstimatorWords {
    Q_DECLARE_TR_FUNCTIONS(EstimatorWords)
};

QString titled(const QString& title, std::size_t all)
{
    return all <= most_told ? title
                            : EstimatorWords::tr("%1, the first %2 of %3")
                                  .arg(title, words::count(most_told), words::count(all));
}

std::string tree_text(std::uint64_t nodes, const std::optional<std::uint64_t>& depth)
{
    QString text =
        words::plural(nodes, EstimatorWords::tr("1 node"), EstimatorWords::tr("%1 nodes"));
    if (depth)
        text = EstimatorWords::tr("%1, depth %2").arg(text, words::count(*depth));
    return text.toStdString();
}

/// The path of a tree below the row that tells it.
std::string name_below(std::string_view path, std::string_view above)
{
    if (path.size() > above.size() && path.starts_with(above))
        path.remove_prefix(above.empty() ? 0 : above.size() + 1);
    return std::string(path);
}

bool is_at_or_below(std::string_view path, std::string_view above)
{
    return path.starts_with(above) && (path.size() == above.size() || path[above.size()] == '/');
}

/// A feature without a name is known by its number.
std::string feature_name(const std::string& feature)
{
    const bool number = std::all_of(feature.begin(), feature.end(),
                                    [](char letter) { return letter >= '0' && letter <= '9'; });
    return number
               ? EstimatorWords::tr("feature %1").arg(QString::fromStdString(feature)).toStdString()
               : feature;
}

SettingDifference told_tree(const TreeDifference& tree, std::string_view above)
{
    QString right = QString::fromStdString(tree_text(tree.right_nodes, tree.right_depth));
    if (tree.first_node)
        right = EstimatorWords::tr("%1; node %2 is the first that differs")
                    .arg(right, words::count(*tree.first_node));
    return {name_below(tree.path, above), Value::text(tree_text(tree.left_nodes, tree.left_depth)),
            Value::text(right.toStdString())};
}

SettingGroup trees_group(const TreeDifferences& trees, std::string_view above, bool whole)
{
    SettingGroup group;
    group.words = true;
    std::size_t all = 0;
    if (whole && trees.left != trees.right)
        group.settings.push_back({EstimatorWords::tr("number").toStdString(),
                                  Value::integer(static_cast<std::int64_t>(trees.left)),
                                  Value::integer(static_cast<std::int64_t>(trees.right))});
    for (const TreeDifference& tree : trees.changed) {
        if (!whole && !is_at_or_below(tree.path, above))
            continue;
        if (++all <= most_told)
            group.settings.push_back(told_tree(tree, above));
    }
    group.title = titled(EstimatorWords::tr("Trees"), all);
    return group;
}

SettingGroup importances_group(const std::vector<ImportanceDifference>& importances)
{
    SettingGroup group{titled(EstimatorWords::tr("Importances"), importances.size()), {}, true};
    for (std::size_t i = 0; i < std::min(most_told, importances.size()); ++i) {
        const ImportanceDifference& each = importances[i];
        group.settings.push_back(
            {feature_name(each.feature), Value::real(each.left), Value::real(each.right)});
    }
    return group;
}

SettingGroup coefficients_group(const Document& left,
                                const std::vector<CoefficientDifference>& coefficients)
{
    SettingGroup group{titled(EstimatorWords::tr("Coefficients"), coefficients.size()), {}, true};
    for (std::size_t i = 0; i < std::min(most_told, coefficients.size()); ++i) {
        const CoefficientDifference& each = coefficients[i];
        const std::string output = coefficient_output(left, each.output);
        group.settings.push_back({feature_name(coefficient_feature(left, each.feature)) +
                                      (output.empty() ? "" : ", " + output),
                                  Value::real(each.left), Value::real(each.right)});
    }
    return group;
}

} // namespace

Result<EstimatorDifferences> compare_estimators(const OpenDocument& left, const OpenDocument& right,
                                                const SharedComparison& shared,
                                                const JobContext& job)
{
    EstimatorDifferences out;
    {
        const std::shared_lock lock(shared.mutex);
        if (auto trees = compare_trees(left, right, shared.comparison, job))
            out.trees = *std::move(trees);
    }
    STRATA_TRY(job.check());
    if (auto coefficients = compare_coefficients(left, right, 0, job))
        out.coefficients = *std::move(coefficients);
    STRATA_TRY(job.check());
    return out;
}

std::vector<SettingGroup> estimator_groups(const Document& left,
                                           const EstimatorDifferences& differences,
                                           std::string_view left_path, bool whole)
{
    std::vector<SettingGroup> groups = {trees_group(differences.trees, left_path, whole)};
    if (whole) {
        groups.push_back(importances_group(differences.trees.importances));
        groups.push_back(coefficients_group(left, differences.coefficients));
    }
    std::erase_if(groups, [](const SettingGroup& group) { return group.settings.empty(); });
    return groups;
}

} // namespace strata
