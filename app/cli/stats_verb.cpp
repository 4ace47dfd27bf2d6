// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/stats_verb.h"

#include "app/cli/choose_tensor.h"
#include "app/cli/stats_text.h"
#include "io/formats/format.h"

namespace strata::cli {

namespace {

TensorId tensor_id(std::size_t number)
{
    return TensorId{static_cast<std::uint32_t>(number)};
}

/// The arrays a person means who names none: weights and fitted arrays with numbers; all arrays
/// with numbers where there are none of those.
std::vector<TensorId> usual_tensors(const Document& document)
{
    std::vector<TensorId> usual;
    std::vector<TensorId> numeric;
    for (std::size_t i = 0; i < document.tensors.size(); ++i) {
        const Tensor& tensor = document.tensors[i];
        if (!tensor.dtype.is_numeric())
            continue;
        numeric.push_back(tensor_id(i));
        if (tensor.role == TensorRole::Weight || tensor.role == TensorRole::Attribute)
            usual.push_back(tensor_id(i));
    }
    return usual.empty() ? numeric : usual;
}

/// A name that is no array's is an error where it is the only one, else one of `errors`.
Result<std::vector<TensorId>> chosen_tensors(const Document& document, const StatsOptions& options,
                                             std::vector<Error>& errors)
{
    std::vector<TensorId> chosen;
    for (const std::string& wanted : options.tensors) {
        auto id = choose_tensor(document, wanted);
        if (id)
            chosen.push_back(*id);
        else
            errors.push_back(std::move(id).error());
    }
    if (chosen.empty() && !errors.empty())
        return fail(errors.front());
    if (!chosen.empty())
        return chosen;
    if (!options.all)
        return usual_tensors(document);
    for (std::size_t i = 0; i < document.tensors.size(); ++i)
        chosen.push_back(tensor_id(i));
    return chosen;
}

/// What was measured, and what kept some of the arrays from being.
struct Measured {
    std::vector<report::MeasuredTensor> tensors;
    std::vector<Error> errors;
};

/// All figures are computed before the first one is printed, so that no report breaks off. An array
/// that cannot be read is an error where it is the only one, else it is left without figures.
Result<Measured> measure(const OpenDocument& opened, const StatsOptions& options,
                         const JobContext& job)
{
    Measured measured;
    STRATA_ASSIGN(const auto chosen, chosen_tensors(*opened.document, options, measured.errors));
    for (const TensorId id : chosen) {
        STRATA_TRY(job.check());
        const Tensor& tensor = opened.document->tensor(id);
        measured.tensors.push_back({id, {}});
        if (!tensor.dtype.is_numeric())
            continue;
        auto statistics = compute_statistics(tensor, opened.sources, {.bins = options.bins}, job);
        if (statistics) {
            // Figures of a part are figures, but not all that was asked for.
            if (statistics->partial)
                measured.errors.push_back(
                    {ErrorCode::Truncated, {}, opened.document->tensor_path(id), "tensor values"});
            measured.tensors.back().statistics = *std::move(statistics);
            continue;
        }
        Error error = std::move(statistics).error();
        error.path = opened.document->tensor_path(id);
        if (chosen.size() == 1 || error.code == ErrorCode::Cancelled)
            return fail(std::move(error));
        measured.errors.push_back(std::move(error));
    }
    return measured;
}

void print_measured(const Document& document, const Measured& measured, const StatsOptions& options,
                    Console& console)
{
    if (!options.json) {
        print_statistics(console, document, measured.tensors, !options.tensors.empty());
        return;
    }
    report::JsonWriter json = console.json_writer();
    report::write_stats_report(json, document, measured.tensors);
    json.finish();
}

} // namespace

ExitStatus run_stats(const StatsOptions& options, Console& console)
{
    const auto opened = open_document(options.file, console.job);
    if (!opened)
        return console.fail(opened.error(), options.file, options.json);
    const auto measured = measure(*opened, options, console.job);
    if (!measured)
        return console.fail(measured.error(), options.file, options.json);
    print_measured(*opened->document, *measured, options, console);
    for (const Error& error : measured->errors)
        console.say_error(error, options.file);
    return measured->errors.empty() ? ExitStatus::Fine : ExitStatus::Failed;
}

} // namespace strata::cli
