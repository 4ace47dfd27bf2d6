// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/export/forms.h"

#include "app/export/csv_writer.h"
#include "app/export/plain_values.h"
#include "app/export/report_writers.h"
#include "io/base/guarded.h"
#include "io/formats/format.h"
#include "io/formats/probe.h"
#include "widgets/words/translation.h"

#include <algorithm>
#include <filesystem>

namespace strata::exports {

namespace {

std::vector<Form> make_forms()
{
    std::vector<Form> all;
    for (const ExportTarget& target : export_targets())
        all.push_back({target.id, target.name, target.extension, Kind::Model, &target});
    all.push_back({csv_target().id, csv_target().name, csv_target().extension, Kind::Table,
                   &csv_target(), false, false, write_csv});
    // A path that ends in .json means the report, whatever it is of.
    all.push_back({.id = "values",
                   .name = QT_TRANSLATE_NOOP("words", "Plain values (JSON)"),
                   .extension = "json",
                   .write = write_plain_values,
                   .plan = plan_plain_values,
                   .takes = holds_plain_values,
                   .meant_by_extension = false});
    all.push_back({"json", QT_TRANSLATE_NOOP("words", "Structure and metadata (JSON)"), "json",
                   Kind::Report, nullptr, false, true, write_json});
    all.push_back({"html", QT_TRANSLATE_NOOP("words", "Report (HTML)"), "html", Kind::Report,
                   nullptr, true, true, write_html});
    all.push_back({"markdown", QT_TRANSLATE_NOOP("words", "Report (Markdown)"), "md", Kind::Report,
                   nullptr, true, true, write_markdown});
    return all;
}

/// Rows of plain values that lie deeper than what a report lists.
std::uint64_t values_inside_others(const Document& document)
{
    if (!holds_plain_values(document))
        return 0;
    const NodeId object = document.file.child(Tree::root, 0);
    return document.file.size() - 2 - document.file.node(object).child_count;
}

/// A report holds no array, so none is planned, and what is said of arrays does not matter.
Result<ExportPlan> plan_report(const Document& document, const Options& options)
{
    if (!options.arrays.selection.empty())
        return fail(ErrorCode::BadArgument, "a report is of the whole file, not of some arrays");
    ExportPlan plan;
    if (!document.tensors.empty())
        plan.losses.push_back({"values of arrays",
                               "A report says what they are, not what they hold.",
                               document.tensors.size()});
    if (const std::uint64_t inside = values_inside_others(document); inside != 0)
        plan.losses.push_back({"values inside others",
                               "A report lists those at the top; \"Plain values\" writes all.",
                               inside});
    return plan;
}

bool is_same_file(const std::string& left, const std::string& right)
{
    std::error_code ignored;
    return std::filesystem::equivalent(left, right, ignored);
}

/// Other endings that people give such files.
std::string_view usual_extension(std::string_view extension)
{
    if (extension == "htm")
        return "html";
    return extension == "markdown" ? "md" : extension;
}

const Form* find(const auto& wanted)
{
    const auto& all = forms();
    const auto found = std::find_if(all.begin(), all.end(), wanted);
    return found == all.end() ? nullptr : &*found;
}

} // namespace

const std::vector<Form>& forms()
{
    static const std::vector<Form> all = make_forms();
    return all;
}

const Form* find_form(std::string_view id)
{
    return find([&](const Form& form) { return form.id == id; });
}

const Form* form_of(std::string_view path)
{
    if (const ExportTarget* const target = export_target_of(path))
        return find([&](const Form& form) { return form.target == target; });
    const std::string extension = extension_of(file_name_of(path));
    return find([&](const Form& form) {
        return form.meant_by_extension && form.extension == usual_extension(extension);
    });
}

bool Form::can_take(const Document& document) const
{
    return (takes == nullptr || takes(document)) &&
           (target == nullptr || target->can_take(document));
}

bool is_written(const Format& format)
{
    return format.writes || find_export_target(format.id) != nullptr;
}

QString name_of(const Form& form)
{
    return words::translate(std::string(form.name).c_str());
}

bool asks_for_consent(const Form& form, const ExportPlan& plan)
{
    return form.kind == Kind::Model && plan.unaccepted() != 0;
}

Result<ExportPlan> plan(const OpenDocument& opened, const Form& form, const Options& options,
                        const JobContext& job)
{
    if (options.statistics && !form.takes_statistics)
        return fail(ErrorCode::BadArgument, "this format holds no statistics");
    if (options.sha256 && !form.takes_sha256)
        return fail(ErrorCode::BadArgument, "this format has no place for a checksum");
    if (options.arrays.dtype && form.kind == Kind::Table)
        return fail(ErrorCode::BadArgument, "text has no type that values could be rounded to");
    if (form.plan != nullptr)
        return form.plan(opened, options, job);
    if (form.target == nullptr)
        return plan_report(*opened.document, options);
    STRATA_ASSIGN(ExportPlan plan, plan_export(opened, *form.target, options.arrays, job));
    if (form.kind == Kind::Table)
        plan.losses.push_back({"data types", "Text does not name them.", plan.tensors.size()});
    return plan;
}

Result<ExportReport> write(const OpenDocument& opened, const Form& form, const ExportPlan& plan,
                           const Options& options, const std::string& path, const JobContext& job)
{
    if (form.kind != Kind::Model && is_same_file(opened.document->path, path))
        return fail(ErrorCode::BadArgument, "it would replace the model that it is about", {},
                    path);
    if (form.write == nullptr)
        return export_document(opened, *form.target, plan, path, job);
    return guarded([&] { return form.write(opened, plan, options, path, job); });
}

} // namespace strata::exports
