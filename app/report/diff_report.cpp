// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/diff_report.h"

#include "app/report/json_values.h"
#include "app/report/report_parts.h"
#include "widgets/words/comparison_words.h"

namespace strata::report {

namespace {

using Layout = JsonWriter::Layout;

void write_real_or_null(JsonWriter& json, std::string_view key, const std::optional<double>& value)
{
    json.key(key);
    value ? json.real(*value) : json.null();
}

void write_sides(JsonWriter& json, double left, double right)
{
    json.key("left");
    json.real(left);
    json.key("right");
    json.real(right);
}

const char* compared_by_name(ComparedBy by)
{
    switch (by) {
    case ComparedBy::Bytes:
        return "bytes";
    case ComparedBy::Values:
        return "values";
    case ComparedBy::NarrowType:
        return "narrow_type";
    case ComparedBy::Items:
        return "items";
    case ComparedBy::Nothing:
        return "nothing";
    }
    return "nothing";
}

void write_side(JsonWriter& json, std::string_view key, const Document& document)
{
    json.key(key);
    json.begin_object(Layout::OneLine);
    json.key("path");
    json.text(document.path);
    json.key("format");
    json.text(document.format.id);
    json.end();
}

/// What values tell; null for a pair that was not compared.
void write_difference(JsonWriter& json, const TensorDifference* found)
{
    const TensorDifference none;
    const TensorDifference& figures = found != nullptr ? *found : none;
    json.key("compared_by");
    found != nullptr ? json.text(compared_by_name(figures.by)) : json.null();
    json.key("equal");
    found != nullptr ? json.boolean(figures.equal) : json.null();
    write_real_or_null(json, "max_abs", figures.max_abs);
    json.key("max_at");
    figures.max_at ? write_shape(json, *figures.max_at) : json.null();
    write_real_or_null(json, "mean_abs", figures.mean_abs);
    write_real_or_null(json, "rms", figures.rms);
    write_real_or_null(json, "relative_l2", figures.relative_l2);
    write_real_or_null(json, "cosine", figures.cosine);
    const bool counted = found != nullptr && figures.by != ComparedBy::Nothing;
    const bool seen = counted && figures.by != ComparedBy::Bytes && figures.by != ComparedBy::Items;
    json.key("changed");
    counted ? json.count(figures.changed) : json.null();
    json.key("nan_left");
    seen ? json.count(figures.nan_left) : json.null();
    json.key("nan_right");
    seen ? json.count(figures.nan_right) : json.null();
    json.key("infinite_left");
    seen ? json.count(figures.infinite_left) : json.null();
    json.key("infinite_right");
    seen ? json.count(figures.infinite_right) : json.null();
    write_real_or_null(json, "std_left", figures.std_left);
    write_real_or_null(json, "std_right", figures.std_right);
}

/// The side that cannot be read, or null.
void write_failure(JsonWriter& json, const std::optional<PairFailure>& failure)
{
    if (!failure)
        return json.null();
    json.begin_object(Layout::OneLine);
    json.key("code");
    json.text(error_code_name(failure->error.code));
    json.key("left");
    json.boolean(failure->left);
    json.key("right");
    json.boolean(failure->right);
    json.end();
}

/// Whether the name itself differs or that of a layer or group that it lies in.
bool name_differs(const Comparison& comparison, PairId id)
{
    for (PairId at = id; at != PairId::none; at = comparison.pairs.row(at).parent) {
        if (comparison.pairs.row(at).renamed)
            return true;
    }
    return false;
}

void write_pair(JsonWriter& json, const ComparedModels& models, std::size_t at)
{
    const Comparison& comparison = models.comparison;
    const TensorPair& pair = comparison.pairs.tensors[at];
    const PairRow& row = comparison.pairs.row(pair.row);
    json.begin_object();
    json.key("left");
    json.text(models.left.document->tensor_path(pair.left));
    json.key("right");
    json.text(models.right.document->tensor_path(pair.right));
    json.key("matched_by");
    json.text(match_reason_name(row.reason));
    json.key("renamed");
    json.boolean(name_differs(comparison, pair.row));
    json.key("transposed");
    json.boolean(pair.transposed());
    json.key("left_dtype");
    json.text(models.left.document->tensor(pair.left).dtype.name());
    json.key("right_dtype");
    json.text(models.right.document->tensor(pair.right).dtype.name());
    json.key("left_shape");
    write_shape(json, models.left.document->tensor(pair.left).shape);
    json.key("right_shape");
    write_shape(json, models.right.document->tensor(pair.right).shape);
    const auto& difference = comparison.differences[at];
    write_difference(json, difference ? &*difference : nullptr);
    json.key("failed");
    write_failure(json, comparison.failures[at]);
    json.end();
}

void write_alone(JsonWriter& json, const ComparedModels& models, std::string_view key,
                 PairSign sign)
{
    json.key(key);
    json.begin_array();
    for (const std::string& path : rows_alone(models, sign))
        json.text(path);
    json.end();
}

void write_trees(JsonWriter& json, const TreeDifferences& trees)
{
    json.key("trees");
    json.begin_object();
    json.key("left");
    json.count(trees.left);
    json.key("right");
    json.count(trees.right);
    json.key("equal");
    json.count(trees.equal);
    json.key("changed");
    json.begin_array();
    for (const TreeDifference& tree : trees.changed) {
        json.begin_object(Layout::OneLine);
        json.key("path");
        json.text(tree.path);
        json.key("left_nodes");
        json.count(tree.left_nodes);
        json.key("right_nodes");
        json.count(tree.right_nodes);
        json.key("left_depth");
        write_optional_count(json, tree.left_depth);
        json.key("right_depth");
        write_optional_count(json, tree.right_depth);
        json.key("first_node");
        write_optional_count(json, tree.first_node);
        json.end();
    }
    json.end();
    json.key("importances");
    json.begin_array();
    for (const ImportanceDifference& each : trees.importances) {
        json.begin_object(Layout::OneLine);
        json.key("feature");
        json.text(each.feature);
        write_sides(json, each.left, each.right);
        json.end();
    }
    json.end();
    json.end();
}

void write_settings(JsonWriter& json, const ComparedModels& models, std::string_view key,
                    const SettingDifferences& differences)
{
    json.key(key);
    json.begin_array();
    for (const SettingDifference& difference : differences) {
        json.begin_object();
        json.key("key");
        json.text(difference.key);
        json.key("left");
        difference.left ? write_value(json, *difference.left, models.left) : json.null();
        json.key("right");
        difference.right ? write_value(json, *difference.right, models.right) : json.null();
        json.end();
    }
    json.end();
}

void write_coefficients(JsonWriter& json, const ComparedModels& models)
{
    json.key("coefficients");
    json.begin_array();
    for (const CoefficientDifference& each : models.coefficients) {
        json.begin_object(Layout::OneLine);
        json.key("feature");
        json.text(coefficient_feature(*models.left.document, each.feature));
        json.key("output");
        const std::string output = coefficient_output(*models.left.document, each.output);
        output.empty() ? json.null() : json.text(output);
        write_sides(json, each.left, each.right);
        json.end();
    }
    json.end();
}

} // namespace

Result<ComparedModels> compare_opened(const OpenDocument& left, const OpenDocument& right,
                                      const CompareRequest& request, bool structure_only,
                                      const JobContext& job)
{
    ComparedModels models{left, right, {}, {}, {}, {}, {}};
    STRATA_ASSIGN(models.comparison, compare_models(left, right, {}, request, structure_only, job));
    models.settings = compare_settings(*left.document, *right.document, models.comparison.pairs,
                                       request.tolerance);
    STRATA_ASSIGN(models.trees, compare_trees(left, right, models.comparison, job));
    if (!structure_only) {
        // What cannot be read is a failure of its pair.
        if (auto found = compare_coefficients(left, right, request.tolerance, job))
            models.coefficients = *std::move(found);
        STRATA_TRY(job.check());
    }
    models.summary = summarize(*left.document, *right.document, models.comparison, models.settings);
    return models;
}

std::vector<std::string> rows_alone(const ComparedModels& models, PairSign sign)
{
    std::vector<std::string> paths;
    const std::vector<PairRow>& rows = models.comparison.pairs.rows;
    const bool left = sign == PairSign::OnlyLeft;
    const bool rows_alike = keep_rows_alike(*models.left.document, *models.right.document);
    const Tree& tree = (left ? models.left : models.right).document->main_tree();
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const NodeId node = left ? rows[i].left : rows[i].right;
        // What is below a row that is alone is alone as well.
        const RowFigures& figures = models.comparison.rows[i];
        const bool counts = rows_alike || figures.left_values + figures.right_values != 0;
        if (rows[i].own == sign && rows[i].part != PairPart::Beside && counts &&
            models.comparison.rows[index(rows[i].parent)].sign != sign)
            paths.push_back(tree.path(node));
    }
    return paths;
}

void write_diff_report(JsonWriter& json, const ComparedModels& models)
{
    json.begin_object();
    write_schema_version(json);
    json.key("same");
    json.boolean(models.summary.identical);
    json.key("summary");
    json.text(words::comparison_line(models.summary).toStdString());
    write_side(json, "left", *models.left.document);
    write_side(json, "right", *models.right.document);
    json.key("structure_only");
    json.boolean(models.comparison.structure_only);
    json.key("relative_l2");
    models.summary.relative_l2 ? json.real(*models.summary.relative_l2) : json.null();
    json.key("pairs");
    json.begin_array();
    for (std::size_t i = 0; i < models.comparison.pairs.tensors.size(); ++i)
        write_pair(json, models, i);
    json.end();
    write_alone(json, models, "only_left", PairSign::OnlyLeft);
    write_alone(json, models, "only_right", PairSign::OnlyRight);
    write_trees(json, models.trees);
    write_coefficients(json, models);
    write_settings(json, models, "metadata", models.settings.metadata);
    write_settings(json, models, "configuration", models.settings.configuration);
    write_settings(json, models, "training", models.settings.training);
    write_settings(json, models, "optimizer", models.settings.optimizer);
    write_settings(json, models, "parameters", models.settings.parameters);
    write_settings(json, models, "values", models.settings.values);
    write_settings(json, models, "fitted", models.settings.fitted);
    write_settings(json, models, "findings", models.settings.findings);
    json.end();
}

} // namespace strata::report
