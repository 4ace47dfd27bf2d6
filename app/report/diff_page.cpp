// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/diff_page.h"

#include "widgets/words/comparison_words.h"
#include "widgets/words/error_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <algorithm>
#include <limits>

namespace strata::report {

namespace {

using words::text_of;
using words::translate;

/// Arrays whose histograms are drawn: each is read once more.
constexpr std::size_t drawn_pairs = 100;
constexpr std::size_t drawn_bins = 64;

QString real_or_none(const std::optional<double>& number)
{
    return number ? words::real(*number) : words::none();
}

QString indices_text(const std::vector<std::uint64_t>& at)
{
    return words::shape(at);
}

/// What the pair is called: by its left path, and the right one where that differs.
QString pair_name(const ComparedModels& models, const TensorPair& pair)
{
    const QString left = text_of(models.left.document->tensor_path(pair.left));
    const QString right = text_of(models.right.document->tensor_path(pair.right));
    return left == right ? left : left + QStringLiteral(" → ") + right;
}

QString type_text(const Document& left, const Document& right, const TensorPair& pair)
{
    const auto text = [](const Tensor& tensor) {
        return words::shape(tensor.shape) + u' ' + text_of(tensor.dtype.name());
    };
    const QString one = text(left.tensor(pair.left));
    const QString other = text(right.tensor(pair.right));
    return one == other ? one : one + QStringLiteral(" → ") + other;
}

/// How the pair was found, where it is not simply its path.
QString matched_text(const ComparedModels& models, const TensorPair& pair)
{
    QStringList parts;
    const MatchReason reason = models.comparison.pairs.row(pair.row).reason;
    if (reason != MatchReason::Path)
        parts.append(words::match_words(reason));
    if (pair.transposed())
        parts.append(translate("transposed"));
    return parts.join(QLatin1String(", "));
}

/// Few values need few bins to be told apart.
std::size_t bins_for(const TensorDifference& found)
{
    return std::clamp<std::size_t>(found.count, 8, drawn_bins);
}

void add_figures(const TensorDifference& found, std::vector<Cell>& row)
{
    row.push_back(number_cell(real_or_none(found.relative_l2)));
    row.push_back(number_cell(real_or_none(found.max_abs)));
    row.push_back(number_cell(found.max_at ? indices_text(*found.max_at) : words::none()));
    row.push_back(number_cell(real_or_none(found.mean_abs)));
    row.push_back(number_cell(real_or_none(found.cosine)));
    QString differ =
        translate("%1 of %2").arg(words::count(found.changed), words::count(found.count));
    const std::uint64_t left = found.nan_left + found.infinite_left;
    const std::uint64_t right = found.nan_right + found.infinite_right;
    if (left + right != 0)
        differ +=
            translate("; NaN or infinite: %1 → %2").arg(words::count(left), words::count(right));
    row.push_back(number_cell(differ));
}

Section arrays_section(const ComparedModels& models, const JobContext& job)
{
    Section section;
    section.title = translate("Arrays that differ");
    const std::vector<std::size_t> changed = changed_pairs(models);
    const std::span shown(changed.data(), std::min(changed.size(), rows_of_page));
    const bool any_matched = std::ranges::any_of(shown, [&](std::size_t at) {
        return !matched_text(models, models.comparison.pairs.tensors[at]).isEmpty();
    });
    std::vector<Column>& columns = section.table.columns;
    columns = {{translate("Array"), false}, {translate("Shape and dtype"), false}};
    if (any_matched)
        columns.push_back({translate("Matched by"), false});
    columns.insert(columns.end(), {{translate("Relative L2"), true},
                                   {translate("Largest |Δ|"), true},
                                   {translate("at"), true},
                                   {translate("Mean |Δ|"), true},
                                   {translate("Cosine"), true},
                                   {translate("Differ"), true},
                                   {translate("Left (filled), right (line)"), false},
                                   {translate("Right − left"), false}});
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const TensorPair& pair = models.comparison.pairs.tensors[shown[i]];
        const auto& found = models.comparison.differences[shown[i]];
        const auto& failure = models.comparison.failures[shown[i]];
        std::vector<Cell> row = {
            code_cell(pair_name(models, pair)),
            code_cell(type_text(*models.left.document, *models.right.document, pair))};
        if (any_matched)
            row.push_back(words_cell(matched_text(models, pair)));
        if (failure)
            row.push_back(words_cell(words::failure_words(*failure), Tone::Error));
        else if (found && found->by == ComparedBy::Nothing)
            row.push_back(words_cell(translate("other shape"), Tone::Warning));
        else if (found)
            add_figures(*found, row);
        row.resize(columns.size());
        if (found && found->count > 1 && i < drawn_pairs) {
            auto histograms =
                compare_histograms(models.left, models.right, pair, *found, bins_for(*found), job);
            if (histograms && !histograms->left.counts.empty()) {
                row[columns.size() - 2].histogram = std::move(histograms->left);
                row[columns.size() - 2].other_histogram = std::move(histograms->right);
                row.back().histogram = std::move(histograms->difference);
            }
        }
        section.table.rows.push_back(std::move(row));
    }
    section.table.left_out = changed.size() - section.table.rows.size();
    return section;
}

Section alone_section(const ComparedModels& models, PairSign sign, const QString& title)
{
    Section section;
    section.title = title;
    section.table.columns = {{translate("Path"), false}};
    const std::vector<std::string> paths = rows_alone(models, sign);
    for (const std::string& path : paths) {
        if (section.table.rows.size() < rows_of_page)
            section.table.rows.push_back({code_cell(text_of(path))});
    }
    section.table.left_out = paths.size() - section.table.rows.size();
    return section;
}

Section renamed_section(const ComparedModels& models)
{
    Section section;
    section.title = translate("Renamed");
    section.table.columns = {
        {translate("Left"), false}, {translate("Right"), false}, {translate("Matched by"), false}};
    for (const PairRow& row : models.comparison.pairs.rows) {
        if (!row.renamed)
            continue;
        if (section.table.rows.size() == rows_of_page) {
            ++section.table.left_out;
            continue;
        }
        section.table.rows.push_back(
            {code_cell(text_of(models.left.document->main_tree().path(row.left))),
             code_cell(text_of(models.right.document->main_tree().path(row.right))),
             words_cell(words::match_words(row.reason))});
    }
    return section;
}

Section trees_section(const TreeDifferences& trees)
{
    Section section;
    section.title = translate("Trees that differ");
    section.table.columns = {
        {translate("Tree"), false}, {translate("Nodes, left"), true},
        {translate("right"), true}, {translate("Depth, left"), true},
        {translate("right"), true}, {translate("First node that differs"), true}};
    const auto optional_count = [](const std::optional<std::uint64_t>& number) {
        return number_cell(number ? words::count(*number) : words::none());
    };
    for (const TreeDifference& tree : trees.changed) {
        if (section.table.rows.size() == rows_of_list)
            break;
        section.table.rows.push_back(
            {code_cell(text_of(tree.path)), number_cell(words::count(tree.left_nodes)),
             number_cell(words::count(tree.right_nodes)), optional_count(tree.left_depth),
             optional_count(tree.right_depth), optional_count(tree.first_node)});
    }
    section.table.left_out = trees.changed.size() - section.table.rows.size();
    return section;
}

Section importances_section(const TreeDifferences& trees)
{
    Section section;
    section.title = translate("Feature importances that differ");
    section.table.columns = {
        {translate("Feature"), false}, {translate("Left"), true}, {translate("Right"), true}};
    for (const ImportanceDifference& each : trees.importances) {
        if (section.table.rows.size() == rows_of_list)
            break;
        section.table.rows.push_back({code_cell(text_of(each.feature)),
                                      number_cell(words::real(each.left)),
                                      number_cell(words::real(each.right))});
    }
    section.table.left_out = trees.importances.size() - section.table.rows.size();
    return section;
}

Section coefficients_section(const ComparedModels& models)
{
    Section section;
    section.title = translate("Coefficients that differ");
    section.table.columns = {{translate("Feature"), false},
                             {translate("Output"), false},
                             {translate("Left"), true},
                             {translate("Right"), true},
                             {translate("Right − left"), true}};
    for (const CoefficientDifference& each : models.coefficients) {
        if (section.table.rows.size() == rows_of_list)
            break;
        const Document& left = *models.left.document;
        const std::string output = coefficient_output(left, each.output);
        section.table.rows.push_back({code_cell(text_of(coefficient_feature(left, each.feature))),
                                      code_cell(output.empty() ? words::none() : text_of(output)),
                                      number_cell(words::real(each.left)),
                                      number_cell(words::real(each.right)),
                                      number_cell(words::real(each.right - each.left))});
    }
    section.table.left_out = models.coefficients.size() - section.table.rows.size();
    return section;
}

Section settings_section(const ComparedModels& models, const TitledSettings& settings)
{
    Section section;
    section.title = settings.title;
    section.table.columns = {
        {translate("Key"), false}, {translate("Left"), false}, {translate("Right"), false}};
    for (const SettingDifference& each : *settings.differences) {
        if (section.table.rows.size() == rows_of_page)
            break;
        const QString name = setting_name(models, settings, each);
        section.table.rows.push_back({settings.findings ? words_cell(name) : code_cell(name),
                                      code_cell(setting_text(each.left)),
                                      code_cell(setting_text(each.right))});
    }
    section.table.left_out = settings.differences->size() - section.table.rows.size();
    return section;
}

Cell side_cell(const Document& document)
{
    return code_cell(text_of(document.name));
}

} // namespace

std::vector<std::size_t> changed_pairs(const ComparedModels& models)
{
    struct Changed {
        bool optimizer = false;
        double rank = 0;
        std::size_t pair = 0;
    };
    std::vector<Changed> changed;
    const Comparison& comparison = models.comparison;
    for (std::size_t i = 0; i < comparison.differences.size(); ++i) {
        const TensorPair& pair = comparison.pairs.tensors[i];
        if (comparison.rows[index(pair.row)].tensors != PairSign::Changed &&
            !comparison.failures[i])
            continue;
        const auto& found = comparison.differences[i];
        const bool figures = found && found->by != ComparedBy::Nothing;
        const TensorRole role = models.left.document->tensor(pair.left).role;
        changed.push_back(
            {role == TensorRole::Optimizer,
             figures ? -found->relative_l2.value_or(0) : -std::numeric_limits<double>::infinity(),
             i});
    }
    std::ranges::stable_sort(changed, [](const Changed& a, const Changed& b) {
        return std::pair(a.optimizer, a.rank) < std::pair(b.optimizer, b.rank);
    });
    std::vector<std::size_t> places;
    for (const Changed& each : changed)
        places.push_back(each.pair);
    return places;
}

std::vector<TitledSettings> titled_settings(const SettingsComparison& settings)
{
    std::vector<TitledSettings> titled;
    for (const auto& [title, differences] :
         {std::pair(translate("Hyper-parameters"), &settings.parameters),
          std::pair(translate("Fitted values"), &settings.fitted),
          std::pair(translate("Values that differ"), &settings.values),
          std::pair(translate("Configuration"), &settings.configuration),
          std::pair(translate("Training"), &settings.training),
          std::pair(translate("Optimizer"), &settings.optimizer),
          std::pair(translate("Metadata"), &settings.metadata),
          std::pair(translate("Findings"), &settings.findings)}) {
        if (!differences->empty())
            titled.push_back({title, differences, differences == &settings.findings});
    }
    return titled;
}

QString setting_name(const ComparedModels& models, const TitledSettings& settings,
                     const SettingDifference& difference)
{
    return settings.findings
               ? words::finding_text(*models.left.document, *models.right.document, difference)
               : text_of(difference.key);
}

QString setting_text(const std::optional<Value>& value)
{
    return value ? text_of(value->repr()) : words::none();
}

Result<Page> make_diff_page(const ComparedModels& models, const JobContext& job)
{
    Page page;
    const Document& left = *models.left.document;
    const Document& right = *models.right.document;
    page.title = translate("%1 and %2").arg(text_of(left.name), text_of(right.name));
    page.subtitle = words::comparison_line(models.summary);
    page.strip = {{translate("Left"), side_cell(left)},
                  {translate("Left format"), words_cell(text_of(left.format.name))},
                  {translate("Right"), side_cell(right)},
                  {translate("Right format"), words_cell(text_of(right.format.name))}};
    if (models.summary.relative_l2)
        page.strip.emplace_back(translate("Relative L2"),
                                number_cell(words::real(*models.summary.relative_l2)));
    add_section(page, arrays_section(models, job));
    STRATA_TRY(job.check());
    add_section(page, renamed_section(models));
    add_section(page, alone_section(models, PairSign::OnlyLeft, translate("Only left")));
    add_section(page, alone_section(models, PairSign::OnlyRight, translate("Only right")));
    add_section(page, trees_section(models.trees));
    add_section(page, importances_section(models.trees));
    add_section(page, coefficients_section(models));
    for (const TitledSettings& each : titled_settings(models.settings))
        add_section(page, settings_section(models, each));
    return page;
}

} // namespace strata::report
