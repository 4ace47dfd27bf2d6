// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/compare_rows.h"

#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QCoreApplication>

namespace strata {

namespace {

struct CompareRows {
    Q_DECLARE_TR_FUNCTIONS(CompareRows)
};

bool belongs(const std::string& key, const std::string& path)
{
    return !path.empty() && key.size() > path.size() && key.starts_with(path) &&
           (key[path.size()] == '@' || key[path.size()] == '/');
}

void append(SettingDifferences& out, const SettingDifferences& all)
{
    out.insert(out.end(), all.begin(), all.end());
}

/// Nothing where the other document has no such node; none is none in each.
std::optional<NodeId> same_node(const Document& before, const Document& now, NodeId node)
{
    if (node == NodeId::none)
        return node;
    const Tree& old = before.main_tree();
    const Tree& tree = now.main_tree();
    const std::optional<NodeId> found = tree.find(old.path(node));
    if (!found || tree.node(*found).kind != old.node(node).kind ||
        (tree.node(*found).tensor == TensorId::none) != (old.node(node).tensor == TensorId::none))
        return std::nullopt;
    return found;
}

} // namespace

SettingDifferences settings_of_row(const Document& left, const Document& right,
                                   const SettingsComparison& settings, const PairRow& row)
{
    const Tree& left_tree = left.main_tree();
    const Tree& right_tree = right.main_tree();
    const NodeKind kind =
        row.left != NodeId::none ? left_tree.node(row.left).kind : right_tree.node(row.right).kind;
    SettingDifferences out;
    const bool top = row.parent == ModelPairs::root;
    if (kind == NodeKind::Optimizer && top) {
        append(out, settings.optimizer);
        return out;
    }
    if (kind == NodeKind::Metadata && top) {
        append(out, settings.metadata);
        return out;
    }
    if (kind == NodeKind::Model && top) {
        for (const SettingDifferences* const all :
             {&settings.configuration, &settings.training, &settings.parameters})
            append(out, *all);
        return out;
    }
    const std::string left_path = row.left == NodeId::none ? "" : left_tree.path(row.left);
    const std::string right_path = row.right == NodeId::none ? "" : right_tree.path(row.right);
    for (const SettingDifferences* const all :
         {&settings.configuration, &settings.parameters, &settings.optimizer, &settings.metadata}) {
        for (const SettingDifference& each : *all) {
            if (belongs(each.key, left_path) || belongs(each.key, right_path))
                out.push_back(each);
        }
    }
    return out;
}

std::vector<MatchOverride> overrides_in(const PairedDocuments& before, const PairedDocuments& now,
                                        const std::vector<MatchOverride>& overrides)
{
    std::vector<MatchOverride> out;
    for (const MatchOverride& each : overrides) {
        const auto left = same_node(before.left, now.left, each.left);
        const auto right = same_node(before.right, now.right, each.right);
        if (left && right)
            out.push_back({*left, *right});
    }
    return out;
}

PairSubject subject_of_row(const CompareJobs& jobs, std::size_t row)
{
    const Comparison& comparison = jobs.models().shared->comparison;
    PairSubject subject;
    subject.left = jobs.left().document;
    subject.right = jobs.right().document;
    subject.pair = row;
    const PairRow& of = comparison.pairs.rows[row];
    subject.has_left = of.left != NodeId::none;
    subject.has_right = of.right != NodeId::none;
    subject.path = words::text_of(subject.has_left ? subject.left->main_tree().path(of.left)
                                                   : subject.right->main_tree().path(of.right));
    const Document& named = subject.has_left ? *subject.left : *subject.right;
    const NodeId node = subject.has_left ? of.left : of.right;
    const Tree& tree = named.main_tree();
    // The model itself is found by the word "layers"; a person knows it by its name.
    subject.name = subject.path.isEmpty() || tree.node(node).kind == NodeKind::Model
                       ? words::text_of(tree.name(node))
                       : subject.path;
    subject.sign = comparison.rows[row].sign;
    subject.reason = of.reason;
    if (of.tensors != PairRow::no_tensors)
        subject.tensors = comparison.pairs.tensors[of.tensors];
    if (subject.has_left && subject.has_right)
        subject.settings =
            settings_of_row(*subject.left, *subject.right, *jobs.models().settings, of);
    return subject;
}

QString compared_text(const Comparison& comparison)
{
    const RowFigures& all = comparison.rows.front();
    if (all.pairs == 0)
        return {};
    QString text = all.compared + all.failed >= all.pairs
                       ? words::plural(all.compared, CompareRows::tr("1 tensor pair compared"),
                                       CompareRows::tr("%1 tensor pairs compared"))
                       : CompareRows::tr("%1 of %2 tensor pairs compared")
                             .arg(words::count(all.compared), words::count(all.pairs));
    if (all.failed != 0)
        text += CompareRows::tr(", %1 could not be read").arg(words::count(all.failed));
    return text;
}

} // namespace strata
