// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/compare_rows.h"

#include "app/window/differing_rows.h"
#include "widgets/parts/text.h"
#include "widgets/words/comparison_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QCoreApplication>

namespace strata {

namespace {

struct CompareRows {
    Q_DECLARE_TR_FUNCTIONS(CompareRows)
};

bool belongs(std::string_view key, std::string_view path)
{
    return !path.empty() && key.size() > path.size() && key.starts_with(path) &&
           (key[path.size()] == '@' || key[path.size()] == '/' || key[path.size()] == '.');
}

/// What a setting is of: "layers/dense" of "layers/dense@units".
std::string_view owner_of(std::string_view key)
{
    const std::size_t at = key.rfind('@');
    return at == std::string_view::npos ? std::string_view() : key.substr(0, at);
}

/// Where a finding is, of "rule place".
std::string_view place_of(std::string_view key)
{
    const std::size_t space = key.find(' ');
    return space == std::string_view::npos ? std::string_view() : key.substr(space + 1);
}

/// The tables of a comparison; each names the groups of its settings.
enum class Table { Metadata, Configuration, Training, Optimizer, Findings, Parameters };

QString title_of(Table table, std::string_view key)
{
    std::string_view owner = owner_of(key);
    constexpr std::string_view layers = "layers/";
    if (owner.starts_with(layers))
        owner.remove_prefix(layers.size());
    const QString of = one_line(owner, 200);
    switch (table) {
    case Table::Metadata:
        return of.isEmpty() || of == QLatin1Char('/') ? CompareRows::tr("Metadata")
                                                      : CompareRows::tr("Metadata of %1").arg(of);
    case Table::Configuration:
        return of == QLatin1String("model") ? CompareRows::tr("Model") : of;
    case Table::Training:
        return CompareRows::tr("Training");
    case Table::Optimizer:
        return CompareRows::tr("Optimizer");
    case Table::Findings:
        return CompareRows::tr("Findings");
    case Table::Parameters:
        return owner == "estimator" ? CompareRows::tr("Parameters")
                                    : CompareRows::tr("Parameters of %1").arg(of);
    }
    return of;
}

/// Settings as they come, put under titles.
class SettingGroups {
public:
    void add(Table table, const SettingDifference& setting)
    {
        const QString title = title_of(table, setting.key);
        if (m_groups.empty() || m_table != table || m_groups.back().title != title)
            m_groups.push_back({title, {}, table == Table::Findings});
        m_table = table;
        m_groups.back().settings.push_back(setting);
    }
    void addAll(Table table, const SettingDifferences& all)
    {
        for (const SettingDifference& each : all)
            add(table, each);
    }
    [[nodiscard]] std::vector<SettingGroup> take() { return std::move(m_groups); }

private:
    std::vector<SettingGroup> m_groups;
    Table m_table = Table::Metadata;
};

/// A row as settings see it.
struct RowPlace {
    RowPlace(const Document& left, const Document& right, const ModelPairs& pairs, std::size_t at)
        : row(pairs.rows[at]),
          top(row.parent == ModelPairs::root),
          first(index(pairs.row(ModelPairs::root).first_child) == at),
          kind(row.left != NodeId::none ? left.main_tree().node(row.left).kind
                                        : right.main_tree().node(row.right).kind),
          left_path(row.left == NodeId::none ? "" : left.main_tree().path(row.left)),
          right_path(row.right == NodeId::none ? "" : right.main_tree().path(row.right))
    {
    }
    /// What has this path and a name behind it is of the row or of one below it.
    [[nodiscard]] bool holds(std::string_view key) const
    {
        return belongs(key, left_path) || belongs(key, right_path);
    }

    const PairRow& row;
    bool top;
    bool first; ///< of all rows
    NodeKind kind;
    std::string left_path;
    std::string right_path;
};

void add_values(SettingGroups& out, const SettingsComparison& settings, const RowPlace& at)
{
    if (at.top && at.kind == NodeKind::Optimizer)
        return out.addAll(Table::Optimizer, settings.optimizer);
    if (at.top && at.kind == NodeKind::Metadata)
        return out.addAll(Table::Metadata, settings.metadata);
    if (at.top && at.kind == NodeKind::Model) {
        out.addAll(Table::Configuration, settings.configuration);
        out.addAll(Table::Training, settings.training);
        return out.addAll(Table::Parameters, settings.parameters);
    }
    const auto add_own = [&](Table table, const SettingDifferences& all) {
        for (const SettingDifference& each : all) {
            if (at.holds(each.key))
                out.add(table, each);
        }
    };
    add_own(Table::Configuration, settings.configuration);
    add_own(Table::Parameters, settings.parameters);
    add_own(Table::Optimizer, settings.optimizer);
    add_own(Table::Metadata, settings.metadata);
}

void add_findings(SettingGroups& out, const Document& left, const Document& right,
                  const SettingDifferences& findings, const RowPlace& at)
{
    for (const SettingDifference& each : findings) {
        const std::string_view place = place_of(each.key);
        if (place.empty() ? !at.first
                          : place != at.left_path && place != at.right_path && !at.holds(place))
            continue;
        SettingDifference told = each;
        told.key = words::finding_text(left, right, each).toStdString();
        out.add(Table::Findings, told);
    }
}

void add_estimators(std::vector<SettingGroup>& groups, const Document& left,
                    const EstimatorDifferences& differences, const RowPlace& at)
{
    if (at.row.left == NodeId::none)
        return;
    const EstimatorId estimator = left.main_tree().node(at.row.left).estimator;
    if (estimator == EstimatorId::none)
        return;
    const bool whole = estimator == left.estimator && at.top;
    for (SettingGroup& group : estimator_groups(left, differences, at.left_path, whole))
        groups.push_back(std::move(group));
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

std::vector<SettingGroup> settings_of_row(const Document& left, const Document& right,
                                          const AlignedModels& models, std::size_t number)
{
    const RowPlace at(left, right, models.shared->comparison.pairs, number);
    SettingGroups out;
    add_values(out, *models.settings, at);
    add_findings(out, left, right, models.settings->findings, at);
    std::vector<SettingGroup> groups = out.take();
    if (models.estimators)
        add_estimators(groups, left, *models.estimators, at);
    return groups;
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
    subject.unread = comparison.rows[row].failed;
    if (subject.has_left != subject.has_right)
        subject.values = comparison.rows[row].left_values + comparison.rows[row].right_values;
    subject.reason = of.reason;
    if (of.tensors != PairRow::no_tensors) {
        subject.tensors = comparison.pairs.tensors[of.tensors];
        subject.failure = comparison.failures[of.tensors];
    }
    if (subject.has_left && subject.has_right)
        subject.settings = settings_of_row(*subject.left, *subject.right, jobs.models(), row);
    if (!subject.tensors)
        list_differing_rows(subject, comparison);
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
