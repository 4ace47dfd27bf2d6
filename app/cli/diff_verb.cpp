// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/diff_verb.h"

#include "app/cli/diff_text.h"
#include "app/export/checked_file.h"
#include "app/report/html_page.h"
#include "app/report/markdown_page.h"
#include "io/formats/format.h"
#include "widgets/words/translation.h"

#include <filesystem>

namespace strata::cli {

namespace {

Result<void> write_page(const report::Page& page, const std::string& path,
                        QByteArray (*text_of_page)(const report::Page&), const JobContext& job)
{
    const QByteArray text = text_of_page(page);
    STRATA_ASSIGN(exports::CheckedFile file, exports::CheckedFile::create(path));
    STRATA_TRY(file.write({text.constData(), static_cast<std::size_t>(text.size())}));
    STRATA_TRY(file.commit(job));
    return {};
}

/// A report does not take the place of what it is about.
Result<void> check_targets(const DiffOptions& options)
{
    for (const std::string& target : {options.html, options.markdown}) {
        for (const std::string& file : options.files) {
            std::error_code ignored;
            if (!target.empty() && std::filesystem::equivalent(file, target, ignored))
                return fail(Error{ErrorCode::BadArgument,
                                  {},
                                  target,
                                  "the report would be written over a file that it is about"});
        }
    }
    return {};
}

Result<void> write_reports(const report::ComparedModels& models, const DiffOptions& options,
                           const JobContext& job)
{
    STRATA_ASSIGN(const report::Page page, report::make_diff_page(models, job));
    if (!options.html.empty())
        STRATA_TRY(write_page(page, options.html, report::html_of, job));
    if (!options.markdown.empty())
        STRATA_TRY(write_page(page, options.markdown, report::markdown_of, job));
    return {};
}

/// Pairs that could not be read, and what a file does not hold: what differs there is not known.
bool say_failures(const report::ComparedModels& models, const DiffOptions& options,
                  Console& console)
{
    bool failed = false;
    for (std::size_t i = 0; i < models.comparison.failures.size(); ++i) {
        if (!models.comparison.failures[i])
            continue;
        const PairFailure& failure = *models.comparison.failures[i];
        const TensorPair& pair = models.comparison.pairs.tensors[i];
        const bool right = failure.right && !failure.left;
        Error error = failure.error;
        error.path = right ? models.right.document->tensor_path(pair.right)
                           : models.left.document->tensor_path(pair.left);
        console.say_error(error, options.files[right ? 1 : 0]);
        failed = true;
    }
    const auto say_incomplete = [&](bool incomplete, const std::string& file) {
        if (incomplete)
            console.say(
                words::translate("%1: the file is incomplete, and what is missing is not compared")
                    .arg(words::text_of(file)));
    };
    say_incomplete(models.summary.incomplete_left, options.files[0]);
    say_incomplete(models.summary.incomplete_right, options.files[1]);
    return failed || models.summary.incomplete_left || models.summary.incomplete_right;
}

} // namespace

ExitStatus run_diff(const DiffOptions& options, Console& console)
{
    if (const auto checked = check_targets(options); !checked)
        return console.fail(checked.error(), checked.error().path, options.json);
    const auto left = open_document(options.files[0], console.job);
    if (!left)
        return console.fail(left.error(), options.files[0], options.json);
    const auto right = open_document(options.files[1], console.job);
    if (!right)
        return console.fail(right.error(), options.files[1], options.json);
    CompareRequest request;
    request.tolerance = options.tolerance;
    const auto models =
        report::compare_opened(*left, *right, request, options.structure, console.job);
    if (!models)
        return console.fail(models.error(), options.files[0], options.json);
    if (!options.html.empty() || !options.markdown.empty()) {
        const auto written = write_reports(*models, options, console.job);
        if (!written)
            return console.fail(written.error(), written.error().path, options.json);
    }
    if (options.json) {
        report::JsonWriter json = console.json_writer();
        report::write_diff_report(json, *models);
        json.finish();
    } else {
        print_comparison(console.out, *models);
    }
    if (say_failures(*models, options, console))
        return ExitStatus::Failed;
    return models->summary.identical ? ExitStatus::Fine : ExitStatus::Findings;
}

} // namespace strata::cli
