// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/diff_text.h"

#include "app/cli/info_section.h"
#include "widgets/words/comparison_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <algorithm>

namespace strata::cli {

namespace {

using Align = TextTable::Align;
using words::Sign;
using words::text_of;
using words::translate;

QString real_text_of(const std::optional<double>& number)
{
    return number ? words::real(*number, Sign::Plain) : words::none();
}

QString shape_text(const Document& document, TensorId id)
{
    return words::shape(document.tensor(id).shape) + u' ' +
           text_of(document.tensor(id).dtype.name());
}

/// What is to be said of a pair beside its figures.
QString remark_on(const report::ComparedModels& models, const TensorPair& pair,
                  const std::optional<TensorDifference>& found)
{
    const Document& left = *models.left.document;
    const Document& right = *models.right.document;
    QStringList parts;
    const auto& failure = models.comparison.failures[models.comparison.pairs.row(pair.row).tensors];
    if (failure)
        parts.append(words::failure_words(*failure));
    const QString shape = shape_text(left, pair.left);
    const QString other_shape = shape_text(right, pair.right);
    if (shape != other_shape)
        parts.append(shape + QStringLiteral(" → ") + other_shape);
    if (pair.transposed())
        parts.append(translate("transposed"));
    const auto append_both = [&](const QString& text, std::uint64_t one, std::uint64_t other) {
        if (one + other != 0)
            parts.append(text.arg(words::count(one), words::count(other)));
    };
    if (found) {
        append_both(translate("NaN: %1 left, %2 right"), found->nan_left, found->nan_right);
        append_both(translate("infinite: %1 left, %2 right"), found->infinite_left,
                    found->infinite_right);
    }
    // Another spelling of the same name tells nothing.
    const MatchReason reason = models.comparison.pairs.row(pair.row).reason;
    if (reason != MatchReason::Path && reason != MatchReason::Name)
        parts.append(translate("right: %1").arg(text_of(right.tensor_path(pair.right))));
    return parts.join(QLatin1String(", "));
}

void print_pairs(Printer& out, const report::ComparedModels& models)
{
    TextTable table(
        {Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Left});
    const std::vector<std::size_t> changed = report::changed_pairs(models);
    for (std::size_t i = 0; i < rows_shown(changed.size()); ++i) {
        if (i == 0)
            table.add_head({translate("Array"), translate("Relative L2"), translate("Largest |Δ|"),
                            translate("at"), translate("Differ"), QString()});
        const TensorPair& pair = models.comparison.pairs.tensors[changed[i]];
        const auto& found = models.comparison.differences[changed[i]];
        const TensorDifference none;
        const TensorDifference& figures = found ? *found : none;
        const bool counted = figures.by != ComparedBy::Nothing;
        table.add({{text_of(models.left.document->tensor_path(pair.left))},
                   {real_text_of(figures.relative_l2)},
                   {real_text_of(figures.max_abs)},
                   {figures.max_at ? words::shape(*figures.max_at) : words::none()},
                   {counted ? translate("%1 of %2")
                                  .arg(words::count(figures.changed), words::count(figures.count))
                            : words::none()},
                   {remark_on(models, pair, found), Style::Dim}});
    }
    print_section(out, translate("Arrays that differ"), table, changed.size());
}

void print_paths(Printer& out, const QString& title, const std::vector<std::string>& paths,
                 Style style)
{
    TextTable table({Align::Left});
    for (std::size_t i = 0; i < rows_shown(paths.size()); ++i)
        table.add({{text_of(paths[i]), style}});
    print_section(out, title, table, paths.size());
}

void print_renamed(Printer& out, const report::ComparedModels& models)
{
    std::vector<const PairRow*> renamed;
    for (const PairRow& row : models.comparison.pairs.rows) {
        if (row.renamed)
            renamed.push_back(&row);
    }
    TextTable table({Align::Left, Align::Left, Align::Left});
    for (std::size_t i = 0; i < rows_shown(renamed.size()); ++i)
        table.add({{text_of(models.left.document->main_tree().path(renamed[i]->left))},
                   {QStringLiteral("→ ") +
                    text_of(models.right.document->main_tree().path(renamed[i]->right))},
                   {words::match_words(renamed[i]->reason), Style::Dim}});
    print_section(out, translate("Renamed"), table, renamed.size());
}

void print_trees(Printer& out, const TreeDifferences& trees)
{
    TextTable table({Align::Left, Align::Right, Align::Right, Align::Right});
    const auto both = [](const std::optional<std::uint64_t>& left,
                         const std::optional<std::uint64_t>& right) {
        const auto text = [](const std::optional<std::uint64_t>& number) {
            return number ? words::count(*number) : words::none();
        };
        return left == right ? text(left) : text(left) + QStringLiteral(" → ") + text(right);
    };
    for (std::size_t i = 0; i < rows_shown(trees.changed.size()); ++i) {
        const TreeDifference& tree = trees.changed[i];
        if (i == 0)
            table.add_head({translate("Tree"), translate("Nodes"), translate("Depth"),
                            translate("First node")});
        table.add({{text_of(tree.path)},
                   {both(tree.left_nodes, tree.right_nodes)},
                   {both(tree.left_depth, tree.right_depth)},
                   {both(tree.first_node, tree.first_node)}});
    }
    print_section(out, translate("Trees that differ"), table, trees.changed.size());
}

void print_importances(Printer& out, const TreeDifferences& trees)
{
    TextTable table({Align::Left, Align::Right, Align::Right});
    const std::size_t all = trees.importances.size();
    for (std::size_t i = 0; i < rows_shown(all); ++i) {
        const ImportanceDifference& each = trees.importances[i];
        if (i == 0)
            table.add_head({translate("Feature"), translate("Left"), translate("Right")});
        table.add({{text_of(each.feature)},
                   {words::real(each.left, Sign::Plain)},
                   {words::real(each.right, Sign::Plain)}});
    }
    print_section(out, translate("Feature importances that differ"), table, all);
}

void print_coefficients(Printer& out, const report::ComparedModels& models)
{
    const Document& left = *models.left.document;
    const std::vector<CoefficientDifference>& coefficients = models.coefficients;
    TextTable table({Align::Left, Align::Left, Align::Right, Align::Right, Align::Right});
    for (std::size_t i = 0; i < rows_shown(coefficients.size()); ++i) {
        const CoefficientDifference& each = coefficients[i];
        if (i == 0)
            table.add_head({translate("Feature"), QString(), translate("Left"), translate("Right"),
                            QStringLiteral("Δ")});
        table.add({{text_of(coefficient_feature(left, each.feature))},
                   {text_of(coefficient_output(left, each.output)), Style::Dim},
                   {words::real(each.left, Sign::Plain)},
                   {words::real(each.right, Sign::Plain)},
                   {words::real(each.right - each.left, Sign::Plain)}});
    }
    print_section(out, translate("Coefficients that differ"), table, coefficients.size());
}

void print_settings(Printer& out, const report::ComparedModels& models,
                    const report::TitledSettings& settings)
{
    const SettingDifferences& all = *settings.differences;
    TextTable table({Align::Left, Align::Left, Align::Left});
    const auto short_text_of = [&](const std::optional<Value>& value) {
        if (value && settings.findings) // a severity
            return text_of(value->as_text());
        return value ? text_of(value->repr(value_columns)) : words::none();
    };
    for (std::size_t i = 0; i < rows_shown(all.size()); ++i)
        table.add({{report::setting_name(models, settings, all[i]), Style::Dim},
                   {short_text_of(all[i].left)},
                   {QStringLiteral("→ ") + short_text_of(all[i].right)}});
    print_section(out, settings.title, table, all.size());
}

} // namespace

void print_comparison(Printer& out, const report::ComparedModels& models)
{
    out.line(words::comparison_line(models.summary), Style::Bold);
    print_pairs(out, models);
    print_renamed(out, models);
    print_paths(out, translate("Only left"), report::rows_alone(models, PairSign::OnlyLeft),
                Style::Blue);
    print_paths(out, translate("Only right"), report::rows_alone(models, PairSign::OnlyRight),
                Style::Yellow);
    print_trees(out, models.trees);
    print_importances(out, models.trees);
    print_coefficients(out, models);
    for (const report::TitledSettings& each : report::titled_settings(models.settings))
        print_settings(out, models, each);
}

} // namespace strata::cli
